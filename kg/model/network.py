"""Writing networkx graphs: the one way in which nodes and edges become a ``MultiDiGraph``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

Attributes = Mapping[str, Any]


def to_networkx(nodes: Iterable[Attributes], edges: Iterable[Attributes]) -> networkx.MultiDiGraph:
    """Write a graph: nodes by their id, edges from subject to object, each keyed by its id.

    Args:
        nodes: each with its ``id``; what is empty is left out.
        edges: each with ``subject``, ``object`` and ``id`` (None where it has none); what is empty is left out.

    >>> graph = to_networkx([{"id": "a", "name": ""}], [{"id": "e", "subject": "a", "object": "b", "belief": 0.5}])
    >>> list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    ([('a', {}), ('b', {})], [('a', 'b', 'e', {'belief': 0.5})])
    """
    import networkx as nx

    graph: networkx.MultiDiGraph = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node["id"], **_filled(node, ("id",)))
    for edge in edges:
        graph.add_edge(edge["subject"], edge["object"], edge["id"], **_filled(edge, ("id", "subject", "object", "key")))
    return graph


def _filled(attributes: Attributes, without: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in attributes.items() if key not in without and value not in (None, "", [])}
