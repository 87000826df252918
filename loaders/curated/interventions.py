"""What was tried in ALS: drugs, cell therapies, devices and diets, and what they act on.

A cell therapy with a product name is that product; without one it is the cell with its donor
relation ("autologous bone-marrow MSC"). Both derive from their cell type.
"""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.evidence import chosen, claim_per_paper, one_of
from kg.loaders.references import References
from kg.loaders.table import Row
from kg.model.records import Statement

SOURCE = "als-kg-curated"
COLUMNS = (
    "record",
    "id",
    "category",
    "name",
    "synonyms",
    "xrefs",
    "xref_source",
    "drug_class",
    "drug_target",
    "drug_mechanism",
    "derives_from",
    "components",
    "parent",
    "note",
)
EFFECT_COLUMNS = (
    "record",
    "intervention",
    "predicate",
    "object",
    "object_aspect",
    "object_direction",
    "polarity",
    "study_design",
    "system",
    "taxon",
    "context",
    "statement",
    "references",
    "citation_status",
    "n",
    "note",
    "trial",
    "role",
)
CATEGORIES = frozenset({"Drug", "Treatment", "Device", "Procedure", "Food"})
PREDICATES = frozenset({"biolink:affects", "biolink:produces"})
_COMPOSITION = (
    ("derives_from", "biolink:derives_from", "The therapy is made from this cell type, as the trial records describe."),
    ("components", "biolink:has_part", "The intervention contains this component."),
    ("parent", "biolink:subclass_of", "The therapy is a kind of the broader one, where donor or product is left open."),
)


def _interventions(_context: Context) -> RowLoader:
    def load(row: Row, out: Emitter) -> None:
        intervention = row.curie("id")
        out.node(
            intervention,
            one_of(row, "category", CATEGORIES),
            row.need("name"),
            synonyms=row.items("synonyms"),
            xrefs=row.curies("xrefs"),
            description=row.text("note"),
            drug_class=row.text("drug_class"),
            drug_target=row.text("drug_target"),
            drug_mechanism=row.text("drug_mechanism"),
        )
        for column, predicate, statement in _COMPOSITION:
            for other in row.curies(column):
                out.claim(
                    Statement(intervention, predicate, other),
                    source_record=row.need("record"),
                    polarity="supports",
                    study_design="registry",
                    citation_status="secondary",
                    context="als",
                    statement=statement,
                )

    return load


def _effects(context: Context) -> RowLoader:
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        statement = Statement(
            row.curie("intervention"),
            one_of(row, "predicate", PREDICATES),
            row.curie("object"),
            object_aspect=chosen(row, "object_aspect") if row.text("object_aspect") else None,
            object_direction=chosen(row, "object_direction") if row.text("object_direction") else None,
        )
        claim_per_paper(row, out, references, statement)

    return load


def origins(context: Context) -> dict[str, frozenset[str]]:
    """Find what each intervention is made from or is a kind of: identifiers by its id."""
    found = {}
    for row in context.rows("curated/interventions.tsv", COLUMNS, source=SOURCE):
        parts = (row.curies(column) for column in ("derives_from", "components", "parent"))
        found[row.values["id"]] = frozenset(id for ids in parts for id in ids)
    return found


TABLES: tuple[Table, ...] = (
    Table(SOURCE, "curated/interventions.tsv", COLUMNS, _interventions),
    Table(SOURCE, "curated/intervention_effects.tsv", EFFECT_COLUMNS, _effects),
)
