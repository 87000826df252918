"""`kg.open()` and `KnowledgeGraph`: what they answer, held against the tables themselves."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import polars as pl
import pytest

import kg
from kg.engines.core.limits import Limits
from kg.errors import AlskgError, NotFound, QueryError, UsageError
from kg.graph.knowledge_graph import KnowledgeGraph
from support.home import packaged_home

ALS = "MONDO:0004976"


@pytest.fixture(scope="module")
def graph():
    with kg.open(packaged_home().path) as opened:
        yield opened


def test_open_builds_the_bundled_graph_when_there_is_none(tmp_path):
    heard = []
    with kg.open(tmp_path / "new", say=heard.append) as opened:
        assert heard[0] == "building the bundled graph (first use)"
        assert opened.id == opened.backend.release.content_id
    with kg.open(tmp_path / "new", say=heard.append):
        assert len(heard) == 1
    with pytest.raises(NotFound):
        kg.open(tmp_path / "new", profile="other")


@pytest.mark.parametrize("name", ["TARDBP", "SOD1", ALS, "ALSKG:product-msc-ntf"])
@pytest.mark.parametrize("asserted", [True, False, None])
def test_edges_about_a_thing_are_those_of_the_table(graph, name, asserted):
    id = graph.resolve(name).id
    table = graph.tables.edges.filter((pl.col("subject") == id) | (pl.col("object") == id))
    if asserted is not None:
        table = table.filter(pl.col("asserted") == asserted)
    found = graph.edges(about=name, exact=True, asserted=asserted)
    assert sorted(found.column("edge")) == sorted(table["id"])
    for row in found.dicts():
        kept = table.row(by_predicate=pl.col("id") == row["edge"], named=True)
        for key in ("predicate", "asserted", "belief", "supports", "refutes", "no_effect", "mixed", "strongest_design"):
            assert row[key] == kept[key]
        assert (row["subject_id"], row["object_id"]) == (kept["subject"], kept["object"])
        assert (row["publications"] or []) == kept["publications"]


@pytest.mark.parametrize("direction", ["out", "in", "both"])
def test_neighbours_are_those_of_the_table(graph, direction):
    id = graph.resolve("TARDBP").id
    table = graph.tables.edges.filter("asserted")
    ends = []
    if direction in ("out", "both"):
        ends += table.filter(subject=id).select("object", "id").rows()
    if direction in ("in", "both"):
        ends += table.filter(object=id).select("subject", "id").rows()
    found = graph.neighbours("TARDBP", direction=direction)
    assert sorted(zip(found.column("id"), found.column("edge"), strict=True)) == sorted(ends)


@pytest.mark.parametrize("name", ["DAO", "riluzole", "chitotriosidase (CHIT1) in cerebrospinal fluid"])
def test_evidence_is_that_of_the_table_both_sides(graph, name):
    id = graph.resolve(name).id
    edges = graph.tables.edges.filter((pl.col("subject") == id) | (pl.col("object") == id))
    table = graph.tables.evidence.filter(pl.col("edge_id").is_in(edges["id"].implode()))
    found = graph.evidence(about=name)
    assert sorted(found.column("evidence")) == sorted(table["id"])
    assert sorted(found.column("polarity")) == sorted(table["polarity"])


def test_refuted_claims_are_found_only_when_asked_for(graph):
    assert not graph.edges("DAO", "contributes_to", "ALS")
    (row,) = graph.edges("DAO", "contributes_to", "ALS", asserted=None).dicts()
    assert row["asserted"] is False and row["refutes"] == 1
    (said,) = graph.evidence(edge=row["edge"]).dicts()
    assert said["polarity"] == "refutes" and said["reference"].startswith("CGGV:")


def test_both_sides_of_a_drug_stand_on_one_edge(graph):
    assert not graph.edges("AMX0035", "ameliorates_condition", "ALS")
    (row,) = graph.edges("AMX0035", "ameliorates_condition", "ALS", asserted=None).dicts()
    assert (row["supports"], row["refutes"], row["status"], row["asserted"]) == (1, 1, "contested", False)


def test_why_lists_the_studies_and_what_they_add_up_to(graph):
    (edge,) = graph.edges("TUDCA", "ameliorates_condition", "ALS", exact=True, asserted=None).dicts()
    told = graph.why(edge["edge"])
    phase_3, pilot, together = told.dicts()
    assert (pilot["voter"], pilot["says"], pilot["design"]) == (
        "ALSKG:trial-tudca-pilot",
        "supports",
        "randomised_trial",
    )
    assert pilot["weight"] == pilot["for"] == pytest.approx(0.8 * 34 / 134, abs=1e-6)
    assert (phase_3["voter"], phase_3["says"], phase_3["q"]) == ("ALSKG:trial-tudca-als", "refutes", 0.8)
    assert phase_3["design"] == "randomised_trial"
    assert phase_3["against"] == pytest.approx(0.8 * 0.8 * 336 / 436, abs=1e-6)
    assert (together["voter"], together["says"], together["weight"]) == ("together", "contested", edge["belief"])
    assert (together["for"], together["against"]) == pytest.approx((pilot["for"], phase_3["against"]), abs=1e-6)
    assert told.warnings[0].startswith("not asserted, contested")


def test_why_of_what_has_no_belief(graph):
    (stated,) = graph.edges("BIIB078", "affects", "C9orf72", asserted=None).dicts()
    first, together = graph.why(stated["edge"]).dicts()
    assert (first["says"], first["weight"]) == ("stated, no vote", None)
    assert (together["says"], together["weight"], together["for"]) == ("stated", None, 0.0)
    known = graph.edges(predicate="in_taxon").dicts()[0]
    assert "definition or a record" in graph.why(known["edge"]).warnings[0]
    with pytest.raises(NotFound, match="no edge"):
        graph.why("ALSKG:e0123456789abcdef0123")


def test_names_are_resolved_aloud(graph):
    heard = []
    graph = KnowledgeGraph(graph.backend, say=heard.append)
    assert graph.resolve("TDP-43").id == "HGNC:11571"
    assert graph.resolve("tdp43").id == "HGNC:11571"
    assert graph.resolve("HGNC:11571").symbol == "TARDBP"
    assert len(heard) == 2 and all("TARDBP (Gene, HGNC:11571)" in line for line in heard)
    assert graph.resolve("SOD1").id == "HGNC:11179" and "also by that name: Sod1 (Gene, MGI:98351)" in heard[-1]
    assert graph.resolve("Sod1").id == "MGI:98351", "the spelling as typed wins"
    assert graph.resolve("ALS").id == ALS


def test_ambiguous_and_unknown_names(graph):
    with pytest.raises(UsageError, match=r"ALS2 \(Gene, HGNC:443\).*Disease") as caught:
        graph.node("ALS2")
    assert caught.value.exit_code == 2
    assert graph.resolve("ALS2", category="Gene").id == "HGNC:443"
    with pytest.raises(NotFound) as caught:
        graph.node("TARDPB")
    assert "TARDBP" in caught.value.hint and caught.value.exit_code == 3
    with pytest.raises(NotFound, match="there is no predicate") as caught:
        graph.edges("SOD1", "contribute_to")
    assert "contributes_to" in caught.value.hint


def test_trials_of_a_cell_include_its_products(graph):
    names = set(graph.trials("mesenchymal stem cell").column("id"))
    assert "CLINICALTRIALS:NCT03280056" in names, "NurOwn is made from bone-marrow MSC"
    assert "CLINICALTRIALS:NCT02623699" not in names, "tofersen is not"
    ids = graph.trials().column("id")
    assert len(ids) == len(set(ids)) == graph.tables.nodes.filter(category="ClinicalTrial").height
    missed = graph.trials("mesenchymal stem cell", endpoint="not_met")
    assert set(missed.column("primary_endpoint")) == {"not_met"} and "CLINICALTRIALS:NCT03280056" in missed.column("id")
    with pytest.raises(UsageError, match="'won' is not an endpoint"):
        graph.trials(endpoint="won")


def test_cypher_and_sparql_agree_with_the_table(graph):
    genes = graph.tables.nodes.filter(category="Gene").height
    assert graph.cypher("MATCH (g:Gene) RETURN count(g) AS n").scalar() == genes
    assert graph.sparql("SELECT (COUNT(?g) AS ?n) WHERE { ?g a biolink:Gene }").scalar() == genes
    name = "SOD1"
    assert graph.cypher("MATCH (g:Gene {symbol: $s}) RETURN g.id", s=name).scalar() == "HGNC:11179"
    with pytest.raises(QueryError):
        graph.cypher("CREATE (n:Gene)")


def test_a_card_counts_every_edge(graph):
    card = graph.node("SOD1")
    id = card.id
    counted = sum(count for _, _, count in card.counted())
    table = graph.tables.edges
    assert counted == table.filter(subject=id).height + table.filter(object=id).height
    assert "SOD1 (Gene, HGNC:11179)" in repr(card) and "<b>SOD1</b>" in card._repr_html_()


def test_a_subgraph_becomes_networkx(graph):
    drawn = graph.subgraph("SOD1", "C9orf72", limit=60)
    network = drawn.to_networkx()
    assert set(network.nodes) == {node.id for node in drawn.nodes}
    assert network.number_of_edges() == len(drawn.edges)
    subject, object, key, data = next(iter(network.edges(keys=True, data=True)))
    row = graph.tables.edges.row(by_predicate=pl.col("id") == key, named=True)
    assert (subject, object, data["predicate"], data["asserted"]) == (
        row["subject"],
        row["object"],
        row["predicate"],
        row["asserted"],
    )
    assert network.nodes["HGNC:11179"]["name"] == "SOD1"


def test_repr_says_what_it_is(graph):
    assert repr(graph).startswith(f"<KnowledgeGraph {graph.id[:12]}: ") and "evidence rows" in repr(graph)
    assert graph.id[:12] in graph._repr_html_()


@pytest.mark.parametrize(
    ("language", "slow", "quick"),
    [
        ("sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "ASK { ?s ?p ?o }"),
        ("cypher", "MATCH (a:Entity), (b:Entity), (c:Entity) RETURN a.id ORDER BY b.id + c.id", "RETURN 1"),
    ],
)
def test_a_question_can_be_interrupted_and_the_next_one_is_answered(graph, language, slow, quick):
    ask = getattr(graph, language)
    said = []

    def wait():
        try:
            ask(slow, limits=Limits(seconds=3600, work=10**12))
        except QueryError as error:
            said.append(error.message)

    thread = threading.Thread(target=wait)
    thread.start()
    while thread.is_alive():
        graph.interrupt()
        thread.join(0.05)
    assert said == ["the query was stopped from outside."]
    assert len(ask(quick)) == 1


def test_calls_that_are_off_are_one_sentence(graph):
    for call, words in (
        (lambda: graph.cypher("RETURN $limits", limits=3), "limits are"),
        (lambda: graph.cypher("RETURN 1", [1]), "parameters are a mapping"),
        (lambda: graph.cypher(None), "a query is text"),
        (lambda: graph.sparql(None), "a query is text"),
        (lambda: graph.edges("SOD1", 3), "no predicate 3"),
        (lambda: graph.resolve("SOD1", category="Foo"), "no category 'Foo'"),
    ):
        with pytest.raises(AlskgError, match=words) as error:
            call()
        assert error.value.hint
    assert graph.cypher("RETURN $limits", {"limits": 3}).scalar() == 3
    assert "gene-mechanisms" in graph.questions().column("question")


def run_python(*arguments, folder):
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


def test_python_in_the_folder_of_a_checkout_finds_all_of_kg_or_says_how(tmp_path):
    """README's example is typed where README's first command leaves one."""
    root = Path(__file__).resolve().parent.parent
    code = "import kg, kg.loaders, kg.queries; print(len(kg.queries.slugs()))"
    for folder in (root, tmp_path):
        done = run_python("-P", "-c", code, folder=folder)
        assert done.returncode == 0 and int(done.stdout) >= 40, done.stderr
    (tmp_path / "kg").mkdir()
    shutil.copy(root / "kg" / "__init__.py", tmp_path / "kg")
    hidden = run_python("-S", "-c", "import kg", folder=tmp_path)
    assert hidden.returncode == 1 and "No module named" not in hidden.stderr
    assert "Start Python in another folder, or as `python -P`" in hidden.stderr
    assert run_python("-P", "-c", "import kg", folder=tmp_path).returncode == 0, "control"
