"""The votes on every edge, from the evidence table.

Most edges have one evidence row, and few kinds of row are told apart by `tally`: those are added up
once a kind. Only edges with several rows are added up one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from operator import itemgetter

import polars as pl

from kg.model.columns import EDGES
from kg.model.votes import PRIMARY_PREFIXES, Tally, Vote, tally, voter

RESULT = ("asserted", *(field.name for field in fields(Tally)))
"""What `votes` says of each edge."""

_KIND = ("polarity", "study_design", "grade")
VOTING = ("edge_id", "reference", "source", *_KIND)
"""The columns of the evidence table that vote."""
_PRIMARY = rf"^(?:{'|'.join(sorted(PRIMARY_PREFIXES))})(?::|$)"


def is_primary_reference() -> pl.Expr:
    """Tell whether ``reference`` is literature or a trial's register record; see `kg.model.votes.is_primary`."""
    return pl.col("reference").str.contains(_PRIMARY).fill_null(value=False)


def votes(evidence: pl.DataFrame, origin_groups: Mapping[str, str]) -> pl.DataFrame:
    """Add up the votes on each edge.

    Args:
        evidence: the evidence table, or its columns that vote.
        origin_groups: the origin group of each source; a source that is not listed is its own.

    Returns:
        ``id`` (of the edge) and the columns `RESULT`, in no order.
    """
    rows = evidence.select(VOTING)
    alone = pl.col("edge_id").is_unique()
    single, several = rows.filter(alone), rows.filter(~alone).sort("edge_id")
    kinds = single.select(_KIND).unique()
    of_kind = _frame(kinds.rows(), [tally([Vote("", *kind)]) for kind in kinds.iter_rows()], _KIND)
    first = single.select(pl.col("edge_id").alias("id"), *_KIND).join(of_kind, on=_KIND, nulls_equal=True)
    ids, tallies = [], []
    for id, group in groupby(several.iter_rows(), itemgetter(0)):
        ids.append((id,))
        tallies.append(tally(_votes(group, origin_groups)))
    return pl.concat([first.select("id", *RESULT), _frame(ids, tallies, ("id",))])


def _votes(rows: Iterable[tuple[str, ...]], groups: Mapping[str, str]) -> Iterable[Vote]:
    for _, reference, source, *kind in rows:
        yield Vote(voter(reference, groups.get(source, source)), *kind)


def _frame(keys: Sequence[tuple[str, ...]], tallies: Sequence[Tally], names: tuple[str, ...]) -> pl.DataFrame:
    schema = {**dict.fromkeys(names, pl.String()), **{name: EDGES[name] for name in RESULT}}
    rows = [(*key, *(getattr(one, name) for name in RESULT)) for key, one in zip(keys, tallies, strict=True)]
    return pl.DataFrame(rows, schema=schema, orient="row")
