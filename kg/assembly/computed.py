"""The columns of an edge that follow from its evidence, from the tables alone.

The build fills them, and a part of the evidence (a filter, a year) gets its own through `with_evidence`.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kg.assembly.apply_votes import RESULT, is_primary_reference, votes
from kg.model.columns import EDGES
from kg.model.tables import Tables
from kg.model.votes import WEIGHTS, Weights

COMPUTED = (*RESULT, "sources", "publications", "first_year", "last_year")
"""The columns that `computed` fills."""


def computed(
    evidence: pl.DataFrame,
    edges: pl.DataFrame,
    nodes: pl.DataFrame,
    origin_groups: Mapping[str, str],
    weights: Weights = WEIGHTS,
) -> pl.DataFrame:
    """Compute what the evidence says of each edge; the arguments are those of `votes` in `kg.assembly.apply_votes`.

    Returns:
        ``id`` of each edge that has evidence and the columns `COMPUTED`, in no order.
    """
    summed = _summed(evidence.select(pl.col("edge_id").alias("id"), "source", "reference", "year"))
    return summed.join(votes(evidence, edges, nodes, origin_groups, weights), on="id")


def with_evidence(
    tables: Tables, evidence: pl.DataFrame, origin_groups: Mapping[str, str], weights: Weights = WEIGHTS
) -> Tables:
    """Tell what the graph would say had it only a part of its evidence.

    Args:
        tables: the whole graph.
        evidence: rows of its evidence table.
        origin_groups: the origin group of each source (`kg.release.Receipt.origin_groups`).
        weights: the numbers of the formula.

    Returns:
        All nodes, the edges that still have evidence, tallied anew, and that evidence; sorted by id.
    """
    told = computed(evidence, tables.edges, tables.nodes, origin_groups, weights)
    edges = tables.edges.drop(COMPUTED).join(told, on="id", maintain_order="left").select(list(EDGES))
    return Tables(tables.nodes, edges, evidence.sort("id"))


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """Sum up the sources, publications and years of each edge; group only where an edge has several rows."""
    alone = pl.col("id").is_unique()
    cited = pl.when(is_primary_reference()).then(pl.concat_list("reference"))
    single = rows.filter(alone).select(
        "id",
        pl.concat_list("source").alias("sources"),
        cited.otherwise(pl.lit([], dtype=EDGES["publications"])).alias("publications"),
        pl.col("year").alias("first_year"),
        pl.col("year").alias("last_year"),
    )
    primary = pl.col("reference").filter(is_primary_reference())
    several = (
        rows.filter(~alone)
        .group_by("id")
        .agg(
            pl.col("source").unique().sort().alias("sources"),
            primary.unique().sort().alias("publications"),
            pl.col("year").min().alias("first_year"),
            pl.col("year").max().alias("last_year"),
        )
    )
    return pl.concat([single, several])
