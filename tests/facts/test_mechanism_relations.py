"""What the packaged graph says of mechanisms among themselves and of their GO terms."""

from __future__ import annotations

import polars as pl
import pytest

from kg.model.records import MAPPINGS, Statement
from support.packaged import packaged

OF = "ALSKG:mechanism-"


@pytest.fixture(scope="module")
def made():
    return packaged()


@pytest.fixture(scope="module")
def between(made):
    """The edges between two mechanisms."""
    kinds = made.tables.nodes.filter(pl.col("category") == "PathologicalProcess")["id"].implode()
    return made.tables.edges.filter(pl.col("subject").is_in(kinds), pl.col("object").is_in(kinds))


def sense(made, mechanism):
    (found,) = made.tables.edges.filter(
        pl.col("subject") == OF + mechanism, pl.col("predicate").is_in(sorted(MAPPINGS))
    )["mapping_sense"]
    return found


def test_every_mapping_has_a_sense_with_its_reason_and_nothing_else_has_one(made):
    mapped = made.tables.edges.filter(pl.col("predicate").is_in(sorted(MAPPINGS)))
    assert mapped.height == 44
    assert mapped["mapping_sense"].null_count() == 0
    assert (
        made.tables.edges.filter(~pl.col("predicate").is_in(sorted(MAPPINGS)))["mapping_sense"].drop_nulls().is_empty()
    )
    reasons = made.tables.evidence.filter(pl.col("edge_id").is_in(mapped["id"].implode()))
    assert reasons["note"].null_count() == 0


@pytest.mark.parametrize(
    ("mechanism", "expected"),
    [
        ("autophagy", "opposite"),
        ("dna-damage-repair", "opposite"),
        ("glutamate-excitotoxicity", "opposite"),
        ("neuroinflammation", "same"),
        ("er-stress", "same"),
        ("nf-kb-signaling", "same"),
        # More of the response to oxidative stress may be a sign of stress or the defence against it.
        ("oxidative-stress", "undefined"),
        ("r-loop", "undefined"),
        ("rna-metabolism", "undefined"),
    ],
)
def test_the_sense_follows_from_the_definitions(made, mechanism, expected):
    assert sense(made, mechanism) == expected


def test_an_exact_match_is_never_of_the_opposite(made):
    exact = made.tables.edges.filter(pl.col("predicate") == "biolink:exact_match")
    assert set(exact["mapping_sense"]) == {"same"}


def test_an_impairment_is_never_the_same_as_what_it_impairs(made):
    """A mechanism that is named as a loss does not mean the same as the working process."""
    names = made.tables.nodes.select(pl.col("id").alias("subject"), "name")
    mapped = made.tables.edges.filter(pl.col("predicate").is_in(sorted(MAPPINGS))).join(names, on="subject")
    lost = mapped.filter(pl.col("name").str.contains("(?i)impair|defect|deficit|failure|denervation|loss"))
    assert lost.height >= 12
    assert "same" not in set(lost["mapping_sense"])


def test_a_sense_leaves_the_identity_of_the_edge_alone(made):
    mapped = made.tables.edges.filter(pl.col("predicate").is_in(sorted(MAPPINGS)))
    for row in mapped.iter_rows(named=True):
        assert row["id"] == Statement(row["subject"], row["predicate"], row["object"]).id


def test_what_is_no_kind_is_no_subclass(between):
    kinds = set(between.filter(pl.col("predicate") == "biolink:subclass_of").select("subject", "object").rows())
    for one, other in (
        ("cellular-senescence", "neuroinflammation"),
        ("lysosome-dysfunction", "autophagy"),
        ("cytoskeleton", "axonal-transport"),
        ("endogenous-retrovirus", "tdp43-proteinopathy"),
        ("energy-metabolism", "mitochondrial-dysfunction"),
        ("necroptosis", "motor-neuron-death"),
    ):
        assert (OF + one, OF + other) not in kinds
    assert (OF + "mitophagy", OF + "autophagy") in kinds
    assert (OF + "tdp43-proteinopathy", OF + "protein-aggregation") in kinds
    assert (OF + "erad", OF + "proteostasis-failure") in kinds
    assert len(kinds) == 12


def test_every_heading_is_still_reached_by_some_edge_with_a_reason(made, between):
    """No grouping is lost: what is no kind of its heading is tied to it in another way."""
    counted = dict(between["predicate"].value_counts().iter_rows())
    assert counted == {"biolink:subclass_of": 12, "biolink:related_to": 19, "biolink:contributes_to": 1}
    reasons = made.tables.evidence.filter(pl.col("edge_id").is_in(between["id"].implode()))
    assert reasons["note"].null_count() == 0
