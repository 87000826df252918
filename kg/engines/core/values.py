"""What a cell of an answer can hold besides plain values: a node, a relationship, a path."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TAG = "~"


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node of the graph, or an evidence record, as an answer holds it.

    Attributes:
        id: CURIE.
        labels: ``("Gene", "Entity")``.
        properties: its columns; what is empty is left out.
    """

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]

    def __str__(self) -> str:
        name = self.properties.get("name")
        return f"{name} ({self.id})" if name and name != self.id else self.id


@dataclass(frozen=True, slots=True)
class GraphRelationship:
    """A relationship of the graph as an answer holds it.

    Attributes:
        id: the edge's id, ``ALSKG:e…``.
        type: ``CONTRIBUTES_TO``; ``NOT_ASSERTED`` for what is not held to be true.
        subject: CURIE of the start.
        object: CURIE of the end.
        properties: its columns; what is empty is left out.
    """

    id: str
    type: str
    subject: str
    object: str
    properties: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.subject} -{self.type}-> {self.object}"


@dataclass(frozen=True, slots=True)
class GraphPath:
    """A path: its nodes in order, and the relationships between them (each in its own direction)."""

    nodes: tuple[GraphNode, ...]
    relationships: tuple[GraphRelationship, ...]

    def __str__(self) -> str:
        parts = [str(self.nodes[0])] if self.nodes else []
        for before, relationship, node in zip(self.nodes, self.relationships, self.nodes[1:], strict=False):
            forward = relationship.subject == before.id
            parts.append(f"-{relationship.type}->" if forward else f"<-{relationship.type}-")
            parts.append(str(node))
        return " ".join(parts)


def decode(value: Any) -> Any:
    """Turn what a worker sent back into values.

    >>> decode({"~node": [["Gene"], {"id": "HGNC:11179", "name": "SOD1"}]}).id
    'HGNC:11179'
    """
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((key, content),) = value.items()
        if key == "~node":
            labels, properties = content
            return GraphNode(str(properties.get("id", "")), tuple(labels), _properties(properties))
        if key == "~relationship":
            return _relationship(*content)
        if key == "~path":
            nodes, relationships = content
            return GraphPath(tuple(decode(node) for node in nodes), tuple(decode(one) for one in relationships))
    return {key[1:] if key.startswith(_TAG) else key: decode(item) for key, item in value.items()}


def plain(value: Any) -> Any:
    """Turn a value into JSON-like data: nodes, relationships and paths become dictionaries."""
    if isinstance(value, GraphNode):
        return {"id": value.id, "labels": list(value.labels), "properties": dict(value.properties)}
    if isinstance(value, GraphRelationship):
        ends = {"subject": value.subject, "object": value.object}
        return {"id": value.id, "type": value.type, **ends, "properties": dict(value.properties)}
    if isinstance(value, GraphPath):
        return {
            "nodes": [plain(node) for node in value.nodes],
            "relationships": [plain(one) for one in value.relationships],
        }
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def finite(value: Any) -> Any:
    """Write infinity and NaN in plain data as text: JSON has no numbers for them."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list):
        return [finite(item) for item in value]
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    return value


def _relationship(kind: str, properties: dict[str, Any]) -> GraphRelationship:
    ends = (str(properties.get("subject", "")), str(properties.get("object", "")))
    return GraphRelationship(str(properties.get("id", "")), kind, *ends, _properties(properties))


def _properties(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: decode(item) for key, item in properties.items() if item is not None}
