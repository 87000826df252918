"""Networks: GraphML for Gephi, yEd and igraph; Cytoscape.js JSON for Cytoscape."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from kg.model.tables import Tables
from kg.text.safe import spaced

if TYPE_CHECKING:
    import networkx


def graphml(part: Tables, filtered: str = "") -> bytes:
    """Write GraphML, one ``edge`` per edge, attributes typed; a filter is data of the graph."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml(network(part, filtered), buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue()


def cytoscape(part: Tables, filtered: str = "") -> bytes:
    """Write Cytoscape.js JSON; a filter is data of the graph."""
    import networkx as nx

    data: dict[str, Any] = nx.cytoscape_data(network(part, filtered))
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def network(part: Tables, filtered: str = "") -> networkx.MultiDiGraph:
    """Write the part as a networkx graph of plain values: lists joined by ``|``, the edges' ids also as attribute."""
    graph = part.to_networkx()
    if filtered:
        graph.graph["filter"] = spaced(filtered)
    for _, attributes in graph.nodes(data=True):
        _flatten(attributes)
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        _flatten(attributes, id=key)
    return graph


def _flatten(attributes: dict[str, Any], **first: str) -> None:
    """Make attributes plain values; XML cannot hold most control characters, so they become spaces."""
    flat = {key: "|".join(value) if isinstance(value, list) else value for key, value in attributes.items()}
    attributes.clear()
    for key, value in {**first, **flat}.items():
        attributes[key] = spaced(value) if isinstance(value, str) else value
