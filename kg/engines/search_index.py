"""The search index: every name, symbol, synonym and identifier in one SQLite file."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.fold import fold, squeeze

if TYPE_CHECKING:
    import polars

LAYOUT = 2
FILE = "search.sqlite"
KINDS = ("id", "symbol", "name", "synonym", "former_name", "local_id", "xref")
"""What a text is to its node, in the order in which a match is preferred. The local part of a CURIE
(``0000183``) is no identifier: `CL:0000183` and `HP:0000183` share it."""

_TABLES = """
CREATE TABLE node (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, category TEXT NOT NULL, name TEXT NOT NULL,
    symbol TEXT, taxon TEXT, degree INTEGER NOT NULL
);
CREATE TABLE term (
    number INTEGER PRIMARY KEY, node INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT NOT NULL,
    folded TEXT NOT NULL, squeezed TEXT NOT NULL
);
"""
_AFTERWARDS = """
CREATE INDEX term_folded ON term (folded, kind, node);
CREATE INDEX term_squeezed ON term (squeezed, kind, node);
CREATE UNIQUE INDEX node_id ON node (id);
CREATE VIRTUAL TABLE gram USING fts5 (folded, content = 'term', content_rowid = 'number', tokenize = 'trigram');
INSERT INTO gram (gram) VALUES ('rebuild');
INSERT INTO gram (gram) VALUES ('optimize');
"""


def build(
    nodes: polars.DataFrame,
    edges: polars.DataFrame,
    evidence: polars.DataFrame,
    folder: Path,
    *,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Write the search index of three tables into a folder.

    Args:
        nodes: as in ``kg.tables.NODES``.
        edges: as in ``kg.tables.EDGES``; asserted ones rank nodes of the same match.
        evidence: not used; the builders of all engines take the same arguments.
        folder: where ``search.sqlite`` goes.
        tell: told how far it is, in a few words.

    Raises:
        OSError: the file cannot be written.
    """
    del evidence
    degree: dict[str, int] = {}
    for row in edges.select("subject", "object", "asserted").iter_rows(named=True):
        if row["asserted"]:
            degree[row["subject"]] = degree.get(row["subject"], 0) + 1
            degree[row["object"]] = degree.get(row["object"], 0) + 1
    connection = sqlite3.connect(folder / FILE)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        for number, row in enumerate(nodes.sort("id").iter_rows(named=True), start=1):
            shown = (row["id"], row["category"], row["name"], row.get("symbol"), row["taxon"])
            connection.execute(
                "INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *shown, degree.get(row["id"], 0))
            )
            connection.executemany(
                "INSERT INTO term (node, kind, text, folded, squeezed) VALUES (?, ?, ?, ?, ?)",
                [(number, kind, text, fold(text), squeeze(text)) for kind, text in dict.fromkeys(_terms(row))],
            )
        connection.executescript(_AFTERWARDS)
        connection.commit()
    except sqlite3.OperationalError as error:
        # SQLite's word for a disk that is full or fails.
        raise OSError(errno.EIO, str(error)) from error
    finally:
        connection.close()


def _terms(row: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield 0, row["id"]
    yield KINDS.index("local_id"), row["id"].partition(":")[2]
    for at, kind in enumerate(KINDS):
        if kind in ("symbol", "name", "former_name") and row.get(kind):
            yield at, row[kind]
        elif kind in ("synonym", "xref"):
            for text in row[f"{kind}s"] or ():
                if text:
                    yield at, text
