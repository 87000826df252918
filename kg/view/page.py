"""Writing the page of a subgraph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.graph.subgraph import Subgraph
from kg.text.safe import marked
from kg.view.layout import place
from kg.view.payload import Footer, about_page, edge_records, node_records, visible
from kg.view.vis_network import KGNetwork


def make_network(subgraph: Subgraph, *, title: str, about: str, footer: Footer) -> KGNetwork:
    """Make the network of a subgraph, with every node in its place."""
    network = KGNetwork(marked(title), visible(about_page(subgraph, about=about, footer=footer)))
    for record in node_records(subgraph, place(subgraph)):
        node: dict[str, Any] = dict(visible(record))
        network.add_node(node.pop("id"), **node)
    for record in edge_records(subgraph):
        edge: dict[str, Any] = dict(visible(record))
        network.add_edge(edge.pop("from"), edge.pop("to"), **edge)
    return network


def write_page(subgraph: Subgraph, path: Path, *, title: str, about: str, footer: Footer) -> Path:
    """Write a subgraph as one self-contained page.

    Args:
        subgraph: what to draw.
        path: the file; replaced in one step when it is there.
        title: heading of the page.
        about: one or two sentences that say what is drawn.
        footer: where it comes from.

    Returns:
        The file.

    Raises:
        OutputError: the file cannot be written.
    """
    return make_network(subgraph, title=title, about=about, footer=footer).write_html(path)
