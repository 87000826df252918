"""Human Phenotype Ontology: terms, and what they say of the diseases around ALS.

The three aspects of HPO's annotations are three kinds of edge: phenotypes, modes of inheritance,
and onset or clinical course. An annotation marked NOT, or one seen in none of those examined,
refutes. Subjects are MONDO diseases; the record is the OMIM or Orphanet entry annotated.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

TERMS_FILE = "bundled/hpo_terms.tsv"
TERM_COLUMNS = ("record", "id", "category", "name", "synonyms", "definition")
ANNOTATION_COLUMNS = (
    "record",
    "disease",
    "disease_name",
    "source_record",
    "term",
    "term_name",
    "qualifier",
    "frequency",
    "onset",
    "evidence",
    "references",
    "context",
)
CATEGORIES = ("PhenotypicFeature", "GeneticInheritance", "ClinicalCourse", "Onset")
STUDY_DESIGNS = {"PCS": "human_observational", "TAS": "review", "IEA": "database"}
EXCLUDED = "HP:0040285"
"""HPO's frequency term "Excluded" (0 %)."""

_COUNTS = re.compile(r"([0-9]+)/([0-9]+)")
_PERCENT = re.compile(r"[0-9]+(?:\.[0-9]+)?%")
_TERM = re.compile(r"HP:00402(?:8[0-5])")


class Frequency(NamedTuple):
    """How often a term was seen: as annotated, and the counts where they are given."""

    raw: str | None
    seen: int | None
    of: int | None

    @property
    def never(self) -> bool:
        """True where the term was looked for and never seen."""
        return self.seen == 0 or self.raw == EXCLUDED or (self.raw or "").rstrip("%") in ("0", "0.0")


def frequency(text: str | None) -> Frequency:
    """Read HPO's frequency: counts (``7/9``), a percentage, or a frequency term.

    Raises:
        RowFault: it is none of these, or more were seen than examined (``bad_value``).

    >>> frequency("0/9").never, frequency("7/9").of
    (True, 9)
    """
    if text is None:
        return Frequency(None, None, None)
    if counts := _COUNTS.fullmatch(text):
        seen, of = int(counts[1]), int(counts[2])
        if of == 0 or seen > of:
            raise RowFault("bad_value", f"the frequency {text!r} counts more than were examined")
        return Frequency(text, seen, of)
    if _PERCENT.fullmatch(text) or _TERM.fullmatch(text):
        return Frequency(text, None, None)
    raise RowFault("bad_value", f"{text!r} is not a frequency (n/m, a percentage or an HP term)")


def _load_term(row: Row, out: Emitter) -> None:
    category = row.need("category")
    if category not in CATEGORIES:
        raise RowFault("bad_value", f"the category {category!r} is not one of {', '.join(CATEGORIES)}")
    out.node(
        row.curie("id"),
        category,
        row.need("name"),
        synonyms=row.items("synonyms"),
        description=row.text("definition"),
    )


def _prepare_terms(context: Context) -> RowLoader:
    return _load_term


def _annotations(predicate: str, categories: tuple[str, ...], wording: str) -> Table:
    """Define the table of one aspect; `wording` says it of a ``{disease}`` and a ``{term}``."""
    file = {
        "biolink:has_phenotype": "bundled/hpo_phenotypes.tsv",
        "biolink:has_mode_of_inheritance": "bundled/hpo_inheritance.tsv",
        "biolink:has_attribute": "bundled/hpo_clinical_course.tsv",
    }[predicate]

    def prepare(context: Context) -> RowLoader:
        references = References(context)
        terms = {row.values["id"]: row.values for row in context.rows(TERMS_FILE, TERM_COLUMNS, source="hpo")}

        def load_row(row: Row, out: Emitter) -> None:
            term = row.curie("term")
            known = terms.get(term)
            if known is None:
                raise RowFault("unknown_entity", f"the term {term} is not in {TERMS_FILE}")
            if known["name"] != row.need("term_name"):
                raise RowFault("field_conflict", f"{term} is {known['name']!r}, not {row.values['term_name']!r}")
            if known["category"] not in categories:
                raise RowFault("domain_range", f"{term} ({known['name']}) is a {known['category']} in {file}")
            _claim(row, out, Statement(row.curie("disease"), predicate, term), wording, references)

        return load_row

    return Table("hpo-annotations", file, ANNOTATION_COLUMNS, prepare)


def _claim(row: Row, out: Emitter, statement: Statement, wording: str, references: References) -> None:
    disease, evidence = row.need("disease_name"), row.need("evidence")
    if evidence not in STUDY_DESIGNS:
        raise RowFault("bad_value", f"{evidence!r} is not an HPO evidence code ({', '.join(STUDY_DESIGNS)})")
    qualifier = row.text("qualifier")
    if qualifier not in (None, "NOT"):
        raise RowFault("bad_value", f"the qualifier {qualifier!r} is neither empty nor NOT")
    often = frequency(row.text("frequency"))
    cited = references.canonical(row.curies("references"))
    if not cited:
        raise RowFault("missing_value", "column 'references' is empty")
    words = wording.format(disease=disease, term=row.need("term_name"))
    if often.of is not None:
        words += f" (seen in {often.seen} of {often.of})"
    elif qualifier == "NOT":
        words += " (marked as not the case)"
    out.node(statement.subject, "Disease", disease)
    for reference in cited:
        literature = reference.startswith(("PMID:", "PMC:", "doi:"))
        out.claim(
            statement,
            source_record=row.curie("source_record"),
            polarity="refutes" if qualifier == "NOT" or often.never else "supports",
            study_design=STUDY_DESIGNS[evidence],
            agent_type="automated_agent" if evidence == "IEA" else "manual_agent",
            reference=reference,
            citation_status=("primary" if evidence == "PCS" else "secondary") if literature else "database",
            context=row.text("context"),
            year=references.year(reference),
            statement=words + ".",
            n=often.of,
            frequency=often.raw,
            onset=row.text("onset"),
            grade=evidence,
        )


TABLES = (
    Table("hpo", TERMS_FILE, TERM_COLUMNS, _prepare_terms),
    _annotations("biolink:has_phenotype", ("PhenotypicFeature",), "{disease}: {term}"),
    _annotations("biolink:has_mode_of_inheritance", ("GeneticInheritance",), "Inheritance of {disease}: {term}"),
    _annotations("biolink:has_attribute", ("Onset", "ClinicalCourse"), "Onset or course of {disease}: {term}"),
)
