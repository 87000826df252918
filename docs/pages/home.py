"""Pages of the site that are files of the checkout: links and entries of the navigation fitted to the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(([^()\s#:]+)(#[^()\s]*)?\)")
_ENTRY = re.compile(r"^(?:- |\| )\[[^\[\]]+\]\(([^()\s#:]+\.md)\)|^## (.+)$", re.MULTILINE)
MOVED = {"README.md": "index.md", "CHANGELOG.md": "changelog.md", "docs/tutorial.ipynb": "tutorial.md"}
"""Files of the checkout that are pages of the site elsewhere."""


def relinked(text: str, folder: str, page: str, root: Path) -> str:
    """Fit the links of a page to the site.

    Args:
        text: Markdown.
        folder: where its file lies below the checkout (empty for the top).
        page: its path in the site (``cookbook/README.md``).
        root: the checkout.

    Returns:
        The Markdown; a link to a page leads to the page, one to another file of the checkout is
        its text only, and one to nothing is left for MkDocs to complain about.
    """

    def fitted(found: re.Match[str]) -> str:
        shown, target, anchor = found[1], found[2], found[3] or ""
        path = posixpath.normpath(posixpath.join(folder, target))
        if path in MOVED or path.startswith("docs/"):
            there = MOVED.get(path) or path.removeprefix("docs/")
            return f"[{shown}]({posixpath.relpath(there, posixpath.dirname(page) or '.')}{anchor})"
        return shown if (root / path).exists() else found[0]

    return _LINK.sub(fitted, text)


def navigation(entries: list[Any], docs: Path, awaited: frozenset[str] = frozenset()) -> list[Any]:
    """The navigation with its folders unfolded.

    Args:
        entries: ``nav`` of ``mkdocs.yml``.
        docs: the folder of the pages.
        awaited: pages that may not be there yet; their entries are left out while they are not.

    Returns:
        The entries; one that ends in a slash holds the pages that the folder's README lists. Those
        under a second-level heading are called by their file's name, which is what one types.
    """
    made: list[Any] = []
    for entry in entries:
        ((title, target),) = entry.items()
        if target in awaited and not (docs / target).is_file():
            continue
        made.append({title: _unfolded(target, docs) if target.endswith("/") else target})
    return made


def _unfolded(folder: str, docs: Path) -> list[Any]:
    top: list[Any] = [f"{folder}README.md"]
    at = top
    for name, heading in _ENTRY.findall((docs / folder / "README.md").read_text(encoding="utf-8")):
        if heading:
            at = []
            top.append({heading: at})
        else:
            at.append(folder + name if at is top else {name.removesuffix(".md"): folder + name})
    return top
