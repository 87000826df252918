"""Tables, ids and the content id by columns equal those made row by row (`support.reference_tables`)."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assembly import edges
from kg.assembly.computed import COMPUTED, computed, with_evidence
from kg.assembly.ids import edge_ids, evidence_ids
from kg.model.canonical import canonical_rows
from kg.model.records import DESCRIPTORS, EVIDENCE_FIELDS, Claim, Evidence, Node, Place, Statement
from kg.model.tables import Tables
from kg.model.votes import POLARITIES
from kg.release.content import content_id
from support import reference_tables as plain

GROUPS = {"a": "g", "b": "g", "c": "c"}
text = st.sampled_from(
    [
        "x",
        "é",
        "e\u0301",
        'a "word"',
        "back\\slash",
        "\n\u0303",
        "tab\there",
        "\x7f",
        "𝛼",
        "\u2028",
        "\x1f",
        "=\u0338",
        "",
        " s ",
    ]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.0, -0.0, 1e16, 1e-7, 3.0])
statements = st.builds(
    Statement,
    subject=st.sampled_from(["HGNC:1", "HGNC:2", " HGNC:1", "é:1", "e\u0301:1"]),
    predicate=st.sampled_from(["biolink:regulates", "biolink:ameliorates_condition"]),
    object=st.sampled_from(["HGNC:1", "HGNC:2"]),
    object_direction=st.none() | st.sampled_from(["increased", "decreased", ""]),
    disease_context=st.none() | st.just("MONDO:0004976"),
)
rows = st.builds(
    Evidence,
    source=st.sampled_from(sorted(GROUPS)),
    source_record=text,
    trial=st.none() | st.just("ALSKG:trial-one"),
    role=st.sampled_from(["finding", "record", "stated"]),
    polarity=st.sampled_from(POLARITIES),
    study_design=st.sampled_from(["in_vitro", "database", "review", "press"]),
    statement=text,
    licence=st.just("CC0-1.0"),
    knowledge_level=st.just("observation"),
    agent_type=st.just("manual_agent"),
    citation_status=st.sampled_from(["primary", "secondary"]),
    reference=st.none() | st.sampled_from(["PMID:1", "PMID:2", "OMIM:1", "PMIDX:1", "doi:10.1/x", "PMID"]),
    year=st.none() | st.integers(1900, 2030),
    value_low=numbers,
    weeks=numbers,
    n=st.none() | st.integers(0, 400),
    outcome=st.none() | st.sampled_from(["not_met", "safety_only"]),
    grade=st.none() | st.sampled_from(["Definitive", "Refuted", "IDA"]),
    note=st.none() | text,
)
claims = st.lists(st.builds(Claim, statements, rows, st.just(Place("a", "f.tsv", 2))), max_size=14)
NODES = {
    "HGNC:1": Node(
        "HGNC:1",
        "Gene",
        'S"1',
        Place("a", "f", 2),
        ("b", "a", "é"),
        ("X:1",),
        properties={"symbol": "S", "member_count": 3},
    ),
    "HGNC:2": Node("HGNC:2", "Gene", "two", Place("a", "f", 3), (), (), "said"),
    "ALSKG:trial-one": Node(
        "ALSKG:trial-one",
        "ClinicalTrial",
        "one",
        Place("a", "f", 4),
        properties={"study_design": "randomised_trial", "enrolment": 70},
    ),
}
SOURCES = {"HGNC:1": ("a", "b"), "HGNC:2": ("a",), "ALSKG:trial-one": ("a",)}


def canonical_lines(frame):
    return [line for lines in canonical_rows(frame.sort("id")) for line in lines]


def same(one: Tables, two: Tables) -> bool:
    return all(mine.schema == other.schema and mine.equals(other) for mine, other in zip(one, two, strict=True))


@pytest.mark.slow
@settings(max_examples=150)
@given(claims, st.sampled_from([1, 3, edges.BATCH]))
def test_tables_by_columns_are_those_made_row_by_row(batch, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edges, "BATCH", size)
        made = edges.make_tables(NODES, SOURCES, iter(batch), GROUPS)
    expected = plain.make_tables(NODES, SOURCES, batch, GROUPS)
    assert same(made, expected)
    for frame in made:
        assert list(canonical_lines(frame)) == list(plain.canonical_lines(frame))
    assert content_id(made) == plain.content_id(expected)


@settings(max_examples=60)
@given(claims)
def test_ids_by_columns_are_those_of_the_records(batch):
    made = edges.make_tables(NODES, SOURCES, batch, GROUPS)
    told = [Statement(*row).id for row in made.edges.select("subject", "predicate", "object", *edges.PARTS[3:]).rows()]
    assert edge_ids(made.edges).to_list() == told == made.edges["id"].to_list()
    evidence = made.evidence.select("edge_id", *EVIDENCE_FIELDS)
    told = [Evidence(**dict(zip(EVIDENCE_FIELDS, row[1:], strict=True))).id_on(row[0]) for row in evidence.iter_rows()]
    assert evidence_ids(evidence).to_list() == told
    for claim in batch:
        assert claim.evidence.id_on("ALSKG:e0") == plain.evidence_id(claim.evidence, "ALSKG:e0")
        assert claim.statement.id == plain.edge_id(claim.statement)


def test_the_comparison_sees_one_cell():
    """Negative control: one figure in its last digit, one vote more."""
    row = Evidence(
        source="a", source_record="r", role="finding", polarity="supports", study_design="review", statement="s",
        licence="l",
        knowledge_level="k", agent_type="m", citation_status="secondary", weeks=0.1,
    )  # fmt: skip
    said = Statement("HGNC:1", "biolink:regulates", "HGNC:2")
    one = Claim(said, row, Place("a", "f", 2))
    other = replace(one, evidence=replace(row, weeks=0.1 + 2**-56))
    made = edges.make_tables(NODES, SOURCES, [one], GROUPS)
    assert not same(made, plain.make_tables(NODES, SOURCES, [other], GROUPS))
    assert content_id(made) != plain.content_id(plain.make_tables(NODES, SOURCES, [other], GROUPS))
    assert content_id(made) == plain.content_id(plain.make_tables(NODES, SOURCES, [one, one], GROUPS))


def test_values_that_json_writes_in_its_own_way():
    frame = pl.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "f": [float("nan"), float("inf"), -0.0, None],
            "l": [["b", "a", '"'], [], [""], None],
            "m": [["b", "a"], [], [""], None],
            "b": [True, False, None, True],
            "i": [-1, None, 2**40, 0],
            "é": ["x", "", None, "\u2028"],
            "none": pl.Series([None] * 4, dtype=pl.String),
        }
    )
    assert list(canonical_lines(frame)) == list(plain.canonical_lines(frame))
    assert list(canonical_lines(frame.select("id", "none").head(0))) == []
    assert list(canonical_lines(pl.DataFrame({"id": pl.Series([None], dtype=pl.String)}))) == ["{}"]


@settings(max_examples=60)
@given(claims)
def test_a_part_of_the_evidence_is_tallied_as_a_graph_of_its_own(batch):
    whole = edges.make_tables(NODES, SOURCES, batch, GROUPS)
    part = whole.evidence.filter(pl.col("citation_status") == "primary")
    kept = [claim for claim in batch if claim.evidence.citation_status == "primary"]
    told, alone = with_evidence(whole, part, GROUPS), edges.make_tables(NODES, SOURCES, kept, GROUPS)
    # Of several spellings of one statement the whole graph may keep another than the part.
    assert told.edges.select("id", *COMPUTED).equals(alone.edges.select("id", *COMPUTED))
    assert told.evidence["id"].to_list() == alone.evidence["id"].to_list()
    assert told.edges.columns == whole.edges.columns


def test_what_is_computed_is_every_column_that_no_statement_has():
    made = edges.make_tables(NODES, SOURCES, [], GROUPS)
    told = computed(made.evidence, made.edges, made.nodes, {})
    assert sorted(told.columns) == sorted(("id", *COMPUTED))
    assert set(made.edges.columns) - set(edges.PARTS) - set(DESCRIPTORS) == {"id", *COMPUTED}
