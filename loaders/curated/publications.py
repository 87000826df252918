"""The papers that the tables cite, one node each."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.references import COLUMNS, FILE, SOURCE
from kg.loaders.table import Row


def prepare(context: Context) -> RowLoader:
    """Make a paper from each row; its identifier stands for the title where no record was opened."""

    def load(row: Row, out: Emitter) -> None:
        id = row.curie("id")
        out.node(
            id,
            "Publication",
            row.text("name") or id,
            xrefs=row.curies("xrefs"),
            description=row.text("note"),
            year=row.integer("year"),
            journal=row.text("journal"),
        )

    return load


TABLES = (Table(SOURCE, FILE, COLUMNS, prepare),)
