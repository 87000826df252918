"""Votes and belief by columns, against going through all that can be reliable or not."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assembly.apply_votes import RESULT, add_up, cast, is_primary_reference, votes
from kg.model.columns import EVIDENCE
from kg.model.records import Evidence, Node, Place
from kg.model.votes import GRADE_RELIABILITY, POLARITIES, PRIMARY_PREFIXES, READING, RELIABILITY, WEIGHTS, Weights
from kg.schema.generated import ENUMS, PREFIXES
from support import plain_votes as plain

HELPS, ACTS_ON = "biolink:ameliorates_condition", "biolink:affects"
GROUPS = {"clingen": "clingen", "reactome": "reactome", "copy": "reactome"}
TRIALS = {
    id: Node(id, "ClinicalTrial", id, Place("t", "t.tsv", 2), properties=known)
    for id, known in {
        "CLINICALTRIALS:NCT00000001": {"study_design": "randomised_trial", "enrolment": 100},
        "CLINICALTRIALS:NCT00000002": {"study_design": "open_label_trial"},
        "CLINICALTRIALS:NCT00000003": {"enrolment": 0},
        "ALSKG:trial-unknown": {},
    }.items()
}
ONE, TWO, *_ = TRIALS
RCT = RELIABILITY["randomised_trial"]


def row(polarity: str = "supports", study_design: str = "in_vivo_animal", **fields: object) -> Evidence:
    """A primary finding of PMID:1, unless said otherwise."""
    given = {"source": "own", "role": "finding", "citation_status": "primary", "reference": "PMID:1", **fields}
    return Evidence(
        source_record="r", statement="s", licence="l", knowledge_level="k", agent_type="a", polarity=polarity,
        study_design=study_design, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def frames(edges: dict[str, tuple[str, list[Evidence]]]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The evidence, edges and nodes of some edges, each a predicate and its rows."""
    evidence = [{"edge_id": id, **asdict(one)} for id, (_, rows) in edges.items() for one in rows]
    trials = [{"id": id, **one.properties} for id, one in TRIALS.items()]
    kinds = {"id": pl.String, "study_design": pl.String, "enrolment": pl.Int64}
    return (
        pl.DataFrame(evidence, schema={name: kind for name, kind in EVIDENCE.items() if name != "id"}),
        pl.DataFrame([(id, predicate) for id, (predicate, _) in edges.items()], ["id", "predicate"], orient="row"),
        pl.DataFrame(trials, schema=kinds),
    )


def told(*rows: Evidence, predicate: str = ACTS_ON, weights: Weights = WEIGHTS) -> dict[str, object]:
    """What some rows on one edge add up to."""
    result = votes(*frames({"e": (predicate, list(rows))}), GROUPS, weights).to_dicts()
    assert len(result) == 1
    return result[0]


evidence = st.builds(
    row,
    st.sampled_from(POLARITIES),
    st.sampled_from(sorted(RELIABILITY)),
    role=st.sampled_from(["finding", "finding", "record", "definition", "stated"]),
    source=st.sampled_from(["own", "clingen", "reactome", "copy"]),
    reference=st.sampled_from(["PMID:1", "PMID:2", "OMIM:105400", None]),
    trial=st.sampled_from([None, None, *TRIALS]),
    citation_status=st.sampled_from(sorted(READING)),
    grade=st.sampled_from([None, "IDA", *GRADE_RELIABILITY]),
    outcome=st.sampled_from([None, "met", "not_met", "mixed", "not_reported", "safety_only"]),
    n=st.sampled_from([None, 0, 1, 34, 959]),
)
edges = st.dictionaries(
    st.sampled_from("abcd"), st.tuples(st.sampled_from([HELPS, ACTS_ON]), st.lists(evidence, min_size=1, max_size=7))
)


@given(edges)
def test_by_columns_as_row_by_row(said):
    result = {one.pop("id"): one for one in votes(*frames(said), GROUPS).select("id", *RESULT).to_dicts()}
    assert result == {id: plain.edge_votes(rows, predicate, GROUPS, TRIALS) for id, (predicate, rows) in said.items()}


@given(st.sampled_from([HELPS, ACTS_ON]), st.lists(evidence, min_size=1, max_size=6))
def test_sums_and_belief_equal_enumeration(predicate, rows):
    listed = cast(*frames({"e": (predicate, rows)}), GROUPS)
    chances = plain.events(listed.select("says", "weight").rows())
    good, bad, belief = plain.enumerated(chances)
    for one in add_up(listed).to_dicts():
        assert (one["for"], one["against"]) == pytest.approx((good, bad), abs=1e-6)
        if one["belief"] is not None:
            assert one["belief"] == pytest.approx(belief, abs=2e-6)


