"""Gene Ontology: biological processes, and which genes are annotated to them.

A term that regulates a process ("positive regulation of …") carries the direction itself: the
edge says only that the gene is involved in the term. A row with several evidence codes gives one
evidence row per code; without references they share the vote of their origin group.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.bundled.hgnc import gene, symbols
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

TERMS_FILE = "bundled/go_terms.tsv"
TERM_COLUMNS = ("record", "id", "name", "former_name")
ANNOTATION_COLUMNS = (
    "record",
    "gene",
    "symbol",
    "term",
    "term_name",
    "evidence_codes",
    "direction",
    "wording",
)
DIRECTIONS = ("activates", "inhibits", "participates")


class Grounds(NamedTuple):
    """What a GO evidence code says of how an annotation was made."""

    study_design: str
    knowledge_level: str
    agent_type: str


_EXPERIMENT = Grounds("database", "knowledge_assertion", "manual_agent")
_COMPUTED = Grounds("computational", "knowledge_assertion", "manual_agent")
_STATED = Grounds("review", "knowledge_assertion", "manual_agent")
EVIDENCE_CODES = {
    "HMP": _EXPERIMENT,
    "IDA": _EXPERIMENT,
    "IEP": _EXPERIMENT,
    "IGI": _EXPERIMENT,
    "IMP": _EXPERIMENT,
    "IBA": _COMPUTED,
    "ISS": _COMPUTED,
    "IC": _STATED,
    "NAS": _STATED,
    "TAS": _STATED,
    "IEA": Grounds("computational", "prediction", "automated_agent"),
}
"""GO's guide to evidence codes: all but IEA are assigned by a curator. An experiment's own design
is not recorded here, so that it counts as a database's word and not as in vitro or in vivo."""


def _load_term(row: Row, out: Emitter) -> None:
    out.node(
        row.curie("id"),
        "BiologicalProcess",
        row.need("name"),
        synonyms=row.items("former_name"),
        former_name=row.text("former_name"),
    )


def _prepare_terms(context: Context) -> RowLoader:
    return _load_term


def _prepare_annotations(context: Context) -> RowLoader:
    known = symbols(context)
    names = {row.values["id"]: row.values["name"] for row in context.rows(TERMS_FILE, TERM_COLUMNS, source="go-terms")}

    def load_row(row: Row, out: Emitter) -> None:
        subject = gene(row, "gene", "symbol", known)
        term, name = row.curie("term"), row.need("term_name")
        if term not in names:
            raise RowFault("unknown_entity", f"the term {term} is not in {TERMS_FILE}")
        if names[term] != name:
            raise RowFault("field_conflict", f"{term} is {names[term]!r}, but the row calls it {name!r}")
        codes = row.items("evidence_codes")
        if not codes:
            raise RowFault("missing_value", "column 'evidence_codes' is empty")
        statement = Statement(subject, "biolink:actively_involved_in", term)
        for code in codes:
            grounds = EVIDENCE_CODES.get(code)
            if grounds is None:
                raise RowFault("bad_value", f"{code!r} is not a known GO evidence code")
            out.claim(
                statement,
                source_record=row.need("record"),
                polarity="supports",
                study_design=grounds.study_design,
                knowledge_level=grounds.knowledge_level,
                agent_type=grounds.agent_type,
                citation_status="database",
                context="general",
                statement=f"{row.need('symbol')} is annotated to “{name}” ({code}).",
                grade=code,
                note=_note(row),
            )

    return load_row


def _note(row: Row) -> str | None:
    direction = row.text("direction")
    if direction is None:
        return None
    if direction not in DIRECTIONS:
        raise RowFault("bad_value", f"the direction {direction!r} is not one of {', '.join(DIRECTIONS)}")
    return f"{row.need('wording')}; any direction is the term's, not the edge's"


TABLES = (
    Table("go-terms", TERMS_FILE, TERM_COLUMNS, _prepare_terms),
    Table("go-annotations", "bundled/go_annotations.tsv", ANNOTATION_COLUMNS, _prepare_annotations),
)
