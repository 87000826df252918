"""The three tables as RDF 1.1: N-Triples for engines and files, an rdflib graph for scripts.

Every edge is a ``biolink:Association`` with ``rdf:subject``, ``rdf:predicate`` and ``rdf:object``,
its qualifiers and counts, and its evidence (``biolink:has_evidence``). Only an asserted edge also
has its direct triple. ``ALSKG:asserted`` says of every edge whether it is one, ``ALSKG:status`` what its
votes add up to; a refuted edge is ``biolink:negated true`` (ADR 0018). Nodes have their Biolink class and
``biolink:NamedThing``. The property of each column is the schema's (``docs/schema.md``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from kg.engines.core.progress import Progress, Tell
from kg.engines.sparql.ntriples import literal as literal
from kg.engines.sparql.ntriples import reference, references, terms
from kg.model.curie import iri
from kg.schema.generated import CATEGORIES, SLOTS
from kg.schema.lookup import association_class, association_for

if TYPE_CHECKING:
    import polars as pl
    import rdflib

    from kg.model.tables import Tables

VOCABULARIES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
}
"""Prefixes of properties that no identifier in the data has."""

_TYPE = f"{VOCABULARIES['rdf']}type"
_NOT_COLUMNS = ("id", "category", "edge_id")
SLICE = 100_000
"""Rows whose triples are made at once."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        triples: how many.
        predicates: the IRIs that they use as predicates, or name as one (``rdf:predicate``).
        classes: the IRIs that they give as a type.
    """

    triples: int
    predicates: frozenset[str]
    classes: frozenset[str]


def write_ntriples(tables: Tables, file: BinaryIO) -> int:
    """Write the tables as N-Triples (UTF-8), no triple twice, the same bytes for the same tables.

    Args:
        tables: the three tables.
        file: where to; written column by column.

    Returns:
        The number of triples.

    Raises:
        BadCurie: an identifier has an unknown prefix or form.
    """
    return write(tables, file).triples


def write(tables: Tables, file: BinaryIO, *, tell: Tell | None = None) -> Written:
    """Write the tables as `write_ntriples` does, and tell which names the triples use.

    Args:
        tables: the three tables.
        file: where to; written column by column.
        tell: told how far it is.

    Raises:
        BadCurie: an identifier has an unknown prefix or form.
    """
    writer = _Writer(file, Progress(tell))
    writer.nodes(tables.nodes)
    writer.edges(tables.nodes, tables.edges)
    writer.evidence(tables.evidence)
    return Written(writer.triples, frozenset(writer.predicates), frozenset(writer.classes))


def to_graph(tables: Tables) -> rdflib.Graph:
    """Write the tables into an rdflib graph, with the schema's prefixes bound."""
    from rdflib import Graph

    from kg.schema.generated import PREFIXES

    buffer = io.BytesIO()
    write_ntriples(tables, buffer)
    graph = Graph()
    for prefix, namespace in (*VOCABULARIES.items(), *((name, known.iri) for name, known in PREFIXES.items())):
        graph.bind(prefix, namespace, replace=True)
    return graph.parse(data=buffer.getvalue(), format="nt")


def property_iri(curie: str) -> str:
    """Find the IRI of a property, whose prefix may be one of `VOCABULARIES`.

    >>> property_iri("rdfs:label")
    'http://www.w3.org/2000/01/rdf-schema#label'
    """
    prefix, _, local = curie.partition(":")
    return VOCABULARIES[prefix] + local if prefix in VOCABULARIES else iri(curie)


