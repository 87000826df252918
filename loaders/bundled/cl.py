"""Cell Ontology terms that the project's cell types are filed under."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.table import Row

SOURCE = "cl"
COLUMNS = ("record", "id", "name")


def prepare(context: Context) -> RowLoader:
    """Make a cell type from each row."""

    def load(row: Row, out: Emitter) -> None:
        out.node(row.curie("id"), "Cell", row.need("name"))

    return load


TABLES = (Table(SOURCE, "bundled/cl_terms.tsv", COLUMNS, prepare),)
