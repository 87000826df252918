"""What the packaged graph says and does not say: the promises that a user relies on."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from kg.assembly.check import check_tables
from kg.assembly.edges import make_tables
from kg.model.records import Claim, Evidence, Place, Statement
from support.packaged import packaged
from support.plain_votes import is_primary

ALS = "MONDO:0004976"


@pytest.fixture(scope="module")
def made():
    return packaged()


@pytest.fixture(scope="module")
def named(made):
    """Edges with the names and categories of their ends."""
    nodes = made.tables.nodes.select("id", "name", "category")
    return made.tables.edges.join(
        nodes.rename({"id": "subject", "name": "subject_name", "category": "subject_category"}), on="subject"
    ).join(nodes.rename({"id": "object", "name": "object_name", "category": "object_category"}), on="object")


@pytest.fixture(scope="module")
def groups(made):
    return {source.source: source.origin_group for source in made.receipt.sources}


def als_diseases(made):
    """ALS and what the graph places below it."""
    edges = made.tables.edges.filter(pl.col("predicate") == "biolink:subclass_of", pl.col("asserted"))
    found, edge_of = {ALS}, edges.select("subject", "object").rows()
    while True:
        more = {subject for subject, object in edge_of if object in found} - found
        if not more:
            return found
        found |= more


def test_every_row_is_in_the_graph_or_in_quarantine_with_a_reason(made):
    for one in made.accounts:
        assert one.rows == one.in_graph + one.quarantined, one.file
        assert one.rows > 0, one.file
    quarantined = {(fault.place.file, fault.place.line) for fault in made.faults if fault.whole}
    assert len(quarantined) == sum(one.quarantined for one in made.accounts)
    assert all(fault.detail for fault in made.faults)


def test_asking_for_als_genes_gives_no_refuted_gene(made, named):
    genes = named.filter(
        pl.col("subject_category") == "Gene",
        pl.col("predicate").is_in(["biolink:contributes_to", "biolink:causes"]),
        pl.col("object").is_in(list(als_diseases(made))),
    )
    asserted = set(genes.filter("asserted")["subject_name"])
    assert {"SOD1", "C9orf72", "TARDBP", "FUS"} <= asserted
    assert "DAO" not in asserted and "EWSR1" not in asserted
    unasserted = genes.filter(~pl.col("asserted"))
    assert {"DAO", "EWSR1"} <= set(unasserted["subject_name"])
    evidence = made.tables.evidence.filter(pl.col("edge_id").is_in(unasserted["id"].implode()))
    assert {row["polarity"] for row in evidence.to_dicts()} <= {"refutes", "no_effect", "mixed"}
    assert set(unasserted["id"]) == set(evidence["edge_id"])


def test_no_not_phenotype_is_asserted(made, named):
    """NOT, and looked for in n people and seen in none (0/n), are refutations."""
    phenotypes = named.filter(pl.col("predicate") == "biolink:has_phenotype")
    evidence = made.tables.evidence.filter(pl.col("edge_id").is_in(phenotypes["id"].implode()))
    absent = evidence.filter(pl.col("frequency").str.starts_with("0/") | (pl.col("polarity") == "refutes"))
    assert absent.height >= 16
    assert set(absent["polarity"]) == {"refutes"}
    only_refuted = phenotypes.filter(pl.col("supports") == 0)
    assert not only_refuted["asserted"].any() and only_refuted.height >= 10
    pls = only_refuted.filter(object="HP:0002366")["subject"].to_list()
    assert pls, "primary lateral sclerosis: abnormal lower motor neuron morphology is NOT a phenotype"


def test_no_cell_therapy_is_asserted_to_ameliorate_als(named):
    efficacy = named.filter(pl.col("predicate") == "biolink:ameliorates_condition")
    assert not efficacy.filter(pl.col("subject_category") == "Treatment")["asserted"].any()
    assert efficacy.filter(pl.col("subject_category") == "Treatment").height > 0
    assert efficacy.filter("asserted").height > 0, "control: some drug trial did meet its endpoint"


def test_inheritance_and_course_are_not_phenotypes(made, named):
    phenotypes = named.filter(pl.col("predicate") == "biolink:has_phenotype")
    assert set(phenotypes["object_category"]) == {"PhenotypicFeature"}
    assert named.filter(pl.col("predicate") == "biolink:has_mode_of_inheritance").height > 0
    other = made.tables.nodes.filter(pl.col("category").is_in(["GeneticInheritance", "ClinicalCourse", "Onset"]))
    assert not set(other["id"]) & set(phenotypes["object"])


def test_mouse_genes_stay_mouse_genes(made, named):
    mouse = made.tables.nodes.filter(pl.col("id").str.starts_with("MGI:"))
    assert mouse.height > 5 and set(mouse["taxon"]) == {"NCBITaxon:10090"}
    human = made.tables.nodes.filter(pl.col("id").str.starts_with("HGNC:"))
    assert set(human["taxon"].drop_nulls()) <= {"NCBITaxon:9606"}
    on_mouse = named.filter(
        (pl.col("subject").str.starts_with("MGI:") | pl.col("object").str.starts_with("MGI:"))
        & (pl.col("predicate") != "biolink:orthologous_to")
    )
    assert set(on_mouse["species_context"]) == {"NCBITaxon:10090"}


def violations(frames):
    """What the rule says: edge → evidence → source, licence, and a reference or a citation status."""
    edges, evidence = frames.edges, frames.evidence
    bare = edges.join(evidence, left_on="id", right_on="edge_id", how="anti")["id"].to_list()
    void = evidence.filter(
        pl.col("source").is_null()
        | pl.col("licence").is_null()
        | pl.col("citation_status").is_null()
        | (pl.col("reference").is_null() & (pl.col("citation_status") == "primary"))
    )
    return bare + void["id"].to_list()


def test_every_edge_has_evidence_with_source_licence_and_citation(made):
    assert violations(made.tables) == []


@pytest.mark.parametrize("seed", ["edge without evidence", "no licence", "primary without reference"])
def test_the_rule_fails_on_a_seeded_violation(made, groups, seed):
    tables = made.tables
    evidence = tables.evidence
    primary = evidence.filter(pl.col("citation_status") == "primary")["id"][0]
    if seed == "edge without evidence":
        seeded = evidence.filter(pl.col("edge_id") != evidence["edge_id"][0])
    else:
        column = "licence" if seed == "no licence" else "reference"
        gone = pl.when(pl.col("id") == primary).then(None).otherwise(pl.col(column)).alias(column)
        seeded = evidence.with_columns(gone)
    broken = tables._replace(evidence=seeded)
    assert len(violations(broken)) == 1
    assert check_tables(broken, groups)


def test_the_checks_find_nothing(made, groups):
    assert check_tables(made.tables, groups) == []


def test_evidence_licences_are_those_of_the_sources(made):
    of_source = {source.source: source.licence for source in made.receipt.sources}
    for source, licence in made.tables.evidence.select("source", "licence").unique().iter_rows():
        assert of_source[source] == licence


def test_trials_are_data(made):
    trials = made.tables.nodes.filter(category="ClinicalTrial")
    assert trials["id"].is_unique().all() and trials.height > 100
    cell = trials.filter(pl.col("cell_source").is_not_null())
    assert cell.height > 50
    assert set(cell["donor_relation"].drop_nulls()) == {"autologous", "allogeneic"}
    for column in ("route", "phase", "status", "enrolment", "comparator", "primary_endpoint", "start_year"):
        assert trials[column].drop_nulls().len() > 30, column
    nurown = trials.filter(id="CLINICALTRIALS:NCT03280056").to_dicts()[0]
    assert nurown["primary_endpoint"] == "not_met" and nurown["route"] == "intrathecal"


def test_years_come_from_opened_records(made):
    """A reference without a year in the collection has none in the graph."""
    years = made.tables.evidence["year"].drop_nulls()
    assert years.len() > 100 and years.is_between(1990, 2026).all()


def test_a_claim_on_an_unknown_node_never_reaches_the_frames(made):
    """Control for the account: the builder itself does not invent ends."""
    evidence = Evidence(
        source="s", source_record="r", role="finding", polarity="supports", study_design="in_vitro", statement="x",
        licence="CC0-1.0",
        knowledge_level="observation", agent_type="manual_agent", citation_status="secondary",
    )  # fmt: skip
    claim = Claim(Statement("HGNC:1", "biolink:regulates", "HGNC:2"), evidence, Place("s", "f", 2))
    frames = make_tables({}, {}, [replace(claim)], {"s": "s"})
    assert [one.check for one in check_tables(frames, {"s": "s"})][:1] == ["dangling"]


def test_every_cited_paper_is_a_node(made):
    references = made.tables.evidence["reference"].drop_nulls().unique()
    papers = {one for one in references if one.split(":")[0] in ("PMID", "PMC", "doi")}
    assert len(papers) > 300
    assert papers <= set(made.tables.nodes.filter(category="Publication")["id"])


def test_quarantine_holds_only_what_was_decided(made):
    """A new fault is a new decision: add it here with the table that decides it."""
    assert [(fault.reason, fault.record, fault.whole) for fault in made.faults] == [
        ("not_an_entity", "disease_facts:9", True),
        ("unknown_entity", "models:19", False),
        ("not_an_entity", "msc_mechanisms:112", True),
        ("missing_value", "msc_mechanisms:136", True),
    ]


def test_a_database_votes_once_however_many_of_its_records_it_cites(made, groups):
    """Votes are at most the primary references plus the origin groups of all other rows."""
    evidence = made.tables.evidence.filter(pl.col("reference").str.starts_with("CGGV:"))
    twice = [id for (id,), rows in evidence.group_by("edge_id") if rows.height > 1]
    assert twice, "no edge has two ClinGen curations: the test shows nothing"
    for edge in made.tables.edges.filter(pl.col("id").is_in(twice)).iter_rows(named=True):
        rows = made.tables.evidence.filter(pl.col("edge_id") == edge["id"]).iter_rows(named=True)
        voters = {row["reference"] if is_primary(row["reference"]) else groups[row["source"]] for row in rows}
        assert edge["supports"] + edge["refutes"] + edge["no_effect"] + edge["mixed"] == len(voters)


def test_publications_are_literature_and_registers(made):
    cited = made.tables.edges["publications"].explode().drop_nulls().unique()
    assert cited.len() > 100
    assert all(is_primary(reference) for reference in cited)
    records = made.tables.evidence["reference"].drop_nulls()
    assert {"CGGV", "OMIM", "ORPHA"} <= {record.partition(":")[0] for record in records}, "the evidence keeps them"


def test_a_limited_curation_weighs_less_than_a_definitive_one(made):
    edges = made.tables.edges.filter(pl.col("predicate") == "biolink:contributes_to", pl.col("supports") == 1)
    alone = edges.filter(pl.col("refutes") + pl.col("no_effect") + pl.col("mixed") == 0)
    graded = made.tables.evidence.filter(pl.col("source") == "clingen").select("edge_id", "grade")
    belief = alone.join(graded.unique(), left_on="id", right_on="edge_id").group_by("grade").agg(pl.col("belief").min())
    of = dict(belief.iter_rows())
    assert of["Limited"] < of["Moderate"] < of["Definitive"]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Lou Gehrig's disease", ALS),
        ("ALS type 1", "MONDO:0007103"),
        ("ALS type 2", "MONDO:0008780"),
        ("familial ALS", "MONDO:0005144"),
        ("sporadic ALS", "MONDO:0005145"),
        ("MSCs", "CL:0000134"),
        ("mesenchymal stromal cell", "CL:0000134"),
    ],
)
def test_common_names_mean_one_thing(made, name, id):
    nodes = made.tables.nodes
    assert nodes.filter(pl.col("synonyms").list.contains(name) | (pl.col("name") == name))["id"].to_list() == [id]


def test_motor_neuron_disease_is_no_synonym_of_als(made):
    """MONDO has it as a parent of ALS."""
    (synonyms,) = made.tables.nodes.filter(pl.col("id") == ALS)["synonyms"].to_list()
    assert not {"motor neuron disease", "MND"} & set(synonyms)
