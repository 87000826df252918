"""Answers on a terminal: a table, or one record under the other where a table would not fit."""

from __future__ import annotations

from collections.abc import Sequence
from shutil import get_terminal_size

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

READABLE = 18
"""Characters of a long cell that a column must show for people to read it without losing the line."""
BETWEEN = 3
"""Characters between two columns."""


def fits(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table of these cells can be read at the width of the terminal."""
    widths = (max([len(name), *(len(row[at]) for row in rows)]) for at, name in enumerate(columns))
    return sum(min(width, READABLE) + BETWEEN for width in widths) <= get_terminal_size().columns + BETWEEN


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], heading: str, numeric: Sequence[bool]) -> None:
    """Print a table.

    Args:
        columns: their names.
        rows: cells as text of one line.
        heading: a line above it, or empty.
        numeric: whether a column holds numbers, which go to the right.
    """
    drawn = Table(box=SIMPLE_HEAD, title=heading or None, title_justify="left", pad_edge=False)
    for name, right in zip(columns, numeric, strict=True):
        drawn.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text, row))
    Console(width=get_terminal_size().columns).print(drawn)


def records(columns: Sequence[str], rows: Sequence[Sequence[str]], heading: str) -> None:
    """Print one record under the other, each cell on a line of its own; empty cells are left out.

    Args:
        columns: their names.
        rows: cells as text of one line.
        heading: a line above them, or empty.
    """
    console = Console(width=get_terminal_size().columns)
    if heading:
        console.print(Text(heading, style="italic"))
    for number, row in enumerate(rows, start=1):
        console.print(Text(f"{number} of {len(rows)}", style="dim"))
        drawn = Table.grid(padding=(0, 2))
        drawn.add_column(style="bold", no_wrap=True)
        drawn.add_column(overflow="fold")
        for name, cell in zip(columns, row, strict=True):
            if cell:
                drawn.add_row(Text(f"  {name}"), Text(cell))
        console.print(drawn)
    if not rows:
        console.print(Text("no rows", style="dim"))
