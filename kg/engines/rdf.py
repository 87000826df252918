"""The three tables as RDF 1.1: N-Triples for engines and files, an rdflib graph for scripts.

Every edge is a ``biolink:Association`` with ``rdf:subject``, ``rdf:predicate`` and ``rdf:object``,
its qualifiers and counts, and its evidence (``biolink:has_evidence``). Only an asserted edge also
has its direct triple. ``ALSKG:asserted`` says of every edge whether it is one; an edge that is not, and
has a refuting vote, is ``biolink:negated true`` (ADR 0010). Nodes have their Biolink class and
``biolink:NamedThing``. The property of each column is the schema's (``docs/schema.md``).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from kg._schema import CATEGORIES, SLOTS
from kg.curie import iri
from kg.schema import association_class, association_for

if TYPE_CHECKING:
    import polars as pl
    import rdflib

VOCABULARIES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
}
"""Prefixes of properties that no identifier in the data has."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ESCAPES = str.maketrans(
    {
        **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
        **{"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"},
    }
)
_TYPE = f"<{VOCABULARIES['rdf']}type>"
_NOT_COLUMNS = ("id", "category", "edge_id")


def write_ntriples(nodes: pl.DataFrame, edges: pl.DataFrame, evidence: pl.DataFrame, file: BinaryIO) -> int:
    """Write the tables as N-Triples (UTF-8), no triple twice, the same bytes for the same frames.

    Args:
        nodes: the nodes table, as all three with the columns of ``kg.tables``.
        edges: the edges table.
        evidence: the evidence table.
        file: where to; written column by column.

    Returns:
        The number of triples.

    Raises:
        BadCurie: an identifier has an unknown prefix or form.
    """
    count = 0
    for lines in chain(_nodes(nodes), _edges(nodes, edges), _evidence(evidence)):
        file.write("".join(lines).encode())
        count += len(lines)
    return count


def to_graph(nodes: pl.DataFrame, edges: pl.DataFrame, evidence: pl.DataFrame) -> rdflib.Graph:
    """The tables as an rdflib graph, with the schema's prefixes bound."""
    from rdflib import Graph

    from kg._schema import PREFIXES

    buffer = io.BytesIO()
    write_ntriples(nodes, edges, evidence, buffer)
    graph = Graph()
    for prefix, namespace in (*VOCABULARIES.items(), *((name, known.iri) for name, known in PREFIXES.items())):
        graph.bind(prefix, namespace, replace=True)
    return graph.parse(data=buffer.getvalue(), format="nt")


def property_iri(curie: str) -> str:
    """The IRI of a property, whose prefix may be one of `VOCABULARIES`.

    >>> property_iri("rdfs:label")
    'http://www.w3.org/2000/01/rdf-schema#label'
    """
    prefix, _, local = curie.partition(":")
    return VOCABULARIES[prefix] + local if prefix in VOCABULARIES else iri(curie)


def literal(value: str) -> str:
    r"""A string as an N-Triples literal.

    >>> print(literal('a "b"\n'))
    "a \"b\"\n"
    """
    return f'"{value.translate(_ESCAPES)}"'


def _nodes(nodes: pl.DataFrame) -> Iterator[list[str]]:
    subjects = _refs(nodes["id"])
    thing = f" {_TYPE} {_ref('biolink:NamedThing')} .\n"
    yield [subject + thing for subject in subjects]
    classes = {name: _ref(CATEGORIES.get(name, f"biolink:{name}")) for name in nodes["category"].unique()}
    yield [
        f"{subject} {_TYPE} {classes[category]} .\n"
        for subject, category in zip(subjects, nodes["category"], strict=True)
    ]
    yield from _columns(subjects, nodes)


def _edges(nodes: pl.DataFrame, edges: pl.DataFrame) -> Iterator[list[str]]:
    categories: dict[str, str] = dict(zip(nodes["id"], nodes["category"], strict=True))
    associations = _refs(edges["id"])
    kind = f" {_TYPE} {_ref('biolink:Association')} .\n"
    yield [association + kind for association in associations]
    negated = f" {_ref('biolink:negated')} {_value('true', 'boolean')} .\n"
    votes = zip(associations, edges["asserted"], edges["refutes"], strict=True)
    yield [association + negated for association, asserted, refutes in votes if not asserted and refutes]
    kinds: list[str] = []
    direct: dict[str, None] = {}
    columns = (edges[name] for name in ("subject", "predicate", "object", "asserted"))
    for association, subject, predicate, object, asserted in zip(associations, *columns, strict=True):
        found = association_for(categories.get(subject, ""), predicate, categories.get(object, ""))
        if found:
            kinds.append(f"{association} {_TYPE} {_ref(association_class(found))} .\n")
        if asserted:
            direct[f"{_ref(subject)} {_ref(predicate)} {_ref(object)} .\n"] = None
    yield kinds
    yield list(direct)
    yield from _columns(associations, edges)


def _evidence(evidence: pl.DataFrame) -> Iterator[list[str]]:
    subjects = _refs(evidence["id"])
    kind = f" {_TYPE} {_ref('ALSKG:Evidence')} .\n"
    yield [subject + kind for subject in subjects]
    link = f" {_ref('biolink:has_evidence')} "
    yield [f"{_ref(edge)}{link}{subject} .\n" for edge, subject in zip(evidence["edge_id"], subjects, strict=True)]
    yield from _columns(subjects, evidence)


def _columns(subjects: list[str], frame: pl.DataFrame) -> Iterator[list[str]]:
    for name in frame.columns:
        if name not in _NOT_COLUMNS:
            slot = SLOTS[name]
            yield _column(subjects, frame[name].to_list(), f" <{property_iri(slot.curie)}> ", slot.kind)


def _column(subjects: list[str], values: list[Any], link: str, kind: str) -> list[str]:
    pairs: Iterable[tuple[str, Any]] = zip(subjects, values, strict=True)
    if any(isinstance(value, list) for value in values):
        pairs = ((subject, one) for subject, many in pairs for one in dict.fromkeys(many or ()))
    return [f"{subject}{link}{_value(value, kind)} .\n" for subject, value in pairs if value is not None]


def _value(value: Any, kind: str) -> str:
    match kind:
        case "string":
            return literal(value)
        case "reference":
            return _ref(value)
        case "boolean":
            return f'"{str(value).lower()}"^^<{_XSD}boolean>'
        case "float":
            return f'"{float(value)!r}"^^<{_XSD}double>'
        case _:
            return f'"{value}"^^<{_XSD}integer>'


def _ref(curie: str) -> str:
    return f"<{iri(curie)}>"


def _refs(curies: Iterable[str]) -> list[str]:
    return [f"<{iri(curie)}>" for curie in curies]
