"""Rows as canonical JSON, column by column: what the ids and the content id are digests of.

The text of a row is what ``json.dumps(row, sort_keys=True, ensure_ascii=False,
separators=(",", ":"))`` gives once nulls and empty lists are left out and lists are sorted. Written
by polars where that is the same, by Python where it is not: text that JSON escapes, and floats,
whose digits are those of Python's ``repr``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import polars as pl

SLICE = 32_768
"""Rows that are written at a time: what bounds the memory of a digest."""

_TEXT = pl.String()
_TEXTS = pl.List(pl.String())
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_ESCAPED = r'["\\\x00-\x1f]'


def canonical_rows(frame: pl.DataFrame) -> Iterator[pl.Series]:
    """Yield the rows of a frame as canonical JSON, in its order, some thousands at a time."""
    ordered = frame.select(sorted(frame.columns))
    for part in ordered.iter_slices(SLICE):
        yield _rows(part)


def _rows(frame: pl.DataFrame) -> pl.Series:
    cells = []
    for column in frame:
        cell = _cells(column)
        if cell is not None:
            cells.append(("," + json.dumps(column.name, ensure_ascii=False) + ":" + cell).alias(column.name))
    if not cells:
        return pl.Series(["{}"] * frame.height, dtype=_TEXT)
    row = pl.concat_str(pl.all(), ignore_nulls=True).str.strip_prefix(",")
    return pl.DataFrame(cells).select(pl.lit("{") + row + "}").to_series()


def _cells(column: pl.Series) -> pl.Series | None:
    """Write the values as JSON, null where the cell is left out; None where all are."""
    if column.null_count() == len(column):
        return None
    if column.dtype == _TEXT:
        return _texts(column)
    if column.dtype.is_integer() or column.dtype == pl.Boolean:
        return column.cast(_TEXT)
    if column.dtype == _TEXTS:
        return _lists(column)
    if column.dtype.is_float():
        return _floats(column)
    return _by_python(column)


def _texts(column: pl.Series) -> pl.Series:
    if column.str.contains(_ESCAPED).any():
        return _by_python(column)
    return '"' + column + '"'


def _lists(column: pl.Series) -> pl.Series:
    lengths = column.list.len().fill_null(0)
    items = column.filter(lengths > 0).explode()
    if len(items) and (items.null_count() or items.str.contains(_ESCAPED).any()):
        return _by_python(column)
    cells = ('["' + column.list.join('","') + '"]').zip_with(lengths > 0, pl.Series([None], dtype=_TEXT))
    # Sorting lists in polars takes 50 times as long as in Python; most hold one text or none.
    several = (lengths > 1).arg_true()
    return cells.scatter(several, _by_python(column.gather(several))) if len(several) else cells


def _floats(column: pl.Series) -> pl.Series:
    if not column.is_finite().all():
        return _by_python(column)
    return pl.Series([None if value is None else repr(value) for value in column], dtype=_TEXT)


def _by_python(column: pl.Series) -> pl.Series:
    return pl.Series([_json(value) for value in column.to_list()], dtype=_TEXT)


def _json(value: object) -> str | None:
    if value is None or value == []:
        return None
    return _ENCODER.encode(sorted(value) if isinstance(value, list) else value)
