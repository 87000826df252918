"""The records that flow from a loader to a release, and the ids made from their content.

A loader turns table rows into `Node` and `Claim` records. A claim is a `Statement` (what is
said) with one piece of `Evidence` (who says it, on what grounds, for or against). The build
groups claims by statement: one edge per statement, one evidence row per distinct evidence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from kg.model.curie import nfc

Scalar = str | int | float | bool

SEPARATOR = "\x1f"
EDGE_ID = "ALSKG:e"
EVIDENCE_ID = "ALSKG:v"
QUALIFIERS = (
    "subject_form_or_variant",
    "subject_direction",
    "object_aspect",
    "object_direction",
    "species_context",
    "disease_context",
)
"""The statement qualifiers: a closed list, part of an edge's identity (ADR 0003)."""

_EMPTY: Mapping[str, Scalar] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a record was read: the source's key, the file below ``loaders/``, the line from 1."""

    source: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing, as one row of one table describes it.

    Attributes:
        id: CURIE.
        category: Biolink class in PascalCase without prefix (``Gene``).
        name: the name people read.
        synonyms: other names.
        xrefs: CURIEs of the same thing elsewhere.
        description: one or two sentences in our own words.
        taxon: ``NCBITaxon:…`` for what belongs to one species.
        properties: the category's own slots (a gene's ``cytoband``).
        place: where it was read.
    """

    id: str
    category: str
    name: str
    place: Place
    synonyms: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    description: str | None = None
    taxon: str | None = None
    properties: Mapping[str, Scalar] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said: subject, predicate, object and the statement qualifiers.

    The predicate is a CURIE (``biolink:contributes_to``, ``ALSKG:delivers``).
    """

    subject: str
    predicate: str
    object: str
    subject_form_or_variant: str | None = None
    subject_direction: str | None = None
    object_aspect: str | None = None
    object_direction: str | None = None
    species_context: str | None = None
    disease_context: str | None = None

    @property
    def id(self) -> str:
        """``ALSKG:e`` + 20 hex digits of SHA-256 over the parts, joined by 0x1F, in NFC.

        >>> a = Statement("HGNC:11179", "biolink:contributes_to", "MONDO:0004976")
        >>> a.id == Statement("HGNC:11179", "biolink:contributes_to", "MONDO:0004976").id
        True
        """
        parts = [self.subject, self.predicate, self.object, *(getattr(self, name) or "" for name in QUALIFIERS)]
        text = SEPARATOR.join(nfc(part) for part in parts)
        return EDGE_ID + hashlib.sha256(text.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Who says it, on what grounds, for or against.

    Attributes:
        source: key of the source in ``loaders/sources.tsv``.
        source_record: the record within the source (``msc_mechanisms:17``).
        trial: CURIE of the trial that the row reports on.
        role: ``definition``, ``record``, ``finding`` or ``stated``: what it says of its edge.
        reference: CURIE of the primary reference, when one was seen, or of the database's own record.
        citation_status: ``primary`` (a reference that carries the finding), ``secondary`` (read in
            another text, no primary reference verified), ``unresolved`` (a citation without an
            identifier) or ``database`` (the database's own record).
        polarity: ``supports``, ``refutes``, ``no_effect`` or ``mixed``.
        study_design: see ``kg.model.votes.RELIABILITY``; the page's where the study's own is not known.
        system: the experimental system or cohort, as the record words it.
        taxon: species of that system.
        context: ``als``, ``other_disease`` or ``general``: was it studied in ALS?
        statement: the finding in our own words.
        quote_anchor: at most 12 words that locate it in the reference.
        year: year of the record that was opened; never guessed.
        url: an address fit to show; None where only a mirror was seen.
        licence: licence of the source.
        knowledge_level: Biolink ``KnowledgeLevelEnum``.
        agent_type: Biolink ``AgentTypeEnum``.
        value_low: lower end of a reported figure (equal to `value_high` for a single figure).
        value_high: upper end of a reported figure.
        unit: unit of the figure (UCUM where it has one).
        ci_low: lower bound of the confidence or credible interval.
        ci_high: upper bound of the confidence or credible interval.
        p_value: as reported.
        n: people, animals or samples behind the figure.
        weeks: time to the figure, in weeks.
        population: whom the figure is about.
        frequency: how often a phenotype was seen (``7/9``, ``HP:0040282``).
        onset: age at onset of a phenotype.
        dose: dose given.
        grade: the source's own grade (ClinGen classification, GO evidence code).
        outcome: a trial report's primary endpoint (met, not_met, mixed, not_reported, safety_only).
        note: what a reader must know before using the row.
    """

    source: str
    source_record: str
    trial: str | None = None
    role: str
    polarity: str
    study_design: str
    statement: str
    licence: str
    knowledge_level: str
    agent_type: str
    citation_status: str
    reference: str | None = None
    system: str | None = None
    taxon: str | None = None
    context: str | None = None
    quote_anchor: str | None = None
    year: int | None = None
    url: str | None = None
    value_low: float | None = None
    value_high: float | None = None
    unit: str | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    p_value: str | None = None
    n: int | None = None
    weeks: float | None = None
    population: str | None = None
    frequency: str | None = None
    onset: str | None = None
    dose: str | None = None
    grade: str | None = None
    outcome: str | None = None
    note: str | None = None

    def id_on(self, edge_id: str) -> str:
        """Compute the id: ``ALSKG:v`` + 20 hex digits of SHA-256 over the edge and the whole content."""
        content = {name: value for name in EVIDENCE_FIELDS if (value := getattr(self, name)) is not None}
        content["edge_id"] = edge_id
        text = nfc(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
        return EVIDENCE_ID + hashlib.sha256(text.encode()).hexdigest()[:20]


EVIDENCE_FIELDS = tuple(one.name for one in fields(Evidence))
"""What an evidence row says, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with one piece of evidence, and where it was read."""

    statement: Statement
    evidence: Evidence
    place: Place


@dataclass(frozen=True, slots=True)
class Fault:
    """A row, or a part of it, that did not make it into the graph.

    Attributes:
        reason: one word of ``kg.assembly.quarantine.REASONS``.
        detail: one sentence that names the value.
        place: source, file and line.
        record: the record's own key.
        whole: True when nothing of the row is in the graph, False when a part was lost.
    """

    reason: str
    detail: str
    place: Place
    record: str = ""
    whole: bool = True
