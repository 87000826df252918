"""The triples of three tables, row by row in plain Python: the measure of the writer by column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from kg.engines.sparql.rdf import property_iri
from kg.model.curie import iri
from kg.schema.generated import CATEGORIES, SLOTS
from kg.schema.lookup import association_class, association_for

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def plain_triples(nodes: pl.DataFrame, edges: pl.DataFrame, evidence: pl.DataFrame) -> set[str]:
    """The lines of N-Triples, without their ends."""
    return {*_nodes(nodes), *_edges(nodes, edges), *_evidence(evidence)}


def _nodes(nodes: pl.DataFrame) -> Iterator[str]:
    for row in nodes.iter_rows(named=True):
        subject, category = _ref(row["id"]), row["category"]
        yield f"{subject} {_TYPE} {_ref('biolink:NamedThing')}"
        yield f"{subject} {_TYPE} {_ref(CATEGORIES.get(category, f'biolink:{category}'))}"
        yield from _columns(subject, row)


def _edges(nodes: pl.DataFrame, edges: pl.DataFrame) -> Iterator[str]:
    category = dict(nodes.select("id", "category").iter_rows())
    for row in edges.iter_rows(named=True):
        association = _ref(row["id"])
        yield f"{association} {_TYPE} {_ref('biolink:Association')}"
        found = association_for(category[row["subject"]], row["predicate"], category[row["object"]])
        if found:
            yield f"{association} {_TYPE} {_ref(association_class(found))}"
        if row["asserted"]:
            yield " ".join(_ref(row[part]) for part in ("subject", "predicate", "object"))
        if row["status"] == "refuted":
            yield f"{association} {_ref('biolink:negated')} {_term(True, 'boolean')}"
        yield from _columns(association, row)


def _evidence(evidence: pl.DataFrame) -> Iterator[str]:
    for row in evidence.iter_rows(named=True):
        subject = _ref(row["id"])
        yield f"{subject} {_TYPE} {_ref('ALSKG:Evidence')}"
        yield f"{_ref(row['edge_id'])} {_ref('biolink:has_evidence')} {subject}"
        yield from _columns(subject, row)


def _columns(subject: str, row: dict[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        if name not in ("id", "category", "edge_id"):
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    yield f"{subject} <{property_iri(SLOTS[name].curie)}> {_term(one, SLOTS[name].kind)}"


def _term(value: Any, kind: str) -> str:
    if kind == "reference":
        return _ref(value)
    if kind == "string":
        return '"' + "".join(_escaped(char) for char in value) + '"'
    text, datatype = {
        "boolean": (str(value).lower(), "boolean"),
        "float": (repr(value), "double"),
    }.get(kind, (str(value), "integer"))
    return f'"{text}"^^<{_XSD}{datatype}>'


def _escaped(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    return f"\\u{ord(char):04X}" if ord(char) < 0x20 or ord(char) == 0x7F else char


def _ref(curie: str) -> str:
    return f"<{iri(curie)}>"
