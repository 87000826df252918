"""Tables: KGX (Biolink's exchange format) and plain TSV of the three tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.export.formats import FILTER
from kg.model.tables import Tables
from kg.schema.lookup import association_class, association_for

if TYPE_CHECKING:
    import polars as pl

KGX_NODE = {
    "id": "id",
    "category": "category",
    "name": "name",
    "description": "description",
    "xref": "xrefs",
    "synonym": "synonyms",
    "in_taxon": "taxon",
    "provided_by": "sources",
}
KGX_QUALIFIER = {
    "subject_form_or_variant_qualifier": "subject_form_or_variant",
    "subject_direction_qualifier": "subject_direction",
    "object_aspect_qualifier": "object_aspect",
    "object_direction_qualifier": "object_direction",
    "species_context_qualifier": "species_context",
    "disease_context_qualifier": "disease_context",
}


def tables(part: Tables, filtered: str = "") -> dict[str, bytes]:
    """Write the three tables as TSV, lists joined by ``|``."""
    return {**{f"{name}.tsv": _tsv(frame) for name, frame in part.named()}, **_filter(filtered)}


def kgx(part: Tables, filtered: str = "") -> dict[str, bytes]:
    """Write KGX node and edge tables, and the evidence beside them.

    ``asserted`` tells whether an edge may be taken as a fact, ``status`` what its votes add up to;
    ``negated`` is true where that is ``refuted`` and nowhere else (ADR 0018). An edge's
    knowledge level, agent type and publications are those of its evidence, joined by ``|``;
    ``verdict`` says between a therapy and a disease how its trials ended;
    ``has_evidence`` names the rows of ``als-kg_evidence.tsv``.
    """
    import polars as pl

    nodes = part.nodes.select(pl.col(column).alias(name) for name, column in KGX_NODE.items())
    nodes = nodes.with_columns(pl.concat_str(pl.lit("biolink:"), "category").alias("category"))
    grouped = part.evidence.group_by("edge_id").agg(
        pl.col("knowledge_level").unique().sort(),
        pl.col("agent_type").unique().sort(),
        pl.col("id").sort().alias("has_evidence"),
    )
    category = dict(part.nodes.select("id", "category").iter_rows())
    columns = part.edges.select("subject", "predicate", "object").iter_rows()
    kinds = [_kind(category, *said) for said in columns]
    edges = (
        part.edges.with_columns(pl.Series("category", kinds, dtype=pl.String))
        .join(grouped, left_on="id", right_on="edge_id", how="left")
        .select(
            *("id", "subject", "predicate", "object", "category", "knowledge_level", "agent_type"),
            (pl.col("status") == "refuted").alias("negated"),
            *("asserted", "status"),
            *(pl.col(column).alias(name) for name, column in KGX_QUALIFIER.items()),
            "mapping_sense",
            "publications",
            pl.col("sources").alias("provided_by"),
            *("supports", "refutes", "no_effect", "mixed", "strongest_design", "belief", "verdict", "has_evidence"),
        )
        .sort("id")
    )
    named = {"als-kg_nodes.tsv": nodes, "als-kg_edges.tsv": edges, "als-kg_evidence.tsv": part.evidence}
    return {**{name: _tsv(frame) for name, frame in named.items()}, **_filter(filtered)}


def _kind(category: Mapping[str, str], subject: str, predicate: str, object: str) -> str:
    found = association_for(category[subject], predicate, category[object])
    return association_class(found) if found else "biolink:Association"


def _filter(filtered: str) -> dict[str, bytes]:
    return {FILTER: f"{filtered}\n".encode()} if filtered else {}


def _tsv(frame: pl.DataFrame) -> bytes:
    """Write a table tab-separated, lists joined by ``|``, line breaks and tabs in a cell as spaces."""
    import polars as pl

    kinds = frame.schema
    lists = [pl.col(name).list.join("|") for name, kind in kinds.items() if kind == pl.List(pl.String)]
    flat = frame.with_columns(lists)
    texts = [pl.col(name).str.replace_all(r"[\t\r\n]+", " ") for name, kind in flat.schema.items() if kind == pl.String]
    return flat.with_columns(texts).write_csv(separator="\t", quote_style="never").encode()
