"""Lay hetnet, a public graph of 2.3 million edges, as the project's three tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from hetnet_source import ASKED, CATEGORIES, EXPECTED, PREDICATES, SYMMETRIC, count_source, read
from kg.model.columns import COLUMNS
from kg.model.curie import iri
from kg.model.records import QUALIFIERS, SEPARATOR
from kg.model.votes import POLARITIES, RELIABILITY
from kg.schema.generated import PREFIXES

SLICE = 200_000
"""Rows hashed at a time."""
SAMPLE = 200
"""Names that the search engine must find."""

_PREFIX = {"Compound": "DRUGBANK", "Gene": "NCBIGene", "Symptom": "MESH"}
_DATABASE = {"R-HSA": "Reactome", "PC": "Pathway Commons", "WP": "WikiPathways"}
_KNOWN = "^(" + "|".join(f"{name}:{known.pattern}" for name, known in PREFIXES.items() if name != "ALSKG") + ")$"


@dataclass(frozen=True, slots=True)
class Laid:
    """What was laid, and what was left out.

    Attributes:
        nodes: rows of the nodes table.
        edges: rows of the edges table, and of the evidence table.
        same_node: rows of nodes left out because another has their identifier.
        same_edge: rows of edges left out because another says the same.
        dangling: rows of edges left out because an end is not a node.
        every: one row of edges in so many was taken.
    """

    nodes: int
    edges: int
    same_node: int
    same_edge: int
    dangling: int
    every: int


def lay(source: Path, folder: Path, edges: int | None = None) -> Laid:
    """Write the three tables of hetnet, and what its own files count.

    Args:
        source: the folder with the two files.
        folder: where the tables go.
        edges: about how many edges to take, spread over the whole file, besides those that touch what the
            questions name; all when None.

    Raises:
        BadCurie: an identifier is not one of the schema's.
        ValueError: a kind or a metaedge is unknown here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    raw_nodes, raw_edges = read(source, "nodes"), read(source, "edges")
    every = max(1, raw_edges.height // edges) if edges else 1
    raw_edges = raw_edges.filter((pl.int_range(pl.len()) % every == 0) | pl.any_horizontal(_about_asked()))
    named = raw_nodes.with_columns(key="id", id=_identifier())
    nodes = named.unique("id", keep="first", maintain_order=True)
    for one in nodes["id"]:
        iri(one)
    joined = _joined(named, raw_edges)
    whole = joined.drop_nulls(["subject", "object"])
    kept = whole.unique(["subject", "predicate", "object"], keep="first", maintain_order=True)
    _write_nodes(nodes, folder)
    _write_edges(kept, folder)
    expected = count_source(raw_nodes, raw_edges, dict(nodes.gather_every(nodes.height // SAMPLE)["id", "name"].rows()))
    (folder / EXPECTED).write_text(json.dumps(asdict(expected), indent=1) + "\n", encoding="utf-8")
    return Laid(
        nodes.height,
        kept.height,
        raw_nodes.height - nodes.height,
        whole.height - kept.height,
        joined.height - whole.height,
        every,
    )


def _about_asked() -> list[pl.Expr]:
    return [pl.col(end).is_in(ASKED) for end in ("source", "target")]


def _identifier() -> pl.Expr:
    """Make the CURIE of a node: with a prefix that the schema knows, else ``ALSKG:hetnet-…``."""
    local = pl.col("id").str.extract("::(.*)$")
    prefix = pl.col("kind").replace_strict(_PREFIX, default=None, return_dtype=pl.String)
    reactome = pl.when(local.str.starts_with("R-HSA")).then(pl.lit("REACT"))
    prefixed = pl.concat_str(pl.coalesce(prefix, reactome), local, separator=":")
    curie = pl.coalesce(prefixed, local)
    own = pl.lit("ALSKG:hetnet-") + local.str.replace_all("[^A-Za-z0-9_.-]", "-")
    return pl.when(curie.str.contains(_KNOWN)).then(curie).otherwise(own)


def _joined(nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Join edges to the identifiers and names of both ends; null where an end is not a node."""
    start = nodes.select(source="key", subject="id", subject_name="name")
    end = nodes.select(target="key", object="id", object_name="name")
    both = edges.join(start, on="source", how="left", maintain_order="left")
    both = both.join(end, on="target", how="left", maintain_order="left").drop("source", "target")
    turned = pl.col("metaedge").is_in(SYMMETRIC) & (pl.col("object") < pl.col("subject"))
    swapped = {
        f"{one}{part}": pl.when(turned).then(f"{other}{part}").otherwise(f"{one}{part}")
        for one, other in (("subject", "object"), ("object", "subject"))
        for part in ("", "_name")
    }
    return both.with_columns(predicate=pl.col("metaedge").replace_strict(PREDICATES), **swapped)


def _write_nodes(nodes: pl.DataFrame, folder: Path) -> None:
    is_gene, is_pathway = pl.col("kind") == "Gene", pl.col("kind") == "Pathway"
    database = pl.col("key").str.extract("::(R-HSA|PC|WP)").replace_strict(_DATABASE, default=None)
    filled = nodes.with_columns(
        category=pl.col("kind").replace_strict(CATEGORIES),
        taxon=pl.when(is_gene).then(pl.lit("NCBITaxon:9606")),
        symbol=pl.when(is_gene).then("name"),
        database=pl.when(is_pathway).then(database),
        sources=pl.concat_list("source"),
    )
    _write(filled.sort("id"), "nodes", folder)


def _write_edges(edges: pl.DataFrame, folder: Path) -> None:
    """Write edges and evidence; an edge has the id that the project itself would give it."""
    digests = pl.concat([pl.Series("digest", part, dtype=pl.String) for part in _digests(edges)])
    edges = edges.with_columns(digests).sort("digest")
    filled = edges.with_columns(
        id="ALSKG:e" + pl.col("digest"),
        asserted=pl.lit(value=True),
        status=pl.lit("supported"),
        sources=pl.concat_list("provided_by"),
        **{name: pl.lit(int(name == "supports"), pl.Int64) for name in POLARITIES},
        strongest_design=pl.lit("database"),
        belief=pl.lit(RELIABILITY["database"]),
    )
    _write(filled, "edges", folder)
    words = pl.col("predicate").str.extract(":(?:hetnet_)?(.*)$").str.replace_all("_", " ", literal=True)
    filled = edges.select(
        id="ALSKG:v" + pl.col("digest"),
        edge_id="ALSKG:e" + pl.col("digest"),
        source="provided_by",
        source_record=pl.format("edges.tsv:{}", "line"),
        role=pl.lit("finding"),
        polarity=pl.lit("supports"),
        study_design=pl.lit("database"),
        statement=pl.concat_str("subject_name", words, "object_name", separator=" "),
        licence=pl.lit("that of its source"),
        knowledge_level=pl.lit("knowledge_assertion"),
        agent_type=pl.lit("automated_agent"),
        citation_status=pl.lit("database"),
    )
    _write(filled, "evidence", folder)


def _digests(edges: pl.DataFrame) -> Iterator[list[str]]:
    """Compute what follows ``ALSKG:e`` in the ids of edges without qualifiers (see `kg.model.records.Statement`)."""
    parts = ["subject", "predicate", "object", *(pl.lit("") for _ in QUALIFIERS)]
    for some in edges.iter_slices(SLICE):
        texts = some.select(text=pl.concat_str(parts, separator=SEPARATOR))["text"]
        yield [hashlib.sha256(text.encode()).hexdigest()[:20] for text in texts]


def _write(frame: pl.DataFrame, name: str, folder: Path) -> None:
    """Write one table, sorted already, with exactly its columns; what the frame lacks is null, or an empty list."""
    lists = pl.List(pl.String)
    columns = [
        pl.col(column).cast(kind)
        if column in frame.columns
        else pl.lit([] if kind == lists else None, dtype=kind).alias(column)
        for column, kind in COLUMNS[name].items()
    ]
    frame.lazy().select(columns).collect().write_parquet(folder / f"{name}.parquet")
