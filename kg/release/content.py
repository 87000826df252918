"""The content id: a digest of what a graph says, whatever wrote its files.

Canonical form: for each of nodes, edges and evidence one line per row, sorted by id, the row as
JSON with sorted keys, without nulls and empty lists, lists sorted, UTF-8 in normal form C. Times,
paths and engines have no part in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import polars as pl

from kg.model.canonical import canonical_rows
from kg.model.tables import Tables


def content_id(tables: Tables, *, tick: Callable[[str], None] = lambda sentence: None) -> str:
    """Compute the SHA-256 (hex) of the canonical lines of ``nodes``, ``edges`` and ``evidence``.

    Args:
        tables: the three tables.
        tick: told now and then how far it has come.
    """
    digest = hashlib.sha256()
    for name, table in tables.named():
        digest.update(f"{name}\n".encode())
        done = 0
        for lines in canonical_rows(_by_id(table)):
            digest.update(lines.str.join("\n").item().encode() + b"\n")
            done += len(lines)
            tick(f"digesting the {name}: {done:,} of {table.height:,} rows")
    return digest.hexdigest()


def _by_id(frame: pl.DataFrame) -> pl.DataFrame:
    """Sort a frame by id; return it as it is where it is sorted, for a large one should not be there twice."""
    return frame if frame["id"].is_sorted() else frame.sort("id")
