"""What a row of evidence is to the graph, until the table says so itself in a column ``role``."""

from __future__ import annotations

import polars as pl

_DEFINITIONS = (
    *("biolink:subclass_of", "biolink:has_part", "biolink:derives_from", "biolink:in_taxon", "biolink:has_gene"),
    *("biolink:is_sequence_variant_of", "biolink:orthologous_to", "ALSKG:measures"),
    *("biolink:exact_match", "biolink:close_match", "biolink:broad_match"),
)
_RECORDS = (
    *("ALSKG:tests_intervention", "ALSKG:studies_condition", "ALSKG:has_regulatory_event"),
    *("biolink:studied_to_treat",),
)


def with_roles(evidence: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Add ``role`` to the evidence: ``definition``, ``record`` or ``finding``; stays where it is there."""
    if "role" in evidence.columns:
        return evidence
    predicate = pl.col("predicate")
    role = (
        pl.when(predicate.is_in(_DEFINITIONS))
        .then(pl.lit("definition"))
        .when(predicate.is_in(_RECORDS))
        .then(pl.lit("record"))
        .otherwise(pl.lit("finding"))
    )
    roles = edges.select(pl.col("id").alias("edge_id"), role.alias("role"))
    return evidence.join(roles, on="edge_id", how="left", maintain_order="left")
