"""One way to print: tables on a terminal, TSV in a pipe, words on stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from shutil import get_terminal_size
from textwrap import fill
from typing import Any, TypeVar

import click

from kg.text.safe import lines, one_line

OUTPUT_FORMATS = ("table", "records", "json", "jsonl", "tsv", "csv", "md")
Cell = Any
"""What a cell may hold: text, numbers, booleans, nothing, lists and maps of these, parts of a graph."""

_F = TypeVar("_F", bound=Callable[..., object])


def output_options(command: _F) -> _F:
    """Add ``--format`` to a command."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(OUTPUT_FORMATS),
        default=None,
        help="How to print; when left out a table on a terminal (records where it would not fit), TSV in a pipe.",
    )(command)


def say(sentence: str) -> None:
    """Print words on stderr, unless ``--quiet``."""
    context = click.get_current_context(silent=True)
    if context is None or not (context.find_root().obj or {}).get("quiet"):
        text = f"alskg: {sentence}"
        if sys.stderr is not None and sys.stderr.isatty():
            text = fill(text, get_terminal_size().columns, break_long_words=False, break_on_hyphens=False)
        click.echo(text, err=True)


def print_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    format_: str | None = None,
    *,
    heading: str = "",
    brief: Sequence[str] = (),
    in_words: bool = False,
) -> None:
    """Print rows on stdout.

    Args:
        columns: their names.
        rows: their cells.
        format_: one of `OUTPUT_FORMATS`; by default a table on a terminal, or records where a table would not
            fit, and TSV in a pipe.
        heading: a line above a table.
        brief: the columns that a terminal shows when all of them would not fit; those left out are named.
        in_words: say codes in words where people read them (table, records, md); TSV, JSON and CSV keep codes.
    """
    chosen = format_ or ("table" if sys.stdout.isatty() else "tsv")
    data = [list(row) for row in rows]
    if in_words and chosen in ("table", "records", "md"):
        from kg.cli.words import for_people

        data = for_people(columns, data)
    if chosen in ("table", "records"):
        from kg.cli import terminal

        cells = [[_plain(cell) for cell in row] for row in data]
        if format_ is None and not data:
            return
        if format_ is None and brief and not terminal.fits(columns, cells):
            at = [columns.index(name) for name in brief]
            left = [name for name in columns if name not in brief]
            columns, data, cells = list(brief), *([[row[i] for i in at] for row in rows] for rows in (data, cells))
            say(f"columns left out here: {', '.join(left)}; --format records shows all")
        columns = [one_line(name) for name in columns]
        if chosen == "records" or (format_ is None and not terminal.fits(columns, cells)):
            terminal.records(columns, cells, heading)
        else:
            numeric = [_is_numeric([row[at] for row in data]) for at in range(len(columns))]
            terminal.table(columns, cells, heading, numeric)
        return
    click.echo(render(columns, data, chosen), nl=False)


def render(columns: Sequence[str], rows: Sequence[Sequence[Cell]], format_: str) -> str:
    """Write rows as text in one of the machine-readable formats."""
    if format_ in ("json", "jsonl"):
        from kg.engines.core.values import finite, plain

        records = [{name: finite(plain(cell)) for name, cell in zip(columns, row, strict=True)} for row in rows]
        if format_ == "json":
            return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if format_ == "csv":
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow([lines(name) for name in columns])
        writer.writerows([_shown(cell) for cell in row] for row in rows)
        return buffer.getvalue()
    if format_ == "md":
        table = [columns, ["---"] * len(columns), *rows]
        return "".join("| " + " | ".join(_plain(cell).replace("|", "\\|") for cell in row) + " |\n" for row in table)
    return "".join("\t".join(_plain(cell) for cell in row) + "\n" for row in [columns, *rows])


def text(cell: Cell) -> str:
    """Write a cell as text: nothing for None, ``true``/``false`` for booleans, lists of texts joined by ``|``."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list | tuple) and all(isinstance(item, str) for item in cell):
        return "|".join(cell)
    if isinstance(cell, list | tuple | dict):
        from kg.engines.core.values import plain

        return json.dumps(plain(cell), ensure_ascii=False)
    return str(cell)


def _shown(cell: Cell) -> str:
    """Write a cell as text whose control characters cannot steer a terminal; line breaks are kept."""
    return lines(text(cell))


def _is_numeric(cells: Sequence[Cell]) -> bool:
    found = [cell for cell in cells if cell is not None]
    return bool(found) and all(isinstance(cell, int | float) for cell in found)


def _plain(cell: Cell) -> str:
    return one_line(text(cell))
