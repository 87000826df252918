"""Own tables on genes: the genes themselves, what links them to disease, and their shares of ALS."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.evidence import claim_per_paper
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

SOURCE = "als-kg-curated"
HUMAN = "NCBITaxon:9606"
QUANTITIES = {
    "ALSKG:share-of-familial-als": "share of familial ALS",
    "ALSKG:share-of-sporadic-als": "share of sporadic ALS",
    "ALSKG:share-of-als-cases": "share of ALS cases",
}
INHERITANCE = {
    "HP:0000006": "Autosomal dominant inheritance",
    "HP:0000007": "Autosomal recessive inheritance",
    "HP:0001423": "X-linked dominant inheritance",
}

GENE_COLUMNS = (
    "record",
    "id",
    "symbol",
    "name",
    "xrefs",
    "cytoband",
    "als_type",
    "inheritance",
    "mutation_mechanism",
    "onset_notes",
)
DISEASE_COLUMNS = (
    "record",
    "gene",
    "disease",
    "polarity",
    "study_design",
    "system",
    "system_detail",
    "context",
    "statement",
    "references",
    "citation",
    "citation_status",
    "inheritance",
    "inheritance_hp",
    "population",
    "n",
    "note",
)
SHARE_COLUMNS = (
    "record",
    "gene",
    "quantity",
    "value_low",
    "value_high",
    "unit",
    "population",
    "n",
    "polarity",
    "study_design",
    "statement",
    "references",
    "citation_status",
    "note",
)


def prepare_genes(context: Context) -> RowLoader:
    """Make a gene from each row, with its cross-references."""

    def load(row: Row, out: Emitter) -> None:
        row.need("record")
        symbol = row.need("symbol")
        out.node(
            row.curie("id"),
            "Gene",
            symbol,
            synonyms=(row.need("name"),),
            xrefs=row.curies("xrefs"),
            taxon=HUMAN,
            symbol=symbol,
            **{
                name: row.text(name)
                for name in ("cytoband", "als_type", "inheritance", "mutation_mechanism", "onset_notes")
            },
        )

    return load


def prepare_disease(context: Context) -> RowLoader:
    """Join gene to disease, one claim per paper; add the inheritance of the gene's own subtype."""
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        disease = row.curie("disease")
        claim_per_paper(row, out, references, Statement(row.curie("gene"), "biolink:contributes_to", disease))
        for term in row.curies("inheritance_hp"):
            _inheritance(row, out, disease, term)

    return load


def _inheritance(row: Row, out: Emitter, disease: str, term: str) -> None:
    name = INHERITANCE.get(term)
    if name is None:
        raise RowFault("unknown_entity", f"{term} is not one of the modes of inheritance that the table uses")
    out.node(term, "GeneticInheritance", name)
    out.claim(
        Statement(disease, "biolink:has_mode_of_inheritance", term),
        source_record=row.need("record"),
        polarity="supports",
        study_design="database",
        citation_status="secondary",
        statement=f"inheritance recorded as: {row.need('inheritance')}",
    )


def prepare_shares(context: Context) -> RowLoader:
    """Claim the share of ALS that a gene explains, one claim per reported figure."""
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        quantity = row.curie("quantity")
        if quantity not in QUANTITIES:
            raise RowFault("unknown_entity", f"{quantity} is not one of: {', '.join(QUANTITIES)}")
        out.node(quantity, "ClinicalAttribute", QUANTITIES[quantity])
        claim_per_paper(row, out, references, Statement(row.curie("gene"), "biolink:has_attribute", quantity))

    return load


TABLES = (
    Table(SOURCE, "curated/genes.tsv", GENE_COLUMNS, prepare_genes),
    Table(SOURCE, "curated/gene_disease.tsv", DISEASE_COLUMNS, prepare_disease),
    Table(SOURCE, "curated/gene_shares.tsv", SHARE_COLUMNS, prepare_shares),
)
