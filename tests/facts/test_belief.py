"""What the votes make of the packaged graph, and for which constants it holds (decision 0018)."""

from __future__ import annotations

import polars as pl
import pytest

from kg.assembly.computed import computed
from kg.assembly.make import UnpublishedGraph
from kg.model.votes import READING, RELIABILITY, WEIGHTS, Weights
from support.packaged import packaged


@pytest.fixture(scope="module")
def made():
    return packaged()


HELPS, ALS_ITSELF = "biolink:ameliorates_condition", "MONDO:0004976"
PLAUSIBLE = {
    **{f"K = {half:g}": Weights(half=half) for half in (50.0, 75.0, 150.0, 200.0, 400.0)},
    **{f"no effect {share}": Weights(no_effect=share) for share in (0.25, 0.4, 0.6)},
    **{f"unknown {n}": Weights(unknown=n) for n in (10, 100)},
    **{
        f"q {second}, {third}": Weights(reading={**READING, "secondary": second, "unresolved": third})
        for second, third in ((1.0, 1.0), (0.9, 0.8), (0.7, 0.5))
    },
    **{
        f"r x {scale}": Weights(reliability={design: min(r * scale, 0.99) for design, r in RELIABILITY.items()})
        for scale in (0.7, 1.2)
    },
}


def retold(made: UnpublishedGraph, weights: Weights = WEIGHTS, evidence: pl.DataFrame | None = None) -> pl.DataFrame:
    tables = made.tables
    rows = tables.evidence if evidence is None else evidence
    told = computed(rows, tables.edges, tables.nodes, made.receipt.origin_groups, weights)
    return tables.edges.select("id", "subject", "predicate", "object").join(told, on="id").sort("id")


def ranking(edges: pl.DataFrame) -> list[str]:
    helps = edges.filter((pl.col("predicate") == HELPS) & (pl.col("object") == ALS_ITSELF))
    return helps.sort(["belief", "id"], descending=[True, False])["subject"].to_list()


@pytest.mark.parametrize("name", PLAUSIBLE)
def test_what_is_asserted_and_who_is_first_hold_for_a_range_of_the_constants(made, name):
    now, other = retold(made), retold(made, PLAUSIBLE[name])
    assert ranking(other)[:2] == ["ALSKG:drug-riluzole", "ALSKG:drug-methylcobalamin"] == ranking(now)[:2]
    assert other["asserted"].equals(now["asserted"])


@pytest.mark.parametrize(
    ("weights", "first", "asserted_too"),
    [
        (Weights(half=25.0), "ALSKG:drug-methylcobalamin", {"ALSKG:drug-sodium-phenylbutyrate-taurursodiol"}),
        (Weights(no_effect=1.0), "ALSKG:drug-methylcobalamin", set()),
        (
            Weights(reading={**READING, "secondary": 0.6, "unresolved": 0.4}),
            "ALSKG:drug-riluzole",
            {"ALSKG:drug-sodium-phenylbutyrate-taurursodiol"},
        ),
    ],
)
def test_where_it_does_not_hold(made, weights, first, asserted_too):
    """The decision record says so too."""
    now, other = retold(made), retold(made, weights)
    more = other.filter(pl.col("asserted") & ~now["asserted"] & (pl.col("predicate") == HELPS))
    assert ranking(other)[0] == first
    assert set(more["subject"]) == asserted_too


def test_tudca_rests_on_the_design_of_its_failed_trial(made):
    tables = made.tables
    unmended = tables.evidence.with_columns(pl.lit(None, dtype=pl.String).alias("outcome"))
    (was,), (now,) = (
        told.filter(
            (pl.col("subject") == "ALSKG:drug-tauroursodeoxycholic-acid") & (pl.col("predicate") == HELPS)
        ).rows(named=True)
        for told in (retold(made, evidence=unmended), retold(made))
    )
    assert was["asserted"] and was["strongest_design"] == "randomised_trial"
    assert (now["asserted"], now["status"], now["belief"]) == (False, "contested", pytest.approx(0.102871))


def test_three_therapies_are_contested_with_their_trials_named(made):
    tables = made.tables
    contested = tables.edges.filter((pl.col("status") == "contested") & (pl.col("predicate") == HELPS))
    trials = dict(tables.evidence.group_by("edge_id").agg(pl.col("trial").n_unique()).rows())
    drugs = dict(contested.select("subject", "id").rows())
    assert {drug.removeprefix("ALSKG:drug-"): trials[edge] for drug, edge in drugs.items()} == {
        "tauroursodeoxycholic-acid": 2,
        "sodium-phenylbutyrate-taurursodiol": 2,
        "edaravone": 4,
    }
    assert not contested["asserted"].any()


def test_what_stays_as_it_was(made):
    tables = made.tables
    edges = tables.edges
    dao = edges.filter((pl.col("subject") == "HGNC:2671") & (pl.col("predicate") == "biolink:contributes_to"))
    assert set(dao.select("status", "asserted").rows()) == {("refuted", False)}
    refuted = tables.evidence.filter((pl.col("source") == "hpo-annotations") & (pl.col("polarity") == "refutes"))
    absent = edges.filter(pl.col("id").is_in(refuted["edge_id"].implode()) & (pl.col("supports") == 0))
    assert absent.height and set(absent.select("status", "asserted").rows()) == {("refuted", False)}
    limited = tables.evidence.filter(pl.col("grade") == "Limited")["edge_id"]
    assert edges.filter(pl.col("id").is_in(limited.implode()))["asserted"].all()


def test_what_is_stated_was_read_row_by_row(made):
    tables = made.tables
    stated = tables.evidence.filter(pl.col("role") == "stated").join(
        tables.edges.select("id", "subject", "predicate", "status", "belief"), left_on="edge_id", right_on="id"
    )
    assert set(stated["study_design"]) <= {"review", "press", "registry", "regulatory"}
    assert set(stated["citation_status"]) <= {"secondary", "database"}
    only = stated.filter(pl.col("status") == "stated")
    assert only["belief"].null_count() == only.height
    assert set(only["predicate"]) == {"biolink:affects"}
    assert only["edge_id"].n_unique() == 37


def test_no_trial_that_missed_its_endpoint_supports_a_benefit(made):
    tables = made.tables
    helps = tables.edges.filter(pl.col("predicate") == HELPS).select("id")
    said = tables.evidence.join(helps, left_on="edge_id", right_on="id")
    assert said.filter((pl.col("outcome") == "not_met") & (pl.col("polarity") == "supports")).is_empty()
    assert said["trial"].null_count() == 0
    kinds = dict(tables.nodes.select("id", "study_design").rows())
    unlike = [
        row["trial"]
        for row in said.filter(pl.col("study_design") == "randomised_trial").iter_rows(named=True)
        if kinds[row["trial"]] != "randomised_trial"
    ]
    assert not unlike
