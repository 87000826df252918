"""Networks: GraphML for Gephi, yEd and igraph; Cytoscape.js JSON for Cytoscape."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from kg.export.part import Part
from kg.text.safe import spaced

if TYPE_CHECKING:
    import networkx


def graphml(part: Part) -> bytes:
    """GraphML, one ``edge`` per edge, attributes typed."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml(network(part), buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue()


def cytoscape(part: Part) -> bytes:
    """Cytoscape.js JSON."""
    import networkx as nx

    data: dict[str, Any] = nx.cytoscape_data(network(part))
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def network(part: Part) -> networkx.MultiDiGraph:
    """The part as a networkx graph, keyed by edge id; lists joined by ``|``, what is empty left out."""
    import networkx as nx

    graph: networkx.MultiDiGraph = nx.MultiDiGraph()
    for row in part.nodes.iter_rows(named=True):
        graph.add_node(row["id"], **_flat(row, "id"))
    for row in part.edges.iter_rows(named=True):
        graph.add_edge(row["subject"], row["object"], key=row["id"], **_flat(row, "subject", "object"))
    return graph


def _flat(row: dict[str, Any], *without: str) -> dict[str, Any]:
    """Attributes as plain values; XML cannot hold most control characters, so they become spaces."""
    kept = {}
    for key, value in row.items():
        text = "|".join(value) if isinstance(value, list) else value
        if isinstance(text, str):
            text = spaced(text)
        if key not in without and text not in (None, ""):
            kept[key] = text
    return kept
