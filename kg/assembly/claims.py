"""Checking claims, their statements brought into canonical form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.model.identity import CONTEXTS, canonical
from kg.model.records import Claim, Evidence, Fault, Node, Statement
from kg.schema.generated import ASSOCIATIONS, ENUMS, PREDICATES

_STATEMENT_ENUMS = ("subject_form_or_variant", "subject_direction", "object_aspect", "object_direction")
_EVIDENCE_ENUMS = (
    *("role", "polarity", "study_design", "citation_status", "context", "outcome", "knowledge_level", "agent_type"),
)
NEEDS_REFERENCE = frozenset({"primary"})
"""Citation statuses that are void without a reference."""


def _allowed() -> Mapping[tuple[str, str], frozenset[str]]:
    pairs: dict[tuple[str, str], frozenset[str]] = {}
    for association in ASSOCIATIONS:
        for subject in association.subjects:
            for predicate in association.predicates:
                key = (subject, predicate)
                pairs[key] = pairs.get(key, frozenset()) | association.objects
    return pairs


_ALLOWED = _allowed()


def check_claims(
    claims: Iterable[Claim], nodes: Mapping[str, Node], replaced: Mapping[str, str]
) -> tuple[list[Claim], list[Fault]]:
    """Split claims into those fit for the graph, in canonical form, and the faults of the rest."""
    good: list[Claim] = []
    faults: list[Fault] = []
    for claim in claims:
        statement = canonical(claim.statement, replaced)
        problem = _statement_problem(statement, nodes) or _evidence_problem(claim.evidence, nodes)
        if problem is None:
            good.append(claim if statement is claim.statement else replace(claim, statement=statement))
        else:
            faults.append(Fault(*problem, claim.place, claim.evidence.source_record))
    return good, faults


def _statement_problem(statement: Statement, nodes: Mapping[str, Node]) -> tuple[str, str] | None:
    subject, object = nodes.get(statement.subject), nodes.get(statement.object)
    said = f"{statement.subject} {statement.predicate} {statement.object}"
    for end, node in ((statement.subject, subject), (statement.object, object)):
        if node is None:
            return "dangling", f"{end} in {said} is not a node of the graph"
    assert subject is not None and object is not None  # noqa: S101 - told to mypy, checked above
    if statement.predicate not in PREDICATES:
        return "unknown_predicate", f"{statement.predicate!r} is not a predicate of the schema"
    if object.category not in _ALLOWED.get((subject.category, statement.predicate), ()):
        return (
            "domain_range",
            f"{said}: no {statement.predicate} from a {subject.category} to a {object.category} in the schema",
        )
    for name in _STATEMENT_ENUMS:
        value = getattr(statement, name)
        if value is not None and value not in ENUMS[name]:
            return "bad_value", f"{name} {value!r} of {said}; allowed: {', '.join(sorted(ENUMS[name]))}"
    for name in CONTEXTS:
        value = getattr(statement, name)
        if value is not None and value not in nodes:
            return "dangling", f"{name} {value!r} of {said} is not a node of the graph"
    return None


def _evidence_problem(evidence: Evidence, nodes: Mapping[str, Node]) -> tuple[str, str] | None:
    for name in _EVIDENCE_ENUMS:
        value = getattr(evidence, name)
        if value is not None and value not in ENUMS[name]:
            return "bad_value", f"evidence has {name} {value!r}; allowed: {', '.join(sorted(ENUMS[name]))}"
    for name in ("statement", "source_record", "licence"):
        if not getattr(evidence, name):
            return "missing_value", f"evidence has no {name}"
    if evidence.citation_status in NEEDS_REFERENCE and not evidence.reference:
        return "missing_value", f"evidence is marked {evidence.citation_status!r} and has no reference"
    if evidence.trial is not None:
        trial = nodes.get(evidence.trial)
        if trial is None or trial.category != "ClinicalTrial":
            return "dangling", f"the trial {evidence.trial} of the evidence is not a trial of the graph"
    low, high = evidence.value_low, evidence.value_high
    if low is not None and high is not None and low > high:
        return "bad_value", f"the figure runs from {low} to {high}"
    if (low is not None or high is not None) and not evidence.unit:
        return "missing_value", "a figure has no unit"
    if evidence.quote_anchor and len(evidence.quote_anchor.split()) > 12:
        return "bad_value", "the quote anchor has more than 12 words"
    return None