@dataclass(slots=True)
class _Writer:
    """Writes triples by column, and counts them."""

    file: BinaryIO
    progress: Progress
    triples: int = 0
    predicates: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)

    def nodes(self, nodes: pl.DataFrame) -> None:
        """Write the nodes: classes and columns."""
        for part in self._slices(nodes, "nodes"):
            subjects = references(part["id"])
            self._types(subjects, "biolink:NamedThing")
            for category in part["category"].unique(maintain_order=True):
                of_it = subjects.filter(part["category"] == category)
                self._types(of_it, CATEGORIES.get(category, f"biolink:{category}"))
            self._columns(subjects, part)

    def edges(self, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
        """Write the edges: their associations, the direct triples of what is asserted, columns."""
        import polars as pl

        categories = nodes.select("id", "category").unique("id")
        facts = edges.select("subject", "predicate", "object", "asserted")
        # A fact that several edges assert (they differ in a qualifier) is one triple.
        direct = facts.select(pl.col("asserted") & pl.struct(pl.all()).is_first_distinct()).to_series()
        at = 0
        for part in self._slices(edges, "edges"):
            associations = references(part["id"])
            self._types(associations, "biolink:Association")
            negated = part.select(pl.col("status").eq_missing(pl.lit("refuted"))).to_series()
            self._write(associations.filter(negated), iri("biolink:negated"), terms(negated.filter(negated), "boolean"))
            kinds = _association_kinds(categories, part)
            for kind in kinds.drop_nulls().unique(maintain_order=True):
                self._types(associations.filter(kinds == kind), kind)
            self._direct(part.filter(direct[at : at + part.height]))
            self.predicates.update(iri(one) for one in part["predicate"].unique())
            self._columns(associations, part)
            at += part.height

    def evidence(self, evidence: pl.DataFrame) -> None:
        """Write the evidence: what it is evidence of, and columns."""
        for part in self._slices(evidence, "pieces of evidence"):
            subjects = references(part["id"])
            self._types(subjects, "ALSKG:Evidence")
            self._write(references(part["edge_id"]), iri("biolink:has_evidence"), subjects)
            self._columns(subjects, part)

    def _slices(self, table: pl.DataFrame, what: str) -> Iterator[pl.DataFrame]:
        for at in range(0, table.height, SLICE):
            self.progress.count("writing triples", at, table.height, what)
            yield table[at : at + SLICE]

    def _direct(self, facts: pl.DataFrame) -> None:
        for predicate in facts["predicate"].unique(maintain_order=True):
            part = facts.filter(facts["predicate"] == predicate)
            self._write(references(part["subject"]), iri(predicate), references(part["object"]))

    def _types(self, subjects: pl.Series, curie: str) -> None:
        if len(subjects):
            import polars as pl

            self.classes.add(iri(curie))
            self._write(subjects, _TYPE, pl.repeat(reference(curie), len(subjects), eager=True))

    def _columns(self, subjects: pl.Series, part: pl.DataFrame) -> None:
        import polars as pl

        for name in part.columns:
            if name not in _NOT_COLUMNS and part[name].null_count() < part.height:
                owners, values = subjects, part[name]
                if isinstance(values.dtype, pl.List):
                    pairs = pl.DataFrame({"owner": owners, "value": values.list.unique(maintain_order=True)})
                    owners, values = pairs.explode("value").drop_nulls().get_columns()
                slot = SLOTS[name]
                if len(values):
                    self._write(owners, property_iri(slot.curie), terms(values, slot.kind))

    def _write(self, subjects: pl.Series, predicate: str, objects: pl.Series) -> None:
        """Write one triple for each object that is there."""
        import polars as pl

        pair = pl.DataFrame({"subject": subjects, "object": objects}).drop_nulls("object")
        if pair.height:
            lines = pair.select(pl.concat_str("subject", pl.lit(f" <{predicate}> "), "object", pl.lit(" .\n")))
            self.file.write(lines.to_series().str.join("").item().encode())
            self.triples += pair.height
            self.predicates.add(predicate)


def _association_kinds(categories: pl.DataFrame, edges: pl.DataFrame) -> pl.Series:
    """Find the class of each edge that the schema has one for, else null."""
    import polars as pl

    kinds = edges.select("subject", "predicate", "object")
    for side in ("subject", "object"):
        category = categories.select(pl.col("id").alias(side), pl.col("category").alias(f"{side} category"))
        kinds = kinds.join(category, on=side, how="left", maintain_order="left")
    keys = kinds.select(pl.col("subject category").fill_null(""), "predicate", pl.col("object category").fill_null(""))
    distinct = keys.unique()
    found = [association_for(*key) for key in distinct.iter_rows()]
    classes = pl.Series("class", [association_class(one) if one else None for one in found], dtype=pl.String)
    joined = keys.join(distinct.with_columns(classes), on=keys.columns, how="left", maintain_order="left")
    return joined["class"]
