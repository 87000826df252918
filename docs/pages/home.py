"""Pages of the site that are files of the checkout: links and entries of the navigation fitted to the site."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path

_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(([^()\s#:]+)(#[^()\s]*)?\)")
_ENTRY = re.compile(r"^(?:- |\| )\[[^\[\]]+\]\(([^()\s#:]+\.md)\)|^## (.+)$", re.MULTILINE)
_FOLDED = re.compile(r"^(  - [^#\n]+: # .*\bdocs/([\w-]+/)README\.md.*\n)(?: {6}.*\n)*", re.MULTILINE)
MOVED = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "docs/tutorial.ipynb": "tutorial.md",
}
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
        its text only, and one to nothing is left for the site generator to complain about.
    """

    def fitted(found: re.Match[str]) -> str:
        shown, target, anchor = found[1], found[2], found[3] or ""
        path = posixpath.normpath(posixpath.join(folder, target))
        if path in MOVED or path.startswith("docs/"):
            there = MOVED.get(path) or path.removeprefix("docs/")
            return f"[{shown}]({posixpath.relpath(there, posixpath.dirname(page) or '.')}{anchor})"
        return shown if (root / path).exists() else found[0]

    return _LINK.sub(fitted, text)


def navigation(config: str, read: Callable[[str], str]) -> str:
    """Unfold the folders of the navigation, which a site generator cannot do.

    Args:
        config: the text of ``mkdocs.yml``. An entry whose comment names a README has below it the
            pages that this README lists; what stood there before is dropped.
        read: the text of a file, by its path below the checkout.

    Returns:
        The text with these entries rewritten. Pages under a second-level heading are called by
        their file's name, which is what one types.
    """

    def unfolded(found: re.Match[str]) -> str:
        return found[1] + "".join(f"      {line}\n" for line in _entries(found[2], read(f"docs/{found[2]}README.md")))

    return _FOLDED.sub(unfolded, config)


def _entries(folder: str, listing: str) -> Iterator[str]:
    yield f"- {folder}README.md"
    under = False
    for name, heading in _ENTRY.findall(listing):
        if heading:
            under = True
            yield f"- {json.dumps(heading, ensure_ascii=False)}:"
        else:
            yield f"    - {name.removesuffix('.md')}: {folder}{name}" if under else f"- {folder}{name}"
