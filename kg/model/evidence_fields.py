"""The fields of evidence that a loader may give. Generated from `kg.model.records.Evidence`; do not edit.

Make it anew with ``python -m kg.ontologies.generate``.
"""

from __future__ import annotations

from typing import TypedDict


class EvidenceFields(TypedDict, total=False):
    """Fields of an evidence row but `source_record`; `kg.model.records.Evidence` tells what each holds."""

    source: str
    trial: str | None
    role: str
    polarity: str
    study_design: str
    statement: str
    licence: str
    knowledge_level: str
    agent_type: str
    citation_status: str
    reference: str | None
    system: str | None
    taxon: str | None
    context: str | None
    quote_anchor: str | None
    year: int | None
    url: str | None
    value_low: float | None
    value_high: float | None
    unit: str | None
    ci_low: float | None
    ci_high: float | None
    p_value: str | None
    n: int | None
    weeks: float | None
    population: str | None
    frequency: str | None
    onset: str | None
    dose: str | None
    grade: str | None
    outcome: str | None
    note: str | None
