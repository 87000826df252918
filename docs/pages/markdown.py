"""Markdown that shows a text as it is, on GitHub and in MkDocs alike.

Texts of the graph were written by others. What either reader would take for markup is written as
a character reference, which both show as the character and neither takes for markup.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.engines.core.rows import text_of
from kg.view.links import link

MAX_TEXT = 90
"""Characters of a text in a cell."""
MAX_ITEMS = 5
"""Items of a list in a cell."""
_MARKUP = re.compile(r"[&<>|*`\[\]\\~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        markdown: what is written.
        clipped: True when something of the value was left out.
    """

    markdown: str
    clipped: bool = False


def escape(text: str) -> str:
    r"""Write a text so that it is shown as it is, on one line.

    >>> escape("a|b <i> *c* met_in _d_ `e` [f](g)")
    'a&#124;b &lt;i&gt; &#42;c&#42; met_in &#95;d&#95; &#96;e&#96; &#91;f&#93;(g)'
    >>> escape("see https://example.org or www.example.org")
    'see https&#58;//example.org or www&#46;example.org'
    """
    shown = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", _line(text))
    return _MARKUP.sub(lambda found: _NAMED.get(found[0], f"&#{ord(found[0])};"), shown)


def cell(value: Any) -> Cell:
    """Write a value as a cell: identifiers of known prefixes as links, lists joined, long ones clipped.

    >>> cell("PMID:8446170").markdown
    '[PMID:8446170](https://pubmed.ncbi.nlm.nih.gov/8446170)'
    >>> cell(["b", "a"])
    Cell(markdown='b; a', clipped=False)
    """
    if value is None:
        return Cell("")
    if isinstance(value, list | tuple):
        items = [cell(item) for item in value[:MAX_ITEMS]]
        shown = "; ".join(item.markdown for item in items)
        more = len(value) > MAX_ITEMS
        return Cell(shown + (f"; … ({len(value)} in all)" if more else ""), more or any(item.clipped for item in items))
    if isinstance(value, float):
        return Cell(_number(value))
    text = _line(value)
    address = link(text) if isinstance(value, str) else None
    if address is not None:
        return Cell(f"[{escape(text)}]({_destination(address)})")
    if len(text) > MAX_TEXT:
        return Cell(escape(text[: MAX_TEXT - 1].rstrip()) + "…", clipped=True)
    return Cell(escape(text))


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write a table; columns that hold only numbers are set right."""
    body = [[one.markdown for one in row] for row in rows]
    rules = ["---:" if _numeric(row[at] for row in body) else "---" for at in range(len(columns))]
    lines = [[escape(name) for name in columns], rules, *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def fence(text: str, language: str = "") -> str:
    """Write a block of code, its fence longer than any in the text.

    >>> print(fence("RETURN 1", "cypher"))
    ```cypher
    RETURN 1
    ```
    """
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks}{language}\n{text.strip()}\n{marks}"


def code(text: str) -> str:
    """Write a short text as code, also in a table."""
    return f"<code>{escape(text)}</code>" if re.search(r"[`|]", text) else f"`{text}`"


def _line(value: Any) -> str:
    """Write a value on one line; control characters become escapes."""
    return text_of(" ".join(value.split()) if isinstance(value, str) else value)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    short = f"{value:.4f}".rstrip("0").rstrip(".")
    return short if short not in ("0", "-0") or value == 0 else f"{value:.3g}"


def _numeric(texts: Iterable[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and all(re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", text) for text in filled)


def _destination(address: str) -> str:
    """Write an address so that it ends where the Markdown link ends."""
    return address.replace("(", "%28").replace(")", "%29")
