"""The columns of the three tables, their order and types.

The columns of a node beyond the common ones are the schema's node properties, so a new property
is one line in ``ontologies/als_kg.yaml``. The evidence columns are the fields of `kg.model.records.Evidence`.
"""

from __future__ import annotations

import types
import typing
from dataclasses import fields

import polars as pl

from kg.model.records import QUALIFIERS, Evidence
from kg.schema.generated import NODE_PROPERTIES

_KINDS: dict[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "float": pl.Float64(),
    "boolean": pl.Boolean(),
}
_TYPES = {str: pl.String(), int: pl.Int64(), float: pl.Float64(), bool: pl.Boolean()}
_LIST = pl.List(pl.String())

NODES: dict[str, pl.DataType] = {
    "id": pl.String(),
    "category": pl.String(),
    "name": pl.String(),
    "synonyms": _LIST,
    "xrefs": _LIST,
    "description": pl.String(),
    "taxon": pl.String(),
    "sources": _LIST,
    **{name: _KINDS[kind] for name, kind in NODE_PROPERTIES.items()},
}

EDGES: dict[str, pl.DataType] = {
    "id": pl.String(),
    "subject": pl.String(),
    "predicate": pl.String(),
    "object": pl.String(),
    **dict.fromkeys(QUALIFIERS, pl.String()),
    "asserted": pl.Boolean(),
    "status": pl.String(),
    "sources": _LIST,
    "publications": _LIST,
    "supports": pl.Int64(),
    "refutes": pl.Int64(),
    "no_effect": pl.Int64(),
    "mixed": pl.Int64(),
    "strongest_design": pl.String(),
    "first_year": pl.Int64(),
    "last_year": pl.Int64(),
    "belief": pl.Float64(),
}


def _column_type(annotation: object) -> pl.DataType:
    if isinstance(annotation, types.UnionType):
        annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
    return _TYPES[typing.cast(type, annotation)]


EVIDENCE: dict[str, pl.DataType] = {
    "id": pl.String(),
    "edge_id": pl.String(),
    **{field.name: _column_type(typing.get_type_hints(Evidence)[field.name]) for field in fields(Evidence)},
}

COLUMNS: dict[str, dict[str, pl.DataType]] = {"nodes": NODES, "edges": EDGES, "evidence": EVIDENCE}
REQUIRED: dict[str, tuple[str, ...]] = {
    "nodes": ("id", "category", "name", "synonyms", "xrefs", "sources"),
    "edges": (
        *("id", "subject", "predicate", "object", "asserted", "status", "sources", "publications"),
        *("supports", "refutes", "no_effect", "mixed", "strongest_design"),
    ),
    "evidence": (
        *("id", "edge_id", "source", "source_record", "role", "polarity", "study_design", "statement"),
        *("licence", "knowledge_level", "agent_type", "citation_status"),
    ),
}
"""Columns without nulls."""


def frame(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Build one of the three tables, sorted by id, from row dictionaries.

    Args:
        name: ``nodes``, ``edges`` or ``evidence``.
        rows: values by column; a column left out is null, a list column left out is empty.
    """
    schema = COLUMNS[name]
    data = {column: [row.get(column, [] if kind == _LIST else None) for row in rows] for column, kind in schema.items()}
    return pl.DataFrame(data, schema=schema).sort("id")
