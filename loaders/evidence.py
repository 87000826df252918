"""What the fact tables of ``curated/`` share: one claim per paper, the common evidence columns."""

from __future__ import annotations

from typing import cast

from kg.loaders.base import Emitter
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault
from kg.model.evidence_fields import EvidenceFields
from kg.model.records import Statement
from kg.schema.generated import ENUMS

NUMBER_FIELDS = ("value_low", "value_high", "ci_low", "ci_high", "weeks")
TEXT_FIELDS = ("system", "population", "quote_anchor", "url", "note")


def one_of(row: Row, column: str, allowed: frozenset[str]) -> str:
    """Read the value of `column`, which must be one of `allowed`.

    Raises:
        RowFault: the cell is empty (``missing_value``) or holds another word (``bad_value``).
    """
    value = row.need(column)
    if value not in allowed:
        raise RowFault("bad_value", f"column {column!r} holds {value!r}, not one of {', '.join(sorted(allowed))}")
    return value


def chosen(row: Row, column: str) -> str:
    """Read the value of a column that holds one word of a closed list of the schema.

    Raises:
        RowFault: the cell is empty (``missing_value``) or holds another word (``bad_value``).
    """
    return one_of(row, column, ENUMS[column])


def claim_per_paper(row: Row, out: Emitter, references: References, statement: Statement) -> None:
    """Emit `statement` once per paper that the row cites, or once without a reference.

    Reads ``record``, ``references``, ``citation_status``, ``polarity``, ``study_design``,
    ``statement`` and, where the table has them, the optional evidence columns. A filled ``role`` says what the
    predicate does not: that a target is only stated.

    Raises:
        RowFault: a needed cell is empty, a word is not of its list, or an identifier is malformed.
    """
    status = chosen(row, "citation_status")
    papers = references.canonical(row.items("references"))
    if status == "primary" and not papers:
        raise RowFault("missing_value", "the row is cited as primary but names no reference")
    fields = _optional(row)
    for paper in papers or (None,):
        said: EvidenceFields = {
            **fields,
            "polarity": chosen(row, "polarity"),
            "study_design": chosen(row, "study_design"),
            "statement": row.need("statement"),
            "citation_status": status,
            "reference": paper,
            "year": references.year(paper) if paper else None,
        }
        out.claim(statement, source_record=row.need("record"), **said)


def _optional(row: Row) -> EvidenceFields:
    present = row.values
    texts = {name: row.text(name) for name in (*TEXT_FIELDS, "unit", "p_value") if name in present}
    numbers = {name: row.number(name) for name in NUMBER_FIELDS if name in present}
    # Their names stand in the two lists above, which a test holds against the fields.
    fields = cast("EvidenceFields", {**texts, **numbers})
    if "n" in present:
        fields["n"] = row.integer("n")
    if present.get("taxon"):
        fields["taxon"] = row.curie("taxon")
    if present.get("trial"):
        fields["trial"] = row.curie("trial")
    if present.get("role"):
        fields["role"] = chosen(row, "role")
    if present.get("context"):
        fields["context"] = chosen(row, "context")
    if present.get("citation"):
        note = row.text("note") if "note" in present else None
        fields["note"] = "; ".join(part for part in (note, f"cited as: {row.need('citation')}") if part)
    return fields
