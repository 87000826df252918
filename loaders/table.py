"""Reading a table strictly: every fault has a file and a line, no field is lost silently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from kg.errors import TableError
from kg.model.curie import BadCurie, curie, nfc
from kg.model.records import Place
from kg.text.safe import BARRED_IN_TABLES

SEPARATOR = "|"
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_BARRED = re.compile(BARRED_IN_TABLES)


class RowFault(ValueError):
    """A row's content is wrong; the row goes to quarantine and the build goes on.

    Args:
        reason: one word of ``kg.assembly.quarantine.REASONS``.
        detail: one sentence that names the value.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, its values by column."""

    place: Place
    values: dict[str, str]

    def text(self, column: str) -> str | None:
        """Read the value of `column`; None where the cell is empty."""
        return self.values[column] or None

    def need(self, column: str) -> str:
        """Read the value of `column`.

        Raises:
            RowFault: the cell is empty (``missing_value``).
        """
        value = self.values[column]
        if not value:
            raise RowFault("missing_value", f"column {column!r} is empty")
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """Read the values of a cell that holds several, joined by ``|``."""
        return tuple(part for part in (piece.strip() for piece in self.values[column].split(SEPARATOR)) if part)

    def curie(self, column: str) -> str:
        """Read the identifier in `column`.

        Raises:
            RowFault: the cell is empty or is not an identifier (``bad_curie``).
        """
        return as_curie(self.need(column))

    def curies(self, column: str) -> tuple[str, ...]:
        """Read the identifiers in `column`, joined by ``|``.

        Raises:
            RowFault: one of them is not an identifier (``bad_curie``).
        """
        return tuple(as_curie(item) for item in self.items(column))

    def integer(self, column: str) -> int | None:
        """Read the whole number in `column`; None where the cell is empty.

        Raises:
            RowFault: the cell holds something else (``bad_value``).
        """
        value = self.values[column]
        if not value:
            return None
        if _WHOLE.fullmatch(value) is None:
            raise RowFault("bad_value", f"column {column!r} holds {value[:40]!r}, which is not a whole number")
        return int(value)

    def number(self, column: str) -> float | None:
        """Read the number in `column`; None where the cell is empty.

        Raises:
            RowFault: the cell holds something else (``bad_value``).
        """
        value = self.values[column]
        if not value:
            return None
        try:
            number = float(value)
        except ValueError as error:
            raise RowFault("bad_value", f"column {column!r} holds {value!r}, which is not a number") from error
        if number != number or number in (float("inf"), float("-inf")):
            raise RowFault("bad_value", f"column {column!r} holds {value!r}, which is not a finite number")
        return number


def as_curie(text: str) -> str:
    """Return the canonical CURIE of `text`.

    Raises:
        RowFault: it is not an identifier (``bad_curie``).
    """
    try:
        return curie(text)
    except BadCurie as error:
        raise RowFault("bad_curie", str(error)) from error


def read_rows(path: Traversable, columns: tuple[str, ...], *, source: str, file: str) -> Iterator[Row]:
    """Read a tab-separated UTF-8 table, one `Row` per line after the header.

    Args:
        path: the file.
        columns: exactly the columns that the file must have, in any order.
        source: key of the source, for the rows' places.
        file: the name shown in errors and kept in the rows' places.

    Raises:
        TableError: the file is missing, empty, not UTF-8, has another header, a line with more or
            fewer fields, or a control character.
    """
    for number, values in _lines(path, file):
        if number == 1:
            _check_header(values, columns, file)
            header = values
            continue
        if len(values) != len(header):
            raise TableError(
                f"the line has {len(values)} fields where the header has {len(header)}",
                file=file,
                line=number,
                hint="Give every field, empty ones too, separated by one tab.",
            )
        yield Row(Place(source, file, number), dict(zip(header, values, strict=True)))


def _lines(path: Traversable, file: str) -> Iterator[tuple[int, list[str]]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TableError(
            f"the table cannot be read ({error.strerror or error})",
            file=file,
            line=1,
            hint="Reinstall als-kg, or point --tables at a folder that holds it.",
        ) from error
    if not raw.strip():
        raise TableError("the table is empty", file=file, line=1, hint="Restore it from the installed package.")
    lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    for number, line in enumerate(lines, 1):
        try:
            text = line.removesuffix(b"\r").decode("utf-8")
        except UnicodeDecodeError as error:
            raise TableError(
                f"byte {error.start + 1} of the line is not UTF-8 (0x{line[error.start]:02x})",
                file=file,
                line=number,
                hint="Save the table as UTF-8.",
            ) from error
        if found := _BARRED.search(text):
            raise TableError(
                f"the line holds the control character U+{ord(found[0]):04X}",
                file=file,
                line=number,
                hint="Remove it.",
            )
        yield number, [nfc(value) for value in text.split("\t")]


def _check_header(header: list[str], columns: tuple[str, ...], file: str) -> None:
    doubled = sorted({name for name in header if header.count(name) > 1})
    missing = [name for name in columns if name not in header]
    extra = [name for name in header if name not in columns]
    if not (doubled or missing or extra):
        return
    parts = [
        f"{what} {', '.join(repr(name) for name in names)}"
        for what, names in (("lacks the column", missing), ("has the unknown column", extra), ("repeats", doubled))
        if names
    ]
    raise TableError(
        f"the header {' and '.join(parts)}", file=file, line=1, hint=f"The columns are: {', '.join(columns)}."
    )
