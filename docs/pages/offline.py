"""What a built site would load from elsewhere when somebody only looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_LOADING = {
    "audio": ("src",),
    "embed": ("src",),
    "feimage": ("href", "xlink:href"),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""Attributes by which an element loads; a reader's own clicks (``a``, ``form``) are none."""
_PASSIVE = frozenset({"alternate", "author", "bookmark", "canonical", "help", "license", "next", "prev", "search"})
"""Kinds of ``link`` that a browser does not follow by itself."""
_CSS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s;]+)""", re.IGNORECASE)
_ADDRESS = re.compile(r"""["'`](?:https?:)?//[\w.-]+\.[a-z]{2,}[^"'`\s]*""", re.IGNORECASE)
DORMANT = {
    "https://api.github.com/": 'data-md-component="source"',
    "https://unpkg.com/mermaid@": 'class="mermaid"',
    "https://unpkg.com/resize-observer-polyfill": None,
}
"""Addresses in the theme's script that it asks only on a page with this mark, or only in browsers from before 2020."""


def loads(site: Path) -> list[str]:
    """List what the pages, styles and scripts of a site would load from elsewhere, one sentence each.

    Args:
        site: the folder of a built site.
    """
    found: list[str] = []
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    for path, text in pages.items():
        found += [f"{path.relative_to(site)}: {what}" for what in in_page(text)]
    for path in sorted(site.rglob("*.css")):
        found += [f"{path.relative_to(site)}: {what}" for what in in_style(path.read_text(encoding="utf-8"))]
    for path in sorted(site.rglob("*.js")):
        if path.name == "search_index.js":  # texts of the pages, as data
            continue
        for address in in_script(path.read_text(encoding="utf-8")):
            start = next((start for start in DORMANT if address.startswith(start)), None)
            mark = DORMANT[start] if start else ""
            if mark is not None and any(mark in text for text in pages.values()):
                found.append(f"{path.relative_to(site)}: script {address}")
    return found


def in_page(text: str) -> list[str]:
    """List what a page loads from elsewhere.

    >>> in_page('<a href="https://a.org">x</a><img src="x.png"><script src="https://b.org/x.js"></script>')
    ['script https://b.org/x.js']
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found


def in_style(text: str) -> list[str]:
    """List what a style sheet loads from elsewhere.

    >>> in_style("@import 'https://a.org/x.css'; a { background: url(data:image/png;base64,x) }")
    ['style https://a.org/x.css']
    """
    return [f"style {address}" for address in _CSS.findall(text) if _outside(address)]


def in_script(text: str) -> Iterator[str]:
    """List addresses that appear as texts in a script: it may load them, or only name them."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for found in _ADDRESS.findall(text):
        address = found[1:]
        if not address.startswith(("http://www.w3.org/", "https://www.w3.org/")):  # names of XML, no places
            yield address


def _outside(address: str) -> bool:
    return re.match(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", address, re.IGNORECASE) is not None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in = tag if tag in ("style", "script") else None
        addresses = [given[name] for name in _LOADING.get(tag, ()) if name in given]
        if tag == "link" and not set(given.get("rel", "").lower().split()) <= _PASSIVE:
            addresses.append(given.get("href", ""))
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            addresses.append(given.get("content", "").partition("=")[2])
        parts = [part for address in addresses for part in re.split(r",\s+", address)]
        self.found += [f"{tag} {part}" for part in parts if _outside(part)]
        self.found += in_style(given.get("style", ""))

    def handle_endtag(self, tag: str) -> None:
        self._in = None

    def handle_data(self, data: str) -> None:
        if self._in == "style":
            self.found += in_style(data)
        elif self._in == "script":
            self.found += [f"script {address}" for address in in_script(data)]
