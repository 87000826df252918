"""The tables of a view: the evidence that fits, and the edges as this evidence adds up."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kg.assembly.edges import edge_frame
from kg.assembly.ids import PARTS
from kg.filters.rows import Counts, chosen
from kg.filters.wanted import Filter
from kg.model.tables import Tables


def filtered(
    tables: Tables, wanted: Filter, *, dates: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[Tables, Counts]:
    """Keep the evidence that fits and tally its edges anew; an edge without any is gone, nodes stay.

    Args:
        tables: of the whole graph.
        wanted: the filter.
        dates: the date of each source's release.
        groups: the origin group of each source.

    Returns:
        The three tables, each sorted by id, and how many rows were kept and left out.
    """
    keep, counts = chosen(tables, wanted, dates)
    evidence = tables.evidence.filter(keep)
    lost = tables.evidence.filter(~keep)["edge_id"].unique().implode()
    # What lost nothing adds up to what it did.
    is_whole = ~pl.col("id").is_in(lost)
    whole = tables.edges.filter(is_whole)
    rest = evidence.filter(pl.col("edge_id").is_in(lost))
    again = edge_frame(tables.edges.filter(~is_whole).select("id", *PARTS), rest, groups)
    return Tables(tables.nodes, pl.concat([whole, again]).sort("id"), evidence), counts