@given(edges, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(said, random):
    shuffled = {}
    for id, (predicate, rows) in said.items():
        twice = [*rows, *rows]
        random.shuffle(twice)
        shuffled[id] = (predicate, twice)
    one, other = (votes(*frames(those), GROUPS).sort("id").select("id", *RESULT) for those in (said, shuffled))
    assert one.equals(other)


@given(edges)
def test_what_holds_of_every_edge(said):
    for one in votes(*frames(said), GROUPS).to_dicts():
        rows = said[one["id"]][1]
        count = sum(one[name] for name in POLARITIES)
        assert count == len({plain.voter(each, GROUPS) for each in rows if each.role != "stated"})
        assert one["status"] in ENUMS["status"]
        assert (one["status"] == "stated") == (count == 0)
        assert one["asserted"] <= (one["status"] in ("supported", "contested"))
        assert (one["status"] == "supported") <= one["asserted"]
        assert (one["belief"] is None) == all(each.role != "finding" for each in rows)
        assert one["belief"] is None or 0 <= one["belief"] < 1


def test_a_study_votes_once_whoever_reports_it():
    paper, news, register = (
        row("refutes", design, trial=ONE, reference=reference)
        for design, reference in (("randomised_trial", "PMID:1"), ("press", None), ("registry", ONE))
    )
    assert told(paper, news, register)["refutes"] == 1
    apart = [replace(one, trial=None) for one in (paper, news, register)]
    assert told(*apart)["refutes"] == 3


def test_rows_without_a_study_vote_once_per_origin_group():
    rows = [row(source=source, reference=None) for source in ("reactome", "copy", "clingen")]
    assert told(*rows)["supports"] == 2
    assert told(*rows, row(reference="OMIM:1", source="clingen"))["supports"] == 2


def test_the_design_is_the_studys_and_not_the_pages():
    press = {"study_design": "press", "citation_status": "secondary", "trial": ONE, "n": None}
    missed = told(row("refutes", outcome="not_met", **press), row(reference="PMID:2"), predicate=HELPS)
    assert missed["strongest_design"] == "randomised_trial"
    # 0.8 x 0.8 x 100 / 200, the enrolment of the trial; for it one study of 30 people at 0.5.
    assert missed["belief"] == pytest.approx(0.5 * 30 / 130 * (1 - 0.32), abs=1e-6)
    for kept in ({"outcome": "safety_only"}, {"outcome": None}, {"outcome": "not_met", "trial": "ALSKG:trial-unknown"}):
        assert told(row("refutes", **{**press, **kept}))["strongest_design"] == "press"
    assert told(row("supports", outcome="met", role="record", **press))["strongest_design"] == "press"


def test_people_weigh_only_on_benefit_and_harm():
    few, many = (told(row(study_design="randomised_trial", n=n), predicate=HELPS)["belief"] for n in (34, 959))
    assert few == pytest.approx(RCT * 34 / 134, abs=1e-6)
    assert many == pytest.approx(RCT * 959 / 1059, abs=1e-6)
    unknown = told(row(study_design="randomised_trial", n=None), predicate=HELPS)["belief"]
    assert unknown == told(row(study_design="randomised_trial", n=30), predicate=HELPS)["belief"]
    assert told(row(study_design="randomised_trial", n=0), predicate=HELPS)["belief"] == unknown
    assert told(row(study_design="randomised_trial", n=34))["belief"] == RCT


def test_how_it_was_read_weighs():
    beliefs = {how: told(row(citation_status=how, reference="PMID:1"))["belief"] for how in READING}
    assert beliefs == {"primary": 0.5, "database": 0.5, "secondary": 0.4, "unresolved": 0.3}
    assert READING.keys() == ENUMS["citation_status"]


def test_what_is_stated_is_kept_and_casts_no_vote():
    stated = told(row("supports", "review", role="stated"))
    assert stated == {
        "id": "e", "asserted": False, "status": "stated", "supports": 0, "refutes": 0, "no_effect": 0, "mixed": 0,
        "strongest_design": "review", "belief": None,
    }  # fmt: skip
    measured = told(row("no_effect", reference="PMID:2"), row("supports", "review", role="stated"))
    assert (measured["status"], measured["supports"], measured["asserted"]) == ("no_effect", 0, False)


@pytest.mark.parametrize("role", ["definition", "record"])
def test_definitions_and_records_hold_without_a_belief(role):
    known = told(row(study_design="database", role=role))
    assert (known["asserted"], known["status"], known["supports"], known["belief"]) == (True, "supported", 1, None)
    found = told(row(study_design="database", role=role), row("supports", reference="PMID:2"))
    assert found["belief"] == 0.75


STATUSES = [
    ("supported", True, ["supports"]),
    ("supported", True, ["supports", "supports", "no_effect"]),
    ("contested", True, ["supports", "no_effect"]),
    ("contested", True, ["supports", "refutes"]),
    ("contested", False, ["supports", "refutes", "refutes"]),
    ("mixed", False, ["mixed"]),
    ("mixed", False, ["mixed", "refutes", "no_effect"]),
    ("refuted", False, ["refutes"]),
    ("refuted", False, ["refutes", "no_effect"]),
    ("no_effect", False, ["no_effect"]),
]
"""Studies of equal weight; a tie is asserted and contested."""


@pytest.mark.parametrize(("status", "asserted", "said"), STATUSES)
def test_each_status(status, asserted, said):
    result = told(*(row(polarity, reference=f"PMID:{number}") for number, polarity in enumerate(said, 1)))
    assert (result["status"], result["asserted"]) == (status, asserted)


@pytest.mark.parametrize("design", sorted(RELIABILITY))
def test_a_tie_does_not_hang_on_the_last_digit(design):
    papers = [row(word, design, reference=f"PMID:{n}") for n, word in enumerate(["supports", "refutes"] * 3)]
    assert told(*papers)["asserted"]
    assert told(row("supports", design), row("no_effect", design, reference="PMID:2"))["status"] == "contested"


def test_one_voter_on_both_sides_is_mixed():
    result = told(row("supports"), row("refutes"))
    assert (result["mixed"], result["supports"], result["refutes"]) == (1, 0, 0)


def test_the_heaviest_row_of_a_voter_counts():
    rows = [row("supports", "review", citation_status="secondary"), row("supports", "human_tissue")]
    assert told(*rows)["belief"] == RELIABILITY["human_tissue"]
    first = cast(*frames({"e": (ACTS_ON, rows)}), GROUPS).to_dicts()[0]
    assert (first["design"], first["r"], first["q"], first["weight"]) == ("human_tissue", 0.6, 1.0, 0.6)


def test_a_clingen_grade_weighs_in_place_of_the_design():
    def graded(polarity, grade, *others):
        curation = row(polarity, "database", source="clingen", reference="CGGV:1", grade=grade)
        return told(replace(curation, citation_status="database"), *others)

    beliefs = [graded("supports", grade)["belief"] for grade in ("Limited", "Moderate", "Strong", "Definitive")]
    assert beliefs == sorted(set(beliefs)) == [0.3, 0.6, 0.85, 0.95]
    assert graded("supports", "Definitive")["strongest_design"] == "database"
    assert graded("supports", "IDA") == graded("supports", None)
    paper = row("supports", "human_observational")
    refuted, disputed = (graded("refutes", grade, paper)["belief"] for grade in ("Refuted", "Disputed"))
    assert refuted < disputed < told(paper)["belief"]


def test_nothing_said_is_nothing_told():
    assert votes(*frames({}), GROUPS).height == 0


def test_the_lists_of_the_schema_are_those_of_the_formula():
    assert set(RELIABILITY) == ENUMS["study_design"]
    assert set(POLARITIES) == ENUMS["polarity"]
    assert next(iter(RELIABILITY)) == "randomised_trial"


def test_a_databases_own_records_are_not_primary():
    records = ["OMIM:105400", "ORPHA:803", "CGGV:assertion_0-0T0.0Z", "CLINVAR:1", None]
    primary = ["PMID:1", "PMC:PMC1", "doi:10.1000/a:b", "CLINICALTRIALS:NCT00000000", "EUDRACT:2000-000000-00"]
    primary += ["IRCT:IRCT1N1", "UMIN:UMIN000000000"]
    told = pl.DataFrame({"reference": [*records, *primary]}).select(is_primary_reference()).to_series().to_list()
    assert told == [False] * len(records) + [True] * len(primary)
    assert {reference.partition(":")[0] for reference in primary} == PRIMARY_PREFIXES <= set(PREFIXES)


CLEAR_CASES = [
    [("supports", "randomised_trial"), ("supports", "randomised_trial")],
    [("supports", "human_tissue")],
    [("supports", "in_vivo_animal")],
    [("supports", "in_vivo_animal"), ("no_effect", "in_vivo_animal")],
    [("supports", "in_vivo_animal"), ("refutes", "in_vivo_animal")],
    [("mixed", "open_label_trial")],
    [("mixed", "open_label_trial"), ("refutes", "randomised_trial")],
    [("refutes", "database")],
]
"""From the most to the least believed, whatever the exact weights."""


@pytest.mark.parametrize(
    ("scale", "half", "no_effect"), list(product([0.7, 1.0, 1.2], [50.0, 100.0, 400.0], [0.25, 0.5, 0.75]))
)
def test_the_order_of_clear_cases_holds_for_a_range_of_the_constants(scale, half, no_effect):
    designs = {design: min(r * scale, 0.99) for design, r in RELIABILITY.items()}
    weights = Weights(reliability=designs, half=half, no_effect=no_effect)
    beliefs = [
        told(*(row(*one, reference=f"PMID:{n}", n=200) for n, one in enumerate(case)), predicate=HELPS, weights=weights)
        for case in CLEAR_CASES
    ]
    assert [one["belief"] for one in beliefs] == sorted({one["belief"] for one in beliefs}, reverse=True)
