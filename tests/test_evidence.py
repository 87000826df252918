"""Votes and belief, against an independent computation."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg._schema import ENUMS
from kg.evidence import MIXED_WEIGHT, NO_EFFECT_WEIGHT, POLARITIES, RELIABILITY, Vote, strongest, tally, voter

votes = st.lists(
    st.builds(
        Vote,
        st.sampled_from(["PMID:1", "PMID:2", "PMID:3", "origin:go"]),
        st.sampled_from(POLARITIES),
        st.sampled_from(sorted(RELIABILITY)),
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
        r = max(RELIABILITY[vote.study_design] for vote in mine)
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


def test_ranking_is_robust_to_the_table():
    """Sensitivity: with every r scaled by 0.7 or 1.2 the order of clear cases stays (ADR 0005)."""
    cases = [
        [Vote("PMID:1", "supports", "randomised_trial"), Vote("PMID:2", "supports", "randomised_trial")],
        [Vote("PMID:1", "supports", "in_vivo_animal")],
        [Vote("PMID:1", "supports", "in_vivo_animal"), Vote("PMID:2", "refutes", "in_vivo_animal")],
        [Vote("PMID:1", "refutes", "database")],
    ]
    for scale in (0.7, 1.0, 1.2):
        table = {design: min(r * scale, 0.99) for design, r in RELIABILITY.items()}

        def belief(cast, table=table):
            support = math.prod(1 - table[vote.study_design] for vote in cast if vote.polarity == "supports")
            against = math.prod(1 - table[vote.study_design] for vote in cast if vote.polarity == "refutes")
            return (1 - support) * against

        assert sorted(cases, key=belief, reverse=True) == cases
