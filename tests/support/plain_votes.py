"""Votes and belief row by row, as plainly as possible: what `kg.assembly.apply_votes` by columns must equal.

Belief here is no formula: it is the probability, by enumeration, that something reliable speaks for the edge and
nothing reliable against it, when each vote is reliable on its own with the probability of its weight.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from typing import Any

from kg.model.records import Evidence, Node
from kg.model.votes import BENEFIT_OR_HARM, ENDPOINT, PAGES, PRIMARY_PREFIXES, WEIGHTS, Weights


def is_primary(reference: str | None) -> bool:
    """Whether a reference is literature or a register's record."""
    return reference is not None and reference.partition(":")[0] in PRIMARY_PREFIXES


def voter(row: Evidence, groups: Mapping[str, str]) -> str:
    """Who votes."""
    if row.trial is not None:
        return row.trial
    if row.reference is not None and is_primary(row.reference):
        return row.reference
    return f"origin:{groups.get(row.source, row.source)}"


def design(row: Evidence, nodes: Mapping[str, Node]) -> str:
    """The design of the study that a row speaks of."""
    trial = nodes.get(row.trial or "")
    if row.role == "finding" and row.study_design in PAGES and row.outcome in ENDPOINT and trial is not None:
        return str(trial.properties.get("study_design", row.study_design))
    return row.study_design


def weight(row: Evidence, predicate: str, nodes: Mapping[str, Node], weights: Weights = WEIGHTS) -> float:
    """What one row weighs."""
    r = weights.grades.get(row.grade or "", weights.reliability[design(row, nodes)])
    product = r * weights.reading[row.citation_status]
    if predicate in BENEFIT_OR_HARM:
        trial = nodes.get(row.trial or "")
        enrolled = trial.properties.get("enrolment") if trial is not None else None
        n = next((count for count in (row.n, enrolled) if isinstance(count, int) and count > 0), weights.unknown)
        product *= n / (n + weights.half)
    return product


def one_word(said: set[str]) -> str:
    """What a voter says who said all this."""
    if len(said) == 1:
        return next(iter(said))
    return "refutes" if said == {"refutes", "no_effect"} else "mixed"


def events(votes: Iterable[tuple[str, float]], weights: Weights = WEIGHTS) -> list[tuple[float, str]]:
    """List what may be reliable, independently: a probability and a side; a mixed vote has two halves."""
    found = []
    for said, heavy in votes:
        if said == "supports":
            found.append((heavy, "for"))
        elif said == "refutes":
            found.append((heavy, "against"))
        elif said == "no_effect":
            found.append((heavy * weights.no_effect, "against"))
        else:
            found += [(heavy * weights.mixed, "for"), (heavy * weights.mixed, "against")]
    return found


def enumerated(found: list[tuple[float, str]]) -> tuple[float, float, float]:
    """S, A and belief by going through all that can be reliable or not."""
    good = bad = belief = 0.0
    for outcome in itertools.product([True, False], repeat=len(found)):
        chance = math.prod(p if on else 1 - p for (p, _), on in zip(found, outcome, strict=True))
        sides = {side for (_, side), on in zip(found, outcome, strict=True) if on}
        good += chance * ("for" in sides)
        bad += chance * ("against" in sides)
        belief += chance * (sides == {"for"})
    return good, bad, belief


def edge_votes(
    evidence: Iterable[Evidence],
    predicate: str,
    groups: Mapping[str, str],
    nodes: Mapping[str, Node],
    weights: Weights = WEIGHTS,
) -> dict[str, Any]:
    """What the evidence of one edge adds up to, by column of the edges table."""
    rows = list(evidence)
    voting = [row for row in rows if row.role != "stated"]
    votes = []
    for name in sorted({voter(row, groups) for row in voting}):
        mine = [row for row in voting if voter(row, groups) == name]
        said = one_word({row.polarity for row in mine})
        votes.append((said, max(weight(row, predicate, nodes, weights) for row in mine)))
    counts = {name: sum(said == name for said, _ in votes) for name in ("supports", "refutes", "no_effect", "mixed")}
    good, bad = 1.0, 1.0
    for p, side in events(votes, weights):
        good, bad = (good * (1 - p), bad) if side == "for" else (good, bad * (1 - p))
    belief = round((1 - good) * bad, 6)
    good, bad = round(1 - good, 6), round(1 - bad, 6)
    strongest = min((design(row, nodes) for row in rows), key=list(weights.reliability).index)
    return {
        "asserted": counts["supports"] > 0 and good >= bad,
        "status": _status(counts, good, bad),
        **counts,
        "strongest_design": strongest,
        "belief": belief if any(row.role == "finding" for row in rows) else None,
    }


def _status(counts: Mapping[str, int], good: float, bad: float) -> str:
    if not any(counts.values()):
        return "stated"
    if counts["supports"]:
        return "supported" if bad < good / 2 else "contested"
    return next(name for name in ("mixed", "refutes", "no_effect") if counts[name]).replace("refutes", "refuted")
