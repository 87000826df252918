"""A biomarker keeps its fluid: what moved it there, what did not, and where no fluid is said."""

from __future__ import annotations

import polars as pl
import pytest

from support.packaged import packaged

NFL = {fluid: f"ALSKG:biomarker-{fluid}-nfl" for fluid in ("csf", "plasma", "serum")}
NEFL = "HGNC:7739"
FLUIDS = {"cerebrospinal fluid": "(?i)csf|cerebrospinal", "plasma": "(?i)plasma", "serum": "(?i)serum"}


@pytest.fixture(scope="module")
def made():
    return packaged()


@pytest.fixture(scope="module")
def moves(made):
    names = made.tables.nodes.select(pl.col("id").alias("subject"), pl.col("name").alias("agent"))
    return made.tables.edges.filter(pl.col("predicate") == "biolink:affects").join(names, on="subject")


def agents(moves, object):
    return {(agent, way, said) for agent, way, said in moves.filter(pl.col("object") == object).select(
        "agent", "object_direction", "asserted").iter_rows()}  # fmt: skip


def test_neurofilament_hangs_on_the_fluid_that_the_report_names(moves):
    muse = "Muse cell (multilineage-differentiating stress-enduring)"
    assert agents(moves, NFL["csf"]) == {("ulefnersen", "decreased", True), (muse, "increased", True)}
    assert agents(moves, NFL["plasma"]) == {("tofersen", "decreased", True), ("BIIB105", "decreased", False)}
    assert agents(moves, NFL["serum"]) == {("ibudilast", "decreased", False)}


def test_where_no_fluid_is_said_none_is_made_up(moves):
    assert agents(moves, NEFL) == {
        ("DNL343", "decreased", False),
        ("lenzumestrocel (Neuronata-R)", "decreased", True),
    }


def test_what_names_a_fluid_names_that_of_its_measurement(made, moves):
    """No row about plasma is filed under another fluid (statement or anchor names the fluid where one is named)."""
    fluid = made.tables.nodes.filter(pl.col("category") == "ClinicalMeasurement").select(
        pl.col("id").alias("object"), "fluid"
    )
    said = made.tables.evidence.join(
        moves.join(fluid, on="object").select(pl.col("id").alias("edge_id"), "fluid"), on="edge_id"
    )
    assert said.height >= 12
    for text, of in said.select("statement", "fluid").iter_rows():
        named = {one for one, pattern in FLUIDS.items() if pl.Series([text]).str.contains(pattern)[0]}
        assert named <= {of} or text.startswith("rose to 6 months with serum IL-6"), (text, of)


def test_plasma_and_serum_neurofilament_are_no_marker_of_als_without_a_source_that_says_so(made):
    marks = made.tables.edges.filter(pl.col("predicate") == "biolink:biomarker_for")["subject"].to_list()
    assert NFL["csf"] in marks
    assert NFL["plasma"] not in marks and NFL["serum"] not in marks


def test_a_drug_keeps_its_target_beside_the_fluid_that_it_was_read_in(moves):
    assert ("tofersen", "decreased", True) in agents(moves, "HGNC:11179")
    assert ("tofersen", "decreased", True) in agents(moves, "ALSKG:biomarker-csf-sod1")
