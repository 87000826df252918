"""The rows of an answer in one order: the question's own, ties broken by what the rows say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from kg.engines.rows import text_of

Row = tuple[Any, ...]
_ORDER = re.compile(r"\bORDER\s+BY\b(.*?)(?:\bSKIP\b|\bLIMIT\b|\Z)", re.IGNORECASE | re.DOTALL)
_KEY = re.compile(r"`?(\w+)`?(?:\s+(?:ASC|DESC|ASCENDING|DESCENDING))?", re.IGNORECASE)


def settled(cypher: str, columns: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Put rows that the question leaves in any order into one.

    Args:
        cypher: the question; its last ORDER BY counts.
        columns: of the answer.
        rows: as the engine gave them.

    Returns:
        The rows; those that agree in all ORDER BY columns are sorted by their cells. Without an
        ORDER BY all are. A key that is no column cannot be seen in the rows: they stay as they are.

    >>> settled("RETURN a, b ORDER BY a", ["a", "b"], [(2, "z"), (2, "y"), (1, "x")])
    [(2, 'y'), (2, 'z'), (1, 'x')]
    """
    keys = _keys(cypher)
    if not set(keys) <= set(columns):
        return list(rows)
    at = [columns.index(key) for key in keys]
    runs = groupby(rows, key=lambda row: [text_of(row[index]) for index in at])
    return [row for _, run in runs for row in sorted(run, key=lambda row: [text_of(cell) for cell in row])]


def _keys(cypher: str) -> list[str]:
    """The keys of the last ORDER BY; a key that is an expression stays whole, and so is no column."""
    after_return = re.split(r"\bRETURN\b", cypher, flags=re.IGNORECASE)[-1]
    found = _ORDER.search(after_return)
    if found is None:
        return []
    keys = [part.strip() for part in found[1].split(",")]
    return [match[1] if (match := _KEY.fullmatch(key)) else key for key in keys]
