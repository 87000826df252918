"""The verdict between a therapy and a disease: what the trials say, in people, the same wherever it is read."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.cli import run
from kg.cli.words import for_people
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.graph.verdict import THERAPIES
from kg.model.verdict import DECIDED, TRIED, Trial, says, sentence
from kg.model.verdicts import JUDGED, verdicts
from support.home import packaged_home

ENDS = ("met", "not_met", "mixed", "safety_only", "not_reported", None)
MASKINGS = (None, "open", "placebo-controlled", "placebo-controlled; double-blind", "historical or external controls")


@cache
def graph() -> KnowledgeGraph:
    return kg.open(packaged_home().path)


@st.composite
def trials(draw: st.DrawFn) -> list[Trial]:
    """Some trials of one product or of several."""
    products = draw(st.integers(1, 3))
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(ENDS), st.none() | st.integers(1, 900), st.sampled_from(MASKINGS), st.booleans()),
            max_size=8,
        )
    )
    return [Trial(f"T:{at}", f"P:{at % products}", *row) for at, row in enumerate(rows)]


@given(trials())
def test_a_verdict_counts_each_trial_once_and_claims_no_more_than_the_trials(found: list[Trial]) -> None:
    said = sentence(found)
    assert said == sentence([*found, *found]), "a trial listed twice is one trial"
    if not found:
        assert said == ""
        return
    met = [one for one in found if one.endpoint == "met"]
    if not met:
        assert not re.search(r"\bmet (its|their) primary", said) or "none of" in said
    assert ("blinded" in said) <= any(one.blinded for one in found), "blinded only where the masking says so"
    if met and not any(one.controlled for one in met):
        assert "against placebo or sham" not in said
    known = [one.people for one in found if one.people is not None]
    for number in re.findall(r"([\d,]+) (?:of [\d,]+ )?people", said):
        assert int(number.replace(",", "")) <= sum(known)
    if {one.endpoint for one in found} & {"not_met"} and not met:
        assert "missed" in said or "none of" in said or "did not" in said


@given(trials(), st.randoms(use_true_random=False))
def test_a_verdict_does_not_depend_on_the_order_of_trials(found: list[Trial], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sentence(found) == sentence(shuffled)


MET = "randomised trials met its primary endpoint"


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ([("met", 34), ("not_met", 336)], f"1 of 2 {MET}, 34 of 370 people; the larger did not"),
        ([("met", 34), ("mixed", 336)], f"1 of 2 {MET}, 34 of 370 people; the larger ended mixed"),
        ([("met", 340), ("not_met", 33)], f"1 of 2 {MET}, 340 of 373 people"),
        ([("met", 34), ("not_met", None)], f"1 of 2 {MET}"),
        ([("not_met", 100), ("not_met", 200), ("mixed", 7)], f"none of 3 {MET} (307 people); 1 ended mixed"),
        ([("met", 5), ("met", 6)], "both randomised trials met their primary endpoint (11 people)"),
        ([("not_met", None)], "the one randomised trial missed its primary endpoint"),
        ([("mixed", 394)], "the one randomised trial ended mixed (394 people)"),
    ],
)
def test_verdicts_on_randomised_trials(ends: list[tuple[str, int | None]], words: str) -> None:
    found = [Trial(f"T:{at}", "P:1", end, people, None, True) for at, (end, people) in enumerate(ends)]
    assert sentence(found) == words
    assert sentence(found, "contested") == f"contested: {words}"


@pytest.mark.parametrize(
    ("therapy", "words"),
    [
        ("TUDCA", "contested: 1 of 2 randomised trials met its primary endpoint, 34 of 370 people; the larger did not"),
        ("MSC", "37 trials of 13 products"),
        ("creatine", "refuted: none of 3 randomised trials met its primary endpoint"),
        ("tofersen", "in amyotrophic lateral sclerosis type 1: the one randomised trial missed its primary endpoint"),
        ("riluzole", "supported: "),
    ],
)
def test_the_first_line_between_a_therapy_and_als_is_the_verdict(
    therapy: str, words: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    found = graph().evidence(about=therapy, to="ALS")
    assert found.verdict.startswith(words)
    assert graph().evidence(about="ALS", to=therapy).verdict == graph().edges(about=therapy, to="ALS").verdict
    assert run(["evidence", therapy, "--to", "ALS"]) == 0
    said = [line for line in capfd.readouterr().err.splitlines() if "is taken as" not in line]
    assert said[0] == f"alskg: verdict: {found.verdict}"


def test_msc_against_als_says_that_neither_success_was_against_placebo() -> None:
    assert "2 met their primary endpoint, neither against placebo" in graph().evidence(about="MSC", to="ALS").verdict
    assert graph().trials("MSC").verdict == graph().evidence(about="MSC", to="ALS").verdict


def test_no_verdict_where_nothing_was_tried() -> None:
    assert graph().evidence(about="SOD1", to="ALS").verdict == ""
    assert graph().evidence(about="ALS", to="ALS type 1").verdict == ""
    assert graph().edges(about="TUDCA").verdict == ""
    assert not THERAPIES & {"Gene", "Disease", "Publication"}


def test_the_counts_are_those_of_the_tables() -> None:
    """Each stored pair against plain counting: what is randomised, met, and how many people."""
    nodes, edges, evidence = graph().tables
    found = verdicts(graph().tables, edges)
    assert len(found) > 100
    trial = {row["id"]: row for row in nodes.filter(category="ClinicalTrial").iter_rows(named=True)}
    asserted = edges.filter("asserted")
    studies = set(asserted.filter(predicate="ALSKG:studies_condition").select("subject", "object").iter_rows())
    tests = asserted.filter(predicate="ALSKG:tests_intervention").select("id", "subject", "object").rows()
    for row in edges.filter(pl.col("id").is_in(list(found))).iter_rows(named=True):
        assert row["predicate"] in JUDGED
        own = {t: e for e, t, therapy in tests if therapy == row["subject"] and (t, row["object"]) in studies}
        met = [t for t in own if trial[t]["primary_endpoint"] == "met"]
        decided = [t for t in own if trial[t]["primary_endpoint"] in DECIDED]
        said = found[row["id"]]
        if not own:
            assert said.endswith("no trial of it in the graph")
        if not met:
            assert not re.search(
                r"(?<!none of 2 randomised trials )(?<!none of 3 randomised trials )met its primary", said
            )
        if decided and not met:
            assert re.search("missed|ended mixed|none of", said), said
        designs = set(evidence.filter(pl.col("edge_id").is_in(list(own.values())))["study_design"])
        maskings = " ".join(trial[t]["masking"] or "" for t in own)
        assert ("randomised" in said) <= ("randomised_trial" in designs or bool(re.search("placebo|sham", maskings)))


def test_a_trial_that_missed_its_endpoint_never_reads_supports(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    rows = graph().tables.evidence.filter(outcome="not_met", polarity="supports")
    assert rows.height > 20, "control: that a failed trial was tried is supported"
    predicates = dict(graph().tables.edges.select("id", "predicate").iter_rows())
    for row in rows.iter_rows(named=True):
        predicate = predicates[row["edge_id"]]
        # A missed endpoint may well support that a drug makes the disease worse.
        told = says(predicate, "supports", "not_met")
        assert told == "tried: endpoint missed" if predicate in TRIED else predicate == "biolink:exacerbates_condition"
    assert run(["evidence", "tofersen", "--to", "ALS", "--format", "records"]) == 0
    out = capfd.readouterr().out
    assert "tried: endpoint missed" in out and "supports" not in out and "studied to treat" in out
    assert run(["evidence", "tofersen", "--to", "ALS", "--format", "json"]) == 0
    assert {row["polarity"] for row in json.loads(capfd.readouterr().out)} == {"supports", "refutes"}, "codes stay"
    capfd.readouterr()
    query = "MATCH (e:Evidence {study_design: 'open_label_trial'}) RETURN e.study_design AS design LIMIT 1"
    assert run(["cypher", query, "--format", "table"]) == 0
    assert "open_label_trial" in capfd.readouterr().out, "a query of one's own answers with codes"


def test_words_are_for_people_only() -> None:
    columns = ("predicate", "polarity", "outcome", "study_design", "statement", "symbol")
    (told,) = for_people(
        columns, [("biolink:studied_to_treat", "supports", "met", "open_label_trial", "a_b", "NEK1_X")]
    )
    assert told == ["studied to treat", "tried: endpoint met", "met", "open label trial", "a_b", "NEK1_X"]
    assert for_people(("polarity",), [(None,), ("no_effect",)]) == [[None], ["no effect"]]


def test_pages_and_exports_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    said = "contested: 1 of 2 randomised trials met its primary endpoint, 34 of 370 people; the larger did not"
    drawn = graph().subgraph("TUDCA", "ALS")
    (edge,) = [
        one for one in drawn.edges if one.predicate == "biolink:ameliorates_condition" and "tauro" in one.subject
    ]
    assert edge.verdict.startswith(said)
    assert run(["export", "kgx", "--around", "TUDCA", "-o", str(tmp_path / "kgx")]) == 0
    edges = pl.read_csv(tmp_path / "kgx" / "als-kg_edges.tsv", separator="\t", infer_schema=False)
    told = edges.filter(pl.col("verdict").is_not_null() & (pl.col("subject") == "ALSKG:drug-tauroursodeoxycholic-acid"))
    assert told.height and all(one.startswith(said) for one in told["verdict"])
    assert edges["verdict"].null_count() > 0
    assert run(["export", "graphml", "--around", "TUDCA", "-o", str(tmp_path / "part.graphml")]) == 0
    assert said in (tmp_path / "part.graphml").read_text(encoding="utf-8")
    assert run(["export", "tables", "--around", "TUDCA", "-o", str(tmp_path / "tables")]) == 0
    assert "verdict" not in (tmp_path / "tables" / "edges.tsv").read_text(encoding="utf-8").splitlines()[0]
