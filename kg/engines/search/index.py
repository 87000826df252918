"""The search index: every name, symbol, synonym and identifier in one SQLite file."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engines.core.progress import Progress, Tell
from kg.text.fold import fold, squeeze

if TYPE_CHECKING:
    import polars as pl

    from kg.model.tables import Tables

FILE = "search.sqlite"
KINDS = ("id", "symbol", "name", "synonym", "former_name", "local_id", "xref")
"""What a text is to its node, in the order in which a match is preferred. The local part of a CURIE
(``0000183``) is not an identifier: `CL:0000183` and `HP:0000183` share it."""

_ALWAYS = KINDS.index("local_id")
"""The one kind of text that is written even if it is empty."""
SLICE = 50_000
"""How many nodes have their names written at a time."""
_QUICKLY = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -200000;
"""
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
_AFTERWARDS = {
    "indexing names": """
CREATE INDEX term_folded ON term (folded, kind, node);
CREATE INDEX term_squeezed ON term (squeezed, kind, node);
CREATE UNIQUE INDEX node_id ON node (id);
""",
    "indexing parts of names": """
CREATE VIRTUAL TABLE gram USING fts5 (folded, content = 'term', content_rowid = 'number', tokenize = 'trigram');
INSERT INTO gram (gram) VALUES ('rebuild');
INSERT INTO gram (gram) VALUES ('optimize');
""",
}


def build(tables: Tables, folder: Path, *, tell: Tell | None = None) -> None:
    """Write the search index of three tables into a folder.

    Args:
        tables: the three tables; asserted edges rank nodes of the same match.
        folder: where ``search.sqlite`` goes.
        tell: told how far it is.

    Raises:
        OSError: the file cannot be written.
    """
    progress = Progress(tell)
    progress.step("preparing names")
    numbered = tables.nodes.sort("id").with_row_index("number", offset=1)
    connection = sqlite3.connect(folder / FILE)
    try:
        connection.executescript(_QUICKLY + _TABLES)
        rows = _shown(numbered, tables.edges).iter_rows()
        connection.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        for at in range(0, numbered.height, SLICE):
            terms = _terms(numbered[at : at + SLICE])
            connection.executemany(
                "INSERT INTO term (node, kind, text, folded, squeezed) VALUES (?, ?, ?, ?, ?)", terms.iter_rows()
            )
            progress.count("writing names", min(at + SLICE, numbered.height), numbered.height, "nodes")
        for words, statements in _AFTERWARDS.items():
            progress.step(words)
            connection.executescript(statements)
        connection.commit()
    except sqlite3.OperationalError as error:
        # SQLite's word for a disk that is full or fails.
        raise OSError(errno.EIO, str(error)) from error
    finally:
        connection.close()


def _shown(numbered: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """List what is shown of each node: id, category, name, symbol, taxon and its number of asserted edges."""
    import polars as pl

    asserted = edges.lazy().filter("asserted")
    ends = pl.concat([asserted.select(pl.col(side).alias("id")) for side in ("subject", "object")])
    degree = ends.group_by("id").agg(pl.len().alias("degree")).collect()
    symbol = [] if "symbol" in numbered.columns else [pl.lit(None, pl.String).alias("symbol")]
    return (
        numbered.with_columns(symbol)
        .join(degree, on="id", how="left", maintain_order="left")
        .select("number", "id", "category", "name", "symbol", "taxon", pl.col("degree").fill_null(0))
    )


def _terms(numbered: pl.DataFrame) -> pl.DataFrame:
    """List the texts of nodes in their order: number of the node, kind, text, folded, squeezed."""
    import polars as pl

    parts = [
        numbered.select(
            "number", pl.lit(KINDS.index(what)).alias("kind"), text.alias("text"), pl.lit(at).alias("order")
        )
        for at, (what, text) in enumerate(_texts(numbered))
    ]
    texts = pl.concat([part.explode("text") for part in parts])
    kept = texts.filter(pl.col("text").is_not_null() & ((pl.col("text") != "") | (pl.col("kind") == _ALWAYS)))
    return (
        kept.sort("number", "order", maintain_order=True)
        .join(_folded(kept["text"].unique()), on="text", how="left", maintain_order="left")
        .select("number", "kind", "text", "folded", "squeezed")
    )


def _texts(numbered: pl.DataFrame) -> Iterator[tuple[str, pl.Expr]]:
    """List what each node is found by, in the order in which its texts are written."""
    import polars as pl

    def one(text: pl.Expr) -> pl.Expr:
        return pl.concat_list(text)

    yield "id", one(pl.col("id"))
    yield "local_id", one(pl.col("id").str.splitn(":", 2).struct.field("field_1").fill_null(""))
    for what in KINDS:
        if what in ("symbol", "name", "former_name") and what in numbered.columns:
            yield what, one(pl.col(what))
        elif what in ("synonym", "xref"):
            yield what, pl.col(f"{what}s").list.unique(maintain_order=True)


def _folded(texts: pl.Series) -> pl.DataFrame:
    """List each text with its forms that are compared."""
    import polars as pl

    folded = [fold(text) for text in texts]
    columns = {"text": texts, "folded": folded, "squeezed": [squeeze(text) for text in folded]}
    return pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.String))
