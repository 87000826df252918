"""What mesenchymal stem cells, their vesicles and their factors were seen to do (own table)."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.curated.relations import RELATION_COLUMNS, relations, with_values
from kg.loaders.table import Row, RowFault

SOURCE = "als-kg-curated"
TABLE = "msc_mechanisms"
COLUMNS = (*RELATION_COLUMNS, "direction", "msc_source")


def prepare(context: Context) -> RowLoader:
    """Make a claim from each row; the cells' source is kept beside the system.

    A row that reads ``unchanged`` must not support an effect.
    """
    load_relation = relations(context, TABLE)

    def load(row: Row, out: Emitter) -> None:
        detail = "; cells: ".join(part for part in (row.need("system_detail"), row.values["msc_source"]) if part)
        polarity = load_relation(with_values(row, system_detail=detail), out)
        if row.values["direction"] == "unchanged" and polarity != "no_effect":
            raise RowFault("bad_value", f"the row reads 'unchanged', but its predicate makes it {polarity!r}")

    return load


TABLES = (Table(SOURCE, "curated/msc_findings.tsv", COLUMNS, prepare),)
