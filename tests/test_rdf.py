"""The tables as RDF: two parsers agree, hostile text survives, refuted claims are no facts."""

from __future__ import annotations

import io
import time

import polars as pl
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.engines.sparql import rdf
from kg.engines.sparql.ntriples import references
from kg.engines.sparql.rdf import to_graph, write, write_ntriples
from kg.model.curie import BadCurie, iri
from kg.model.tables import Tables
from kg.schema.generated import PREFIXES
from support.engine_graphs import named_tables
from support.graphs import ALS, DAO, HUMAN, SOD1, change, edge_id, small_graph
from support.packaged import packaged_tables
from support.plain_rdf import plain_triples
from support.wild_tables import wild_tables

BIOLINK = Namespace("https://w3id.org/biolink/vocab/")
ALSKG = Namespace("https://w3id.org/als-kg/")
HOSTILE = (
    'a "quoted" name',
    "back\\slash and \\u0041 that is no escape",
    "two\nlines\r\nand\ta tab",
    "<script>alert('x')</script> . <s> <p> <o>",
    "Sjögren Ωμέγα 筋萎縮性側索硬化症 🧬",
    "\u2028 line separator, \u0085 next line, \x07 bell, \x7f delete",
    " spaces at both ends ",
    "",
)


def ntriples(frames: Tables) -> bytes:
    """The graph as N-Triples."""
    buffer = io.BytesIO()
    write_ntriples(frames, buffer)
    return buffer.getvalue()


def oxigraph(data: bytes) -> set[tuple[str, str, str]]:
    """The triples as Oxigraph reads them."""
    parsed = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {(str(one.subject), str(one.predicate), str(one.object)) for one in parsed}


def _curies(prefix: str) -> st.SearchStrategy[str]:
    """Identifiers of a prefix, some spelt in a way that is mended, some with what an IRI may not hold."""
    good = st.from_regex(f"\\A(?:{PREFIXES[prefix].pattern})\\Z")
    odd = st.builds(
        lambda local, more: local + more, good, st.sampled_from(["é", "e\u0301", "<1>", "%", " ", "\n", "A"])
    )
    return st.one_of(good, odd).map(lambda local: f"{prefix}:{local}")


def test_both_libraries_read_the_same_number_of_triples() -> None:
    """And no triple is written twice."""
    frames = small_graph()
    data = ntriples(frames)
    count = write_ntriples(frames, io.BytesIO())
    assert count == data.count(b"\n")
    assert count == len(oxigraph(data))
    assert count == len(Graph().parse(data=data, format="nt"))
    assert count == len(to_graph(frames))
    assert count > 500


def test_a_damaged_file_is_noticed() -> None:
    """The control: both parsers refuse an unescaped quote and an IRI with a bracket."""
    for bad in (b'<https://a.b/c> <https://a.b/d> "a"b" .\n', b"<https://a.b/c> <https://a.b/d> <https://a.b/<1>> .\n"):
        with pytest.raises(SyntaxError):
            oxigraph(bad)


