"""The driver's values as those that every engine answers with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from kg.engines.core.values import GraphNode, GraphPath, GraphRelationship
from kg.engines.cypher.shape import ENTITY


def from_driver(value: Any) -> Any:
    """Convert a cell of an answer: nodes, relationships and paths to ours, NaN to None, dates to ISO text."""
    from neo4j.graph import Node, Path, Relationship

    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, Node):
        labels = tuple(sorted(value.labels, key=lambda label: (label == ENTITY, label)))
        return GraphNode(str(value.get("id", "")), labels, _properties(value))
    if isinstance(value, Relationship):
        ends = str(value.get("subject", "")), str(value.get("object", ""))
        return GraphRelationship(str(value.get("id", "")), value.type, *ends, _properties(value))
    if isinstance(value, Path):
        return GraphPath(tuple(map(from_driver, value.nodes)), tuple(map(from_driver, value.relationships)))
    if isinstance(value, list | tuple) and not hasattr(value, "srid"):
        return [from_driver(item) for item in value]
    if isinstance(value, Mapping):
        return {key: from_driver(item) for key, item in value.items()}
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _properties(held: Mapping[str, Any]) -> dict[str, Any]:
    return {key: from_driver(item) for key, item in sorted(held.items())}
