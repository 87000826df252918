"""Votes and belief: what the evidence of one edge adds up to.

A vote is one primary reference: a publication or a trial's register record (`PRIMARY_PREFIXES`).
All other rows vote once per origin group of their source, so that a database counts once, however
many of its own records it cites, and one that imports another does not count again. One voter that
says both yes and no on the same edge votes ``mixed``.

Belief follows the noisy-or of independent sources, once for and once against
(ADR 0005, with a sensitivity test):

    belief = (1 - Π over supporting votes (1 - r)) · (1 - the same over refuting votes)

with r the reliability of the voter's most reliable row, by its ClinGen grade where it has one, else
by its study design; ``no_effect`` counts against at reduced weight, ``mixed`` counts half each way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
"""Reliability r of one vote by study design, in the order of strength used for `strongest_design`."""

GRADE_RELIABILITY: Mapping[str, float] = {
    "Definitive": 0.95,
    "Strong": 0.85,
    "Moderate": 0.60,
    "Limited": 0.30,
    "Disputed": 0.60,
    "Refuted": 0.95,
}
"""Reliability r by ClinGen's grade, which says more than the design ``database``; others' grades do not count."""

PRIMARY_PREFIXES = frozenset({"PMID", "PMC", "doi", "CLINICALTRIALS", "EUDRACT", "IRCT", "UMIN"})
"""Prefixes of literature and trial registers. CGGV, OMIM, ORPHA and CLINVAR name a database's own records."""

NO_EFFECT_WEIGHT = 0.5
"""A finding of no effect counts against at this share of a refutation."""
MIXED_WEIGHT = 0.5
"""A mixed finding counts for and against at this share."""
POLARITIES = ("supports", "refutes", "no_effect", "mixed")

_STRENGTH = {design: rank for rank, design in enumerate(RELIABILITY)}


@dataclass(frozen=True, slots=True)
class Vote:
    """One voter's word on one edge.

    Attributes:
        voter: the primary reference, or ``origin:<group>`` where the row has none.
        polarity: ``supports``, ``refutes``, ``no_effect`` or ``mixed``.
        study_design: a key of `RELIABILITY`.
        grade: the source's own grade; only the keys of `GRADE_RELIABILITY` weigh.
    """

    voter: str
    polarity: str
    study_design: str
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What the votes on one edge add up to."""

    supports: int
    refutes: int
    no_effect: int
    mixed: int
    strongest_design: str
    belief: float

    @property
    def asserted(self) -> bool:
        """True with at least one supporting vote."""
        return self.supports > 0


def is_primary(reference: str | None) -> bool:
    """Tell whether a reference is literature or a trial's register record, not a database's own record.

    >>> is_primary("PMID:1"), is_primary("OMIM:105400"), is_primary(None)
    (True, False, False)
    """
    return reference is not None and reference.partition(":")[0] in PRIMARY_PREFIXES


def voter(reference: str | None, origin_group: str) -> str:
    """Tell who votes: the primary reference, else the origin group of the source.

    >>> voter("PMID:1", "hpo"), voter("OMIM:105400", "hpo"), voter(None, "hpo")
    ('PMID:1', 'origin:hpo', 'origin:hpo')
    """
    return reference if reference is not None and is_primary(reference) else f"origin:{origin_group}"


def strongest(designs: Iterable[str]) -> str:
    """Find the strongest of some study designs.

    >>> strongest(["review", "randomised_trial"])
    'randomised_trial'
    """
    return min(designs, key=_STRENGTH.__getitem__)


def tally(
    votes: Iterable[Vote],
    reliability: Mapping[str, float] = RELIABILITY,
    grade_reliability: Mapping[str, float] = GRADE_RELIABILITY,
) -> Tally:
    """Add up the votes on one edge; the order of `votes` does not matter.

    Args:
        votes: at least one.
        reliability: r by study design.
        grade_reliability: r by grade, in place of the design's.

    >>> tally([Vote("PMID:1", "supports", "in_vitro"), Vote("PMID:1", "supports", "in_vitro")]).supports
    1
    """
    by_voter: dict[str, list[Vote]] = {}
    for vote in votes:
        by_voter.setdefault(vote.voter, []).append(vote)
    if not by_voter:
        raise ValueError("an edge without evidence cannot be tallied")
    counts = dict.fromkeys(POLARITIES, 0)
    against = support = 1.0
    designs: list[str] = []
    for _, cast in sorted(by_voter.items()):
        polarity = _one_word({vote.polarity for vote in cast})
        designs += [vote.study_design for vote in cast]
        counts[polarity] += 1
        r = max(grade_reliability.get(vote.grade or "", reliability[vote.study_design]) for vote in cast)
        if polarity == "supports":
            support *= 1 - r
        elif polarity == "refutes":
            against *= 1 - r
        elif polarity == "no_effect":
            against *= 1 - NO_EFFECT_WEIGHT * r
        else:
            support *= 1 - MIXED_WEIGHT * r
            against *= 1 - MIXED_WEIGHT * r
    belief = round((1 - support) * against, 6)
    return Tally(**counts, strongest_design=strongest(designs), belief=belief)


def _one_word(said: set[str]) -> str:
    """Sum up what one voter says: yes and no together are ``mixed``."""
    if len(said) == 1:
        return next(iter(said))
    if said == {"refutes", "no_effect"}:
        return "refutes"
    return "mixed"
