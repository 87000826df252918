"""Exports read back by the tools they are for say what the graph says."""

from __future__ import annotations

import csv
import json

import networkx as nx
import polars as pl
import pyoxigraph
import pytest
import rdflib

from kg.errors import OutputError, UsageError
from kg.export.formats import EXPORT_FORMATS, export
from support.graphs import small_graph
from support.packaged import packaged_tables

TARDBP = "HGNC:11571"


@pytest.fixture(scope="module")
def tables():
    return packaged_tables()


@pytest.fixture(scope="module")
def part(tables):
    return tables.around([TARDBP])


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_what_is_asserted_keeps_its_evidence(tables):
    asserted = tables.asserted()
    assert asserted.nodes.equals(tables.nodes)
    assert asserted.edges.height == tables.edges["asserted"].sum() < tables.edges.height
    assert set(asserted.evidence["edge_id"]) == set(asserted.edges["id"])


def test_around_is_closed(tables, part):
    touching = tables.edges.filter((pl.col("subject") == TARDBP) | (pl.col("object") == TARDBP))
    assert set(part.nodes["id"]) == {TARDBP, *touching["subject"], *touching["object"]}
    assert set(touching["id"]) <= set(part.edges["id"])
    assert {*part.edges["subject"], *part.edges["object"]} <= set(part.nodes["id"])
    assert set(part.evidence["edge_id"]) == set(part.edges["id"])


def test_kgx_reads_back(part, tmp_path):
    export(part, "kgx", tmp_path)
    nodes, edges = table(tmp_path / "als-kg_nodes.tsv"), table(tmp_path / "als-kg_edges.tsv")
    assert {row["id"]: row["name"] for row in nodes} == dict(part.nodes.select("id", "name").iter_rows())
    assert {row["category"] for row in nodes} >= {"biolink:Gene", "biolink:Disease"}
    kept = {row["id"]: row for row in edges}
    evidence = {row["id"] for row in table(tmp_path / "als-kg_evidence.tsv")}
    for row in part.edges.iter_rows(named=True):
        said = kept[row["id"]]
        assert (said["subject"], said["predicate"], said["object"]) == (row["subject"], row["predicate"], row["object"])
        assert said["asserted"] == str(row["asserted"]).lower()
        assert said["negated"] == str(not row["asserted"] and row["refutes"] > 0).lower()
        assert said["publications"] == "|".join(row["publications"])
        assert said["knowledge_level"] and said["agent_type"]
        assert set(said["has_evidence"].split("|")) <= evidence
    assert all(row["category"].endswith("Association") for row in edges)


def test_kgx_negates_what_is_refuted_and_not_what_is_undecided(tables, tmp_path):
    export(tables, "kgx", tmp_path)
    edges = table(tmp_path / "als-kg_edges.tsv")
    said = {(row["asserted"], row["negated"], row["status"]) for row in edges}
    assert said == {
        ("true", "false", "supported"),
        ("true", "false", "contested"),
        ("false", "false", "contested"),
        ("false", "false", "mixed"),
        ("false", "true", "refuted"),
        ("false", "false", "no_effect"),
        ("false", "false", "stated"),
    }
    assert any(row["negated"] == "false" and row["asserted"] == "false" and row["refutes"] != "0" for row in edges)


def test_rdf_reads_back_alike_in_both_formats(part, tmp_path):
    (nt,) = export(part, "nt", tmp_path / "a.nt")
    (ttl,) = export(part, "ttl", tmp_path / "a.ttl")
    triples = {(str(s), str(p), str(o)) for s, p, o in rdflib.Graph().parse(nt, format="nt")}
    assert triples == {(str(s), str(p), str(o)) for s, p, o in rdflib.Graph().parse(ttl, format="turtle")}
    store = pyoxigraph.Store()
    store.bulk_load(path=str(nt), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert len(store) == len(triples) > part.edges.height


@pytest.mark.parametrize("format", ["graphml", "cytoscape"])
def test_networks_read_back(part, tmp_path, format):
    (path,) = export(part, format, tmp_path / "a")
    if format == "graphml":
        graph = nx.read_graphml(path, force_multigraph=True)
    else:
        graph = nx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
    assert set(graph.nodes) == set(part.nodes["id"])
    assert sorted(data["predicate"] for _, _, data in graph.edges(data=True)) == sorted(part.edges["predicate"])
    assert graph.nodes[TARDBP]["name"] == "TARDBP"


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_hostile_texts_survive_every_format(tmp_path, format):
    hostile = 'a\t"b"\n<c>&amp;|\u2028\u202e\x01'
    good = small_graph()
    names = pl.when(pl.col("category") == "Gene").then(pl.lit(hostile)).otherwise(pl.col("name")).alias("name")
    part = good._replace(nodes=good.nodes.with_columns(names))
    for path in export(part, format, tmp_path / "out"):
        text = path.read_bytes().decode("utf-8")
        if path.suffix == ".tsv":
            rows = table(path)
            assert all(None not in row and None not in row.values() for row in rows), "no cell breaks its line"
        assert text
    if format == "graphml":
        nx.read_graphml(tmp_path / "out")
    if format == "cytoscape":
        json.loads((tmp_path / "out").read_text(encoding="utf-8"))


def test_errors(part, tmp_path):
    with pytest.raises(UsageError, match="no export format 'xlsx'"):
        export(part, "xlsx", tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        export(part, "nt", tmp_path / "missing" / "a.nt")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be made"):
        export(part, "kgx", tmp_path / "file" / "folder")
