"""ClinGen gene-disease validity: one curation per row, for or against, with its grade."""

from __future__ import annotations

from datetime import date

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.table import Row, RowFault
from kg.model.evidence_fields import EvidenceFields
from kg.model.records import Statement

SOURCE = "clingen"
REPORTS = "https://search.clinicalgenome.org/kb/gene-validity/"
POLARITY = {
    "Definitive": "supports",
    "Strong": "supports",
    "Moderate": "supports",
    "Limited": "supports",
    "Disputed": "refutes",
    "Refuted": "refutes",
    "No Known Disease Relationship": "refutes",
}
INHERITANCE = {
    "AD": ("HP:0000006", "Autosomal dominant inheritance"),
    "AR": ("HP:0000007", "Autosomal recessive inheritance"),
    "XL": ("HP:0001417", "X-linked inheritance"),
    "SD": ("HP:0032113", "Semidominant inheritance"),
    "UD": None,
}
GENERAL_DISEASES = frozenset(
    f"MONDO:{number}"
    for number in (
        "0000507",  # inclusion body myopathy with Paget disease and dementia: three types
        "0002320",  # congenital nervous system disorder
        "0004976",  # amyotrophic lateral sclerosis
        "0006573",  # lipodystrophy
        "0015372",  # macrothrombocytopenia
        "0015626",  # Charcot-Marie-Tooth disease
        "0015924",  # pulmonary arterial hypertension
        "0016295",  # neuronal ceroid lipofuscinosis
        "0018894",  # distal hereditary motor neuropathy
        "0024237",  # inherited neurodegenerative disorder
        "0030923",  # frontotemporal dementia and/or amyotrophic lateral sclerosis
        "0044970",  # mitochondrial disease
    )
)
"""Diseases of many genes: a curation of one gene does not give their mode of inheritance."""

COLUMNS = (
    "record",
    "gene",
    "symbol",
    "disease",
    "disease_label",
    "moi",
    "sop",
    "classification",
    "report",
    "date",
    "panel",
)


def prepare(context: Context) -> RowLoader:
    """Make a gene-disease claim from each curation; the grade is kept: a limited one is not a definitive one."""

    def load(row: Row, out: Emitter) -> None:
        gene, disease, grade = row.curie("gene"), row.curie("disease"), row.need("classification")
        if grade not in POLARITY:
            raise RowFault("bad_value", f"column 'classification' holds {grade!r}, not one of {', '.join(POLARITY)}")
        report, year = row.curie("report"), _year(row)
        symbol, label = row.need("symbol"), row.need("disease_label")
        out.node(gene, "Gene", symbol, taxon="NCBITaxon:9606", symbol=symbol)
        out.node(disease, "Disease", label)
        common: EvidenceFields = {
            "study_design": "database",
            "citation_status": "database",
            "reference": report,
            "year": year,
            "url": REPORTS + report,
            "grade": grade,
            "system_detail": row.need("panel"),
        }
        finding = f"{grade}: {symbol} and {label} ({row.need('moi')}, {row.need('sop')})"
        said: EvidenceFields = {**common, "polarity": POLARITY[grade], "statement": finding}
        out.claim(Statement(gene, "biolink:contributes_to", disease), source_record=row.need("record"), **said)
        _inheritance(row, out, disease, POLARITY[grade], common)

    return load


def _inheritance(row: Row, out: Emitter, disease: str, polarity: str, common: EvidenceFields) -> None:
    mode = row.need("moi")
    if mode not in INHERITANCE:
        raise RowFault("bad_value", f"column 'moi' holds {mode!r}, not one of {', '.join(INHERITANCE)}")
    term = INHERITANCE[mode]
    if term is None or polarity != "supports" or disease in GENERAL_DISEASES:
        return
    out.node(term[0], "GeneticInheritance", term[1])
    finding = f"curated with {mode} inheritance ({row.need('symbol')})"
    said: EvidenceFields = {**common, "polarity": "supports", "statement": finding}
    out.claim(Statement(disease, "biolink:has_mode_of_inheritance", term[0]), source_record=row.need("record"), **said)


def _year(row: Row) -> int:
    text = row.need("date")
    try:
        return date.fromisoformat(text).year
    except ValueError as error:
        raise RowFault("bad_value", f"column 'date' holds {text!r}, which is not a date") from error


TABLES = (Table(SOURCE, "bundled/clingen_validity.tsv", COLUMNS, prepare),)
