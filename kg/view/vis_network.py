"""pyvis's network with a template of our own.

pyvis's own page loads Bootstrap from a CDN in every mode, runs script that it finds in titles with
"href", in headings and in the select menu, and drops parallel edges when undirected. This class
keeps pyvis's model of nodes, edges and options and the vis-network that pyvis ships, and writes
both into one file that loads nothing and runs only the scripts whose digests it names.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from pyvis.network import Network

from kg.files import write_output
from kg.view.payload import Json

SCRIPTS = (
    "dom.js",
    "data.js",
    "state.js",
    "labels.js",
    "renderer.js",
    "search.js",
    "filters.js",
    "evidence.js",
    "details.js",
    "table.js",
    "keyboard.js",
    "main.js",
)
"""The page's own scripts in the order in which they run."""
STYLES = ("page.css", "panels.css")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_OPTIONS = {
    "autoResize": True,
    "edges": {"chosen": False, "hoverWidth": 0, "selectionWidth": 0, "smooth": False},
    "interaction": {"hover": False, "keyboard": False, "multiselect": False, "tooltipDelay": 200},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 0, "chosen": False, "shape": "dot"},
    "physics": {"enabled": False},
}


class KGNetwork(Network):  # type: ignore[misc]  # pyvis has no type hints
    """A pyvis network that renders to one self-contained, inert file.

    Args:
        heading: the page's title.
        page: what holds for the whole page (see `kg.view.payload.about_page`).
    """

    def __init__(self, heading: str, page: Mapping[str, Json]) -> None:
        super().__init__(directed=True, cdn_resources="in_line", heading=heading)
        self.page = dict(page)
        self.options = dict(_OPTIONS)
        self.path = "page.html.j2"
        self.templateEnv = Environment(
            loader=PackageLoader("kg.view"), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
        )

    def add_node(self, n_id: str, label: str | None = None, **options: Json) -> None:
        """Add a node unless it is there; pyvis scans a list for that, this styles it up."""
        if n_id in self.node_map:
            return
        node = {"id": n_id, "label": n_id if label is None else label, **options}
        self.nodes.append(node)
        self.node_ids.append(n_id)
        self.node_map[n_id] = node

    def add_edge(self, source: str, to: str, **options: Json) -> None:
        """Add an edge beside any others between the same two nodes.

        Raises:
            KeyError: an end is not a node of the network.
        """
        for end in (source, to):
            if end not in self.node_map:
                raise KeyError(end)
        self.edges.append({"from": source, "to": to, **options})

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """Render the page; the arguments of pyvis make no difference here."""
        nodes, edges, heading, _, _, _ = self.get_network_data()
        scripts = [_vis_network(), *(_static(name) for name in SCRIPTS)]
        styles = [_static(name) for name in STYLES]
        self.html = self.templateEnv.get_template(self.path).render(
            heading=heading,
            page=self.page,
            options=self.options,
            nodes=nodes,
            edges=edges,
            scripts=scripts,
            styles=styles,
            policy=_policy(scripts, styles),
        )
        return str(self.html)

    def write_html(self, name: str | Path, *_: Any, **__: Any) -> Path:
        """Write the page in one step: readers see the old file or the new one, never half of one.

        Raises:
            OutputError: the file cannot be written.
        """
        return write_output(Path(name), self.generate_html().encode())


def _static(name: str) -> str:
    return _inline((files("kg.view") / "static" / name).read_text(encoding="utf-8"))


def _vis_network() -> str:
    return _inline((files("pyvis") / _VIS).read_text(encoding="utf-8"))


def _inline(text: str) -> str:
    """Make a text fit for a script or style element, with the line ends that a browser digests."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _policy(scripts: list[str], styles: list[str]) -> str:
    """Write a Content-Security-Policy: these scripts and styles, no request, no HTML made from text."""
    return "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            "script-src " + " ".join(map(_digest, scripts)),
            "style-src " + " ".join(map(_digest, styles)),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
