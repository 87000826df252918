"""Own tables on sequence variants: the variants, their disease, course and reported figures."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.evidence import claim_per_paper
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

SOURCE = "als-kg-curated"
ATTRIBUTES = {
    "ALSKG:progression-fast": ("ClinicalCourse", "fast progression"),
    "ALSKG:progression-slow": ("ClinicalCourse", "slow progression"),
    "ALSKG:progression-variable": ("ClinicalCourse", "variable progression"),
    "ALSKG:share-of-als-cases": ("ClinicalAttribute", "share of ALS cases"),
    "ALSKG:survival-time": ("ClinicalAttribute", "survival time"),
}

COLUMNS = (
    "record",
    "id",
    "name",
    "synonyms",
    "xrefs",
    "gene",
    "hgvs_p",
    "hgvs_c",
    "effect",
    "progression",
    "references",
    "note",
)
CLAIM_COLUMNS = (
    "record",
    "variant",
    "predicate",
    "object",
    "polarity",
    "study_design",
    "system",
    "system_detail",
    "taxon",
    "context",
    "statement",
    "references",
    "citation",
    "citation_status",
    "value_low",
    "value_high",
    "unit",
    "n",
    "population",
    "quote_anchor",
    "url",
    "note",
)


def prepare_variants(context: Context) -> RowLoader:
    """Make a variant from each row, and the gene it lies in."""
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        id, name = row.curie("id"), row.need("name")
        out.node(
            id,
            "SequenceVariant",
            name,
            synonyms=row.items("synonyms"),
            xrefs=row.curies("xrefs"),
            **{key: row.text(key) for key in ("hgvs_p", "hgvs_c", "effect", "progression")},
        )
        papers = references.canonical(row.items("references"))
        for paper in papers or (None,):
            out.claim(
                Statement(id, "biolink:is_sequence_variant_of", row.curie("gene")),
                source_record=row.need("record"),
                polarity="supports",
                study_design="database",
                citation_status="secondary" if paper else "database",
                statement=f"{name} is a change of this gene",
                reference=paper,
                year=references.year(paper) if paper else None,
                note=row.text("note"),
            )

    return load


def prepare_claims(context: Context) -> RowLoader:
    """Claim what is reported of a variant: the disease, the course, a figure."""
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        object_ = row.curie("object")
        if object_.startswith("ALSKG:"):
            if object_ not in ATTRIBUTES:
                raise RowFault("unknown_entity", f"{object_} is not one of: {', '.join(ATTRIBUTES)}")
            category, name = ATTRIBUTES[object_]
            out.node(object_, category, name)
        statement = Statement(row.curie("variant"), row.curie("predicate"), object_)
        claim_per_paper(row, out, references, statement)

    return load


TABLES = (
    Table(SOURCE, "curated/variants.tsv", COLUMNS, prepare_variants),
    Table(SOURCE, "curated/variant_claims.tsv", CLAIM_COLUMNS, prepare_claims),
)
