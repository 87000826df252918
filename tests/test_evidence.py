"""Votes and belief, against an independent computation."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.votes import (
    GRADE_RELIABILITY,
    MIXED_WEIGHT,
    NO_EFFECT_WEIGHT,
    POLARITIES,
    PRIMARY_PREFIXES,
    RELIABILITY,
    Vote,
    is_primary,
    strongest,
    tally,
    voter,
)
from kg.schema.generated import ENUMS, PREFIXES

votes = st.lists(
    st.builds(
        Vote,
        st.sampled_from(["PMID:1", "PMID:2", "PMID:3", "origin:go"]),
        st.sampled_from(POLARITIES),
        st.sampled_from(sorted(RELIABILITY)),
        st.sampled_from([None, "IDA", *GRADE_RELIABILITY]),
    ),
    min_size=1,
    max_size=8,
)


def brute_force(cast: list[Vote]) -> float:
    """Belief by enumeration: each vote is reliable or not, independently.

    The claim holds when some reliable vote speaks for it and none against it. A vote of reduced
    weight is reliable with the reduced probability; a mixed one has two independent halves.
    """
    events: list[tuple[float, str]] = []
    for name in {vote.voter for vote in cast}:
        mine = [vote for vote in cast if vote.voter == name]
        said = {vote.polarity for vote in mine}
        r = max(
            GRADE_RELIABILITY[vote.grade] if vote.grade in GRADE_RELIABILITY else RELIABILITY[vote.study_design]
            for vote in mine
        )
        if said == {"supports"}:
            events.append((r, "for"))
        elif said in ({"refutes"}, {"refutes", "no_effect"}):
            events.append((r, "against"))
        elif said == {"no_effect"}:
            events.append((r * NO_EFFECT_WEIGHT, "against"))
        else:
            events += [(r * MIXED_WEIGHT, "for"), (r * MIXED_WEIGHT, "against")]
    total = 0.0
    for outcome in itertools.product([True, False], repeat=len(events)):
        weight = math.prod(p if on else 1 - p for (p, _), on in zip(events, outcome, strict=True))
        sides = {side for (_, side), on in zip(events, outcome, strict=True) if on}
        total += weight if sides == {"for"} else 0.0
    return total


@given(votes)
def test_belief_equals_enumeration(cast):
    assert tally(cast).belief == pytest.approx(brute_force(cast), abs=1e-6)


@given(votes, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(cast, random):
    shuffled = [*cast, *cast]
    random.shuffle(shuffled)
    assert tally(shuffled) == tally(cast)


@given(votes)
def test_counts_are_votes_not_rows(cast):
    result = tally(cast)
    assert result.supports + result.refutes + result.no_effect + result.mixed == len({vote.voter for vote in cast})
    assert result.asserted == (result.supports > 0)
    assert 0 <= result.belief < 1


def test_one_voter_on_both_sides_is_mixed():
    result = tally([Vote("PMID:1", "supports", "in_vitro"), Vote("PMID:1", "refutes", "in_vitro")])
    assert (result.mixed, result.supports, result.refutes) == (1, 0, 0)


def test_rows_without_reference_vote_once_per_origin_group():
    cast = [Vote(voter(None, "go"), "supports", "database"), Vote(voter(None, "go"), "supports", "database")]
    assert tally(cast).supports == 1
    cast.append(Vote(voter(None, "reactome"), "supports", "database"))
    assert tally(cast).supports == 2


def test_no_effect_counts_against_less_than_refutation():
    base = [Vote("PMID:1", "supports", "in_vivo_animal")]
    refuted = tally([*base, Vote("PMID:2", "refutes", "in_vivo_animal")]).belief
    unmoved = tally([*base, Vote("PMID:2", "no_effect", "in_vivo_animal")]).belief
    assert refuted < unmoved < tally(base).belief


def test_no_evidence_is_an_error():
    with pytest.raises(ValueError, match="without evidence"):
        tally([])


def test_every_design_of_the_schema_has_a_reliability():
    assert set(RELIABILITY) == ENUMS["study_design"]
    assert set(POLARITIES) == ENUMS["polarity"]
    assert strongest(RELIABILITY) == "randomised_trial"


def test_a_databases_own_records_vote_once_per_origin_group():
    records = ["OMIM:105400", "ORPHA:803", "CGGV:assertion_0-0T0.0Z", "CLINVAR:1", None]
    assert {voter(record, "hpo") for record in records} == {"origin:hpo"}
    primary = ["PMID:1", "PMC:PMC1", "doi:10.1000/a:b", "CLINICALTRIALS:NCT00000000", "EUDRACT:2000-000000-00"]
    primary += ["IRCT:IRCT1N1", "UMIN:UMIN000000000"]
    assert [voter(reference, "hpo") for reference in primary] == primary
    assert {reference.partition(":")[0] for reference in primary} == PRIMARY_PREFIXES <= set(PREFIXES)
    assert not any(is_primary(record) for record in records)


def test_a_clingen_grade_weighs_in_place_of_the_design():
    def graded(polarity, grade):
        return tally([Vote("origin:clingen", polarity, "database", grade)])

    beliefs = [graded("supports", grade).belief for grade in ("Limited", "Moderate", "Strong", "Definitive")]
    assert beliefs == sorted(set(beliefs)) == [0.3, 0.6, 0.85, 0.95]
    assert graded("supports", "Definitive").strongest_design == "database"
    assert graded("supports", "IDA") == graded("supports", None)
    paper = Vote("PMID:1", "supports", "human_observational")
    refuted, disputed = (
        tally([paper, Vote("origin:clingen", "refutes", "database", grade)]).belief for grade in ("Refuted", "Disputed")
    )
    assert refuted < disputed < tally([paper]).belief


def test_two_curations_of_one_edge_vote_once_at_the_better_grade():
    cast = [Vote("origin:clingen", "supports", "database", grade) for grade in ("Limited", "Definitive")]
    assert (tally(cast).supports, tally(cast).belief) == (1, 0.95)


CLEAR_CASES = [
    [Vote("PMID:1", "supports", "randomised_trial"), Vote("PMID:2", "supports", "randomised_trial")],
    [Vote("origin:clingen", "supports", "database", "Strong")],
    [Vote("PMID:1", "supports", "in_vivo_animal")],
    [Vote("PMID:1", "supports", "in_vivo_animal"), Vote("PMID:2", "no_effect", "in_vivo_animal")],
    [Vote("PMID:1", "supports", "in_vivo_animal"), Vote("PMID:2", "refutes", "in_vivo_animal")],
    [Vote("PMID:1", "mixed", "open_label_trial")],
    [Vote("PMID:1", "mixed", "open_label_trial"), Vote("PMID:2", "refutes", "randomised_trial")],
    [Vote("PMID:1", "refutes", "database")],
]
"""From the most to the least believed, whatever the exact weights."""


@pytest.mark.parametrize("scale", [0.7, 1.0, 1.2])
def test_ranking_is_robust_to_the_table(scale):
    """Sensitivity: with every r scaled by 0.7 or 1.2 the order of clear cases stays (ADR 0005)."""
    designs = {design: min(r * scale, 0.99) for design, r in RELIABILITY.items()}
    grades = {grade: min(r * scale, 0.99) for grade, r in GRADE_RELIABILITY.items()}
    beliefs = [tally(cast, designs, grades).belief for cast in CLEAR_CASES]
    assert beliefs == sorted(set(beliefs), reverse=True)
