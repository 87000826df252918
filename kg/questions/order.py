"""One order of rows for every engine: what is absent comes last, ties are broken by the other columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Cells = tuple[Any, ...]


def in_order(rows: Sequence[Cells], columns: Sequence[str], order: Sequence[tuple[str, bool]]) -> tuple[Cells, ...]:
    """Sort rows by the columns of `order`, then by all columns from the left.

    Args:
        rows: cells that are text, numbers, booleans, None or lists of texts.
        columns: their names.
        order: column and True for descending; a name that is not a column is passed over.

    >>> in_order([("b", None), ("a", 1), ("c", 2)], ("name", "n"), [("n", True)])
    (('c', 2), ('a', 1), ('b', None))
    """
    found = sorted(rows, key=lambda row: [_key(cell) for cell in row])
    for name, descending in reversed(order):
        if name in columns:
            at = columns.index(name)
            known = [row for row in found if row[at] is not None]
            absent = [row for row in found if row[at] is None]
            # Sorting is stable in reverse too: ties keep the order that they have.
            known.sort(key=lambda row, at=at: _key(row[at]), reverse=descending)  # type: ignore[misc]
            found = [*known, *absent]
    return tuple(found)


def _key(cell: Any) -> tuple[int, Any]:
    """Make a key that compares cells of every kind: absent, numbers and booleans, texts, lists."""
    if cell is None:
        return 3, 0
    if isinstance(cell, int | float):
        return 0, cell
    if isinstance(cell, list | tuple):
        return 2, [str(item) for item in cell]
    return 1, str(cell)
