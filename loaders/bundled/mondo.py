"""The diseases of the graph, with their MONDO names, cross-references and parents."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.table import Row
from kg.model.records import Statement

SOURCE = "mondo"
COLUMNS = ("record", "id", "name", "synonyms", "xrefs", "subclass_of", "name_read_in")


def prepare(context: Context) -> RowLoader:
    """Make a disease from each row, below those of its parents that the table holds."""

    def load(row: Row, out: Emitter) -> None:
        id, name = row.curie("id"), row.need("name")
        out.node(id, "Disease", name, synonyms=row.items("synonyms"), xrefs=row.curies("xrefs"))
        for parent in row.curies("subclass_of"):
            out.claim(
                Statement(id, "biolink:subclass_of", parent),
                source_record=id,
                polarity="supports",
                study_design="database",
                citation_status="database",
                statement=f"MONDO files {name} under it",
            )

    return load


TABLES = (Table(SOURCE, "bundled/mondo_diseases.tsv", COLUMNS, prepare),)
