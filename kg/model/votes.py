"""Votes and belief: the constants of the formula and the reasons for it (ADR 0018).

A vote is one *study*: the trial that the rows report on, else the primary reference, a publication or a
register's record (`PRIMARY_PREFIXES`). All other rows vote once per origin group of their source, so that a
database counts once, however many of its own records it cites. One voter that says both yes and no on the
same edge votes ``mixed``. A row whose role is ``stated`` casts no vote.

A vote weighs r · q · n / (n + K): r by the design of the study (or by its ClinGen grade), never of the page
where it was read; q by how it was read; the last factor, on claims of benefit or harm alone, by how many
people were studied. The voter's heaviest row counts. The votes add up as a noisy-or of independent sources:

    S = 1 - Π over supporting votes (1 - weight),   A likewise against,   belief = S (1 - A)

where ``no_effect`` counts against at reduced weight and ``mixed`` half each way. An edge is asserted with a
supporting vote and S ≥ A; its status is a word of the schema's EdgeStatus. `kg.assembly.apply_votes` computes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RELIABILITY: Mapping[str, float] = {
    "randomised_trial": 0.80,
    "human_observational": 0.60,
    "human_tissue": 0.60,
    "regulatory": 0.60,
    "patient_ipsc": 0.50,
    "in_vivo_animal": 0.50,
    "database": 0.50,
    "open_label_trial": 0.40,
    "registry": 0.40,
    "review": 0.40,
    "in_vitro": 0.35,
    "computational": 0.20,
    "press": 0.15,
}
"""Reliability r of one study by its design, in the order of strength used for `strongest_design`."""

GRADE_RELIABILITY: Mapping[str, float] = {
    "Definitive": 0.95,
    "Strong": 0.85,
    "Moderate": 0.60,
    "Limited": 0.30,
    "Disputed": 0.60,
    "Refuted": 0.95,
}
"""Reliability r by ClinGen's grade, which says more than the design ``database``; others' grades do not count."""

READING: Mapping[str, float] = {"primary": 1.0, "database": 1.0, "secondary": 0.8, "unresolved": 0.6}
"""Factor q by citation status: how the finding was read."""

PAGES = frozenset({"press", "review", "registry"})
"""Designs that name the page where a finding was read."""

ENDPOINT = frozenset({"met", "not_met", "mixed"})
"""Outcomes of a primary endpoint: a page that tells one speaks with the design of its trial, else with its own."""

BENEFIT_OR_HARM = frozenset({"biolink:ameliorates_condition", "biolink:exacerbates_condition"})
"""Predicates whose votes weigh by the number of people."""

PRIMARY_PREFIXES = frozenset({"PMID", "PMC", "doi", "CLINICALTRIALS", "EUDRACT", "IRCT", "UMIN"})
"""Prefixes of literature and trial registers. CGGV, OMIM, ORPHA and CLINVAR name a database's own records."""

POLARITIES = ("supports", "refutes", "no_effect", "mixed")


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of the formula. They are a judgement, not a measurement; a test varies them.

    Attributes:
        reliability: r by study design.
        grades: r by grade, in place of the design's.
        reading: q by citation status.
        half: people at which a study weighs half (K of n / (n + K)).
        unknown: people where neither the row nor the trial tells how many.
        no_effect: a finding of no effect counts against at this share of a refutation.
        mixed: a mixed finding counts for and against at this share.
    """

    reliability: Mapping[str, float] = field(default_factory=lambda: RELIABILITY)
    grades: Mapping[str, float] = field(default_factory=lambda: GRADE_RELIABILITY)
    reading: Mapping[str, float] = field(default_factory=lambda: READING)
    half: float = 100.0
    unknown: int = 30
    no_effect: float = 0.5
    mixed: float = 0.5


WEIGHTS = Weights()
"""The weights of every release."""