def test_the_bytes_are_the_same_at_every_run() -> None:
    """Derived files can be compared."""
    assert ntriples(small_graph()) == ntriples(small_graph())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives(text: str) -> None:
    """In names, lists and statements, in both libraries."""
    good = small_graph()
    edge = edge_id(good, SOD1, "biolink:contributes_to", ALS)
    proof = good.evidence.filter(pl.col("edge_id") == edge)["id"][0]
    frames = Tables(
        change(good.nodes, SOD1, name=text, synonyms=[text, "other", text]),
        good.edges,
        change(good.evidence, proof, statement=text),
    )
    data = ntriples(frames)
    gene = URIRef(iri(SOD1))
    graph = Graph().parse(data=data, format="nt")
    assert graph.value(gene, RDFS.label) == Literal(text)
    assert set(graph.objects(gene, SKOS.altLabel)) == {Literal(text), Literal("other")}
    assert graph.value(URIRef(iri(proof)), ALSKG.statement) == Literal(text)
    store = pyoxigraph.Store()
    store.load(data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    label = pyoxigraph.NamedNode(str(RDFS.label))
    (quad,) = store.quads_for_pattern(pyoxigraph.NamedNode(str(gene)), label, None)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
    assert len(store) == len(graph)


def test_only_asserted_edges_are_facts() -> None:
    """An unasserted claim has its association and no direct triple, and is negated if refuted; an asserted one both."""
    frames = small_graph()
    graph = to_graph(frames)
    negated = []
    for subject, predicate, object, asserted, refutes, edge in frames.edges.select(
        "subject", "predicate", "object", "asserted", "refutes", "id"
    ).iter_rows():
        association, triple = URIRef(iri(edge)), tuple(URIRef(iri(one)) for one in (subject, predicate, object))
        assert (association, RDF.type, BIOLINK.Association) in graph
        parts = (RDF.subject, RDF.predicate, RDF.object)
        assert tuple(graph.value(association, part) for part in parts) == triple
        said_elsewhere = frames.edges.filter(
            (pl.col("subject") == subject)
            & (pl.col("predicate") == predicate)
            & (pl.col("object") == object)
            & pl.col("asserted")
        ).height
        assert (triple in graph) is bool(said_elsewhere)
        assert graph.value(association, ALSKG.asserted) == Literal(asserted)
        negated.append((association, BIOLINK.negated, Literal(True)) in graph)
        assert negated[-1] is (not asserted and refutes > 0)
    undecided = URIRef(iri(edge_id(frames, SOD1, "biolink:physically_interacts_with", DAO)))
    assert graph.value(undecided, ALSKG.mixed) == Literal(1)
    assert graph.value(undecided, BIOLINK.negated) is None, "mixed is no refutation"
    assert 0 < sum(negated) < frames.edges.height - frames.edges["asserted"].sum()
    assert (URIRef(iri(DAO)), BIOLINK.contributes_to, URIRef(iri(ALS))) not in graph
    assert (URIRef(iri(SOD1)), BIOLINK.contributes_to, URIRef(iri(ALS))) in graph


def test_qualifiers_counts_and_evidence_hang_from_the_association() -> None:
    """What a SPARQL query finds on an edge."""
    frames = small_graph()
    graph = to_graph(frames)
    edge = URIRef(iri(edge_id(frames, SOD1, "biolink:contributes_to", ALS)))
    assert (edge, RDF.type, ALSKG.GeneToDiseaseAssociation) in graph
    assert graph.value(edge, ALSKG.supports) == Literal(2)
    assert graph.value(edge, ALSKG.asserted) == Literal(True)
    assert set(graph.objects(edge, BIOLINK.publications)) == {URIRef(iri("PMID:1")), URIRef(iri("PMID:2"))}
    proofs = list(graph.objects(edge, BIOLINK.has_evidence))
    assert {graph.value(proof, ALSKG.year) for proof in proofs} == {Literal(1993), Literal(2001)}
    taxa = list(graph.objects(None, BIOLINK.species_context_qualifier))
    assert taxa == [URIRef(iri(HUMAN))]
    assert (URIRef(iri(SOD1)), RDF.type, BIOLINK.Gene) in graph
    assert (URIRef(iri(SOD1)), RDF.type, BIOLINK.NamedThing) in graph


def test_iris_hold_no_forbidden_characters() -> None:
    """A DOI with brackets is written percent-encoded."""
    data = ntriples(small_graph())
    assert b"<https://doi.org/10.1000/a%3C1%3E(2)%5B3%5D>" in data


def test_an_unknown_prefix_is_refused() -> None:
    """Better than an IRI that nobody can follow."""
    good = small_graph()
    with pytest.raises(BadCurie, match="XYZ"):
        ntriples(good._replace(nodes=change(good.nodes, SOD1, xrefs=["XYZ:1"])))


def test_forty_thousand_triples_take_well_under_a_second() -> None:
    """Measured: 195,000 triples in 0.23 s; the bound leaves room for a slow machine."""
    good = small_graph()
    many = pl.concat(
        good.nodes.with_columns(pl.format("ALSKG:n{}-{}", pl.int_range(pl.len()), pl.lit(part)).alias("id"))
        for part in range(400)
    )
    edges = good.edges.clear()
    start = time.process_time()
    count = write_ntriples(Tables(many, edges, good.evidence.clear()), io.BytesIO())
    assert count > 35_000
    assert time.process_time() - start < 2


@pytest.mark.parametrize("seed", range(6))
def test_the_triples_are_those_of_a_plain_writer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line for line, however the tables are sliced."""
    frames = wild_tables(seed)
    expected = plain_triples(*frames)
    for size in (7, 100_000):
        monkeypatch.setattr(rdf, "SLICE", size)
        buffer = io.BytesIO()
        count = write_ntriples(frames, buffer)
        lines = buffer.getvalue().decode().removesuffix(" .\n").split(" .\n")
        assert set(lines) == expected
        assert len(lines) == count == len(expected)


def test_the_packaged_graph_is_written_as_by_a_plain_writer() -> None:
    made = packaged_tables()
    buffer = io.BytesIO()
    write_ntriples(made, buffer)
    lines = buffer.getvalue().decode().removesuffix(" .\n").split(" .\n")
    assert set(lines) == plain_triples(made.nodes, made.edges, made.evidence)


@pytest.mark.parametrize("frames", [wild_tables(1), named_tables(), small_graph()])
def test_the_names_are_those_that_the_triples_use(frames: Tables) -> None:
    """What the SPARQL engine tells apart from a slip."""
    buffer = io.BytesIO()
    written = write(frames, buffer)
    store = pyoxigraph.Store()
    store.load(buffer.getvalue(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = []
    for pattern in ("{ ?s ?x ?o } UNION { ?s rdf:predicate ?x }", "?s a ?x FILTER(isIRI(?x))"):
        rows = store.query(f"SELECT DISTINCT ?x {{ {pattern} }}", prefixes={"rdf": str(RDF)})
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        found.append({row["x"].value for row in rows})
    assert [written.predicates, written.classes] == found


@given(st.lists(st.one_of(st.none(), st.sampled_from(sorted(PREFIXES)).flatmap(_curies)), max_size=20))
def test_columns_of_identifiers_expand_as_single_ones_do(curies: list[str | None]) -> None:
    try:
        expected = [None if one is None else f"<{iri(one)}>" for one in curies]
    except BadCurie as error:
        with pytest.raises(BadCurie, match="is not a"):
            references(pl.Series("x", curies, dtype=pl.String))
        assert str(error)
    else:
        assert references(pl.Series("x", curies, dtype=pl.String)).to_list() == expected


def test_how_far_the_writing_is_gets_told() -> None:
    told: list[str] = []
    frames = small_graph()
    write(frames, io.BytesIO(), tell=told.append)
    assert told == [f"writing triples: 0 of {frames.nodes.height} nodes"]
