"""From checked claims to the three tables: one edge per statement, one evidence row per content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from operator import attrgetter
from typing import TypeVar

import polars as pl

from kg.assembly.computed import computed
from kg.assembly.ids import PARTS, edge_ids, evidence_ids
from kg.model.columns import EDGES, EVIDENCE, NODES
from kg.model.records import EVIDENCE_FIELDS, Claim, Node
from kg.model.tables import Tables

BATCH = 32_768
"""Claims that are turned into columns at a time."""

_COMMON = ("id", "category", "name", "description", "taxon")
_LISTS = ("synonyms", "xrefs")
_T = TypeVar("_T")


def make_tables(
    nodes: Mapping[str, Node],
    node_sources: Mapping[str, tuple[str, ...]],
    claims: Iterable[Claim],
    origin_groups: Mapping[str, str],
    *,
    tick: Callable[[str], None] = lambda sentence: None,
) -> Tables:
    """Build the tables of a release.

    Args:
        nodes: merged nodes by id.
        node_sources: the sources of each node.
        claims: checked claims in canonical form, in any order, repeated or not.
        origin_groups: the origin group of each source.
        tick: told now and then how far it has come.

    Returns:
        The three tables, each sorted by id.
    """
    statements, columns = [_statement_frame([])], {name: [pl.Series(dtype=kind)] for name, kind in EVIDENCE.items()}
    rest, done = iter(claims), 0
    while batch := list(islice(rest, BATCH)):
        said = _statement_frame(batch)
        statements.append(said.unique("id", keep="last"))
        for column in _evidence_frame(batch, said["id"]):
            columns[column.name].append(column)
        done += len(batch)
        tick(f"making edges and evidence: {done:,} claims so far")
    evidence = _sorted_evidence(columns)
    made = _node_frame(nodes, node_sources)
    said = pl.concat(statements).unique("id", keep="last")
    edges = said.join(computed(evidence, said, made, origin_groups), on="id").select(list(EDGES)).sort("id")
    return Tables(nodes=made, edges=edges, evidence=evidence)


def _sorted_evidence(columns: dict[str, list[pl.Series]]) -> pl.DataFrame:
    """Keep one row per id, sorted; take the columns out one by one, so that only one of them is there twice."""
    ids = pl.DataFrame({"id": pl.concat(columns["id"])}).with_row_index("at")
    # The last of several spellings of one thing stays.
    order = ids.unique("id", keep="last").sort("id")["at"]
    return pl.DataFrame([pl.concat(columns.pop(name)).gather(order).alias(name) for name in EVIDENCE])


def _column(name: str, records: Iterable[_T], get: Callable[[_T], object], kind: pl.DataType) -> pl.Series:
    return pl.Series(name, list(map(get, records)), dtype=kind)


def _statement_frame(claims: list[Claim]) -> pl.DataFrame:
    said = [claim.statement for claim in claims]
    frame = pl.DataFrame([_column(name, said, attrgetter(name), EDGES[name]) for name in PARTS])
    return frame.select(edge_ids(frame), *PARTS)


def _evidence_frame(claims: list[Claim], edges: pl.Series) -> pl.DataFrame:
    rows = [claim.evidence for claim in claims]
    columns = [_column(name, rows, attrgetter(name), EVIDENCE[name]) for name in EVIDENCE_FIELDS]
    frame = pl.DataFrame([edges.alias("edge_id"), *columns])
    return frame.select(evidence_ids(frame), pl.all())


def _node_frame(nodes: Mapping[str, Node], sources: Mapping[str, tuple[str, ...]]) -> pl.DataFrame:
    rest, parts = iter(nodes.values()), [_node_rows([], sources)]
    while batch := list(islice(rest, BATCH)):
        parts.append(_node_rows(batch, sources))
    frame = pl.concat(parts)
    return frame if frame["id"].is_sorted() else frame.sort("id")


def _node_rows(nodes: list[Node], sources: Mapping[str, tuple[str, ...]]) -> pl.DataFrame:
    columns = []
    for name, kind in NODES.items():
        if name == "sources":
            values: list[object] = [list(sources[node.id]) for node in nodes]
        elif name in _LISTS:
            # polars takes lists ten times as fast as tuples.
            values = [list(getattr(node, name)) for node in nodes]
        elif name in _COMMON:
            values = [getattr(node, name) for node in nodes]
        else:
            values = [node.properties.get(name) for node in nodes]
        columns.append(pl.Series(name, values, dtype=kind))
    return pl.DataFrame(columns)
