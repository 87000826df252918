"""Own facts: how genes and their products interact, each with its reference."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.bundled.hgnc import gene, symbols
from kg.loaders.evidence import claim_per_paper
from kg.loaders.references import References
from kg.loaders.table import Row
from kg.model.records import Statement

COLUMNS = (
    "record",
    "subject",
    "subject_symbol",
    "predicate",
    "object",
    "object_symbol",
    "subject_form",
    "subject_direction",
    "object_aspect",
    "object_direction",
    "polarity",
    "references",
    "citation_status",
    "study_design",
    "system",
    "system_detail",
    "taxon",
    "context",
    "statement",
    "quote_anchor",
    "note",
)


def _prepare(context: Context) -> RowLoader:
    known, references = symbols(context), References(context)

    def load_row(row: Row, out: Emitter) -> None:
        statement = Statement(
            gene(row, "subject", "subject_symbol", known),
            row.curie("predicate"),
            gene(row, "object", "object_symbol", known),
            subject_form_or_variant=row.text("subject_form"),
            subject_direction=row.text("subject_direction"),
            object_aspect=row.text("object_aspect"),
            object_direction=row.text("object_direction"),
        )
        claim_per_paper(row, out, references, statement)

    return load_row


TABLES = (Table("als-kg-curated", "curated/gene_interactions.tsv", COLUMNS, _prepare),)
