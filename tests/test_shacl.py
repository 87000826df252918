"""The generated shapes and the hand-written rules: a good graph conforms, seeded faults are found."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib.resources import files

import polars as pl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from kg.assembly.check import check_tables
from kg.assembly.shacl import RULES, SHAPES, Finding, validate, validate_graph
from kg.engines.sparql.rdf import to_graph
from kg.errors import AlskgError
from kg.model.curie import iri
from kg.model.tables import Tables
from kg.schema.generated import ASSOCIATION_CLASSES, ASSOCIATIONS
from kg.schema.lookup import association_for
from support.graphs import ALS, CLAIMS, DAO, SOD1, SOURCES, TRIAL, change, edge_id, small_graph

pytest.importorskip("pyshacl")

BIOLINK = Namespace("https://w3id.org/biolink/vocab/")
ALSKG = Namespace("https://w3id.org/als-kg/")
GOOD = small_graph()
ASSERTED = edge_id(GOOD, SOD1, "biolink:contributes_to", ALS)
REFUTED = edge_id(GOOD, DAO, "biolink:contributes_to", ALS)
UNDECIDED = edge_id(GOOD, SOD1, "biolink:physically_interacts_with", DAO)
VARIANT = edge_id(GOOD, "ALSKG:a-variant", "biolink:causes", ALS)
MEASURED = edge_id(GOOD, ALS, "biolink:has_attribute", "ALSKG:incidence")


def proof(edge: str) -> str:
    """The first evidence of an edge."""
    return str(GOOD.evidence.filter(pl.col("edge_id") == edge)["id"][0])


def edges(**values: object) -> Callable[[Tables], Tables]:
    """Change the asserted edge."""
    return lambda frames: frames._replace(edges=change(frames.edges, ASSERTED, **values))


def refuted(**values: object) -> Callable[[Tables], Tables]:
    """Change the refuted edge."""
    return lambda frames: frames._replace(edges=change(frames.edges, REFUTED, **values))


def evidence(edge: str = ASSERTED, **values: object) -> Callable[[Tables], Tables]:
    """Change the first evidence of an edge."""
    return lambda frames: frames._replace(evidence=change(frames.evidence, proof(edge), **values))


def nodes(id: str, **values: object) -> Callable[[Tables], Tables]:
    """Change a node."""
    return lambda frames: frames._replace(nodes=change(frames.nodes, id, **values))


def without(table: str, column: str, value: str) -> Callable[[Tables], Tables]:
    """Take rows out of a table."""
    return lambda frames: frames._replace(**{table: getattr(frames, table).filter(pl.col(column) != value)})


TABLE_FAULTS: dict[str, tuple[Callable[[Tables], Tables], bool]] = {
    "domain and range": (edges(predicate="biolink:has_phenotype"), False),
    "unknown predicate": (edges(predicate="biolink:cures"), False),
    "edge end without a node": (edges(object="MONDO:9999999"), True),
    "qualifier outside its list": (edges(object_direction="sideways"), True),
    "asserted against its votes": (refuted(asserted=True), False),
    "not asserted against its votes": (edges(asserted=False), False),
    "votes without evidence": (edges(supports=9), False),
    "negative votes": (edges(refutes=-1), True),
    "belief above one": (edges(belief=1.5), True),
    "edge without evidence": (without("evidence", "edge_id", MEASURED), True),
    "evidence without edge": (without("edges", "id", MEASURED), False),
    "evidence without source": (evidence(source=None), True),
    "evidence without licence": (evidence(licence=None), True),
    "primary evidence without reference": (evidence(reference=None), False),
    "unknown polarity": (evidence(polarity="maybe"), True),
    "unknown study design": (evidence(study_design="anecdote"), True),
    "evidence without study design": (evidence(study_design=None), True),
    "support without supporting evidence": (evidence(VARIANT, polarity="refutes"), False),
    "figure upside down": (evidence(MEASURED, value_low=5.0, value_high=1.0), False),
    "figure without unit": (evidence(MEASURED, unit=None), False),
    "year out of range": (evidence(year=20011), True),
    "unknown category": (nodes("ALSKG:a-tissue", category="Thing"), False),
    "trial in another category": (nodes("ALSKG:trial-follow-up", category="Event"), False),
    "node without name": (nodes(TRIAL, name=None), True),
    "species context that is not a taxon": (edges(species_context=ALS), True),
}
"""Seeded faults of the tables, and whether the generated shapes alone find them."""


def drop_direct(graph: Graph) -> None:
    """Take the direct triple of an asserted edge away."""
    graph.remove((URIRef(iri(SOD1)), BIOLINK.contributes_to, URIRef(iri(ALS))))


def add_direct(graph: Graph) -> None:
    """State a refuted edge as a fact."""
    graph.add((URIRef(iri(DAO)), BIOLINK.contributes_to, URIRef(iri(ALS))))


def not_negated(graph: Graph) -> None:
    """Leave a refuted edge without its negation."""
    graph.remove((URIRef(iri(REFUTED)), BIOLINK.negated, None))


def negated(graph: Graph) -> None:
    """Negate an asserted edge."""
    graph.add((URIRef(iri(ASSERTED)), BIOLINK.negated, Literal(True)))


def undecided_negated(graph: Graph) -> None:
    """Negate an edge whose only vote is mixed."""
    graph.add((URIRef(iri(UNDECIDED)), BIOLINK.negated, Literal(True)))


def wrong_class(graph: Graph) -> None:
    """Give an edge the class of another kind."""
    graph.remove((URIRef(iri(ASSERTED)), RDF.type, ALSKG.GeneToDiseaseAssociation))
    graph.add((URIRef(iri(ASSERTED)), RDF.type, ALSKG.TaxonAssociation))


def two_categories(graph: Graph) -> None:
    """Make a gene a disease too."""
    graph.add((URIRef(iri(SOD1)), RDF.type, BIOLINK.Disease))


def second_subject(graph: Graph) -> None:
    """Give an edge two subjects."""
    graph.add((URIRef(iri(ASSERTED)), RDF.subject, URIRef(iri(DAO))))


def shared_evidence(graph: Graph) -> None:
    """Hang one piece of evidence from two edges."""
    graph.add((URIRef(iri(REFUTED)), BIOLINK.has_evidence, URIRef(iri(proof(ASSERTED)))))


GRAPH_FAULTS: dict[str, tuple[Callable[[Graph], None], bool]] = {
    "asserted edge without direct triple": (drop_direct, False),
    "direct triple of a refuted edge": (add_direct, False),
    "refuted edge not negated": (not_negated, False),
    "asserted edge negated": (negated, False),
    "undecided edge negated": (undecided_negated, False),
    "edge of the wrong class": (wrong_class, True),
    "node with two categories": (two_categories, False),
    "edge with two subjects": (second_subject, True),
    "evidence on two edges": (shared_evidence, False),
}
"""Seeded faults that only the RDF can have, and whether the generated shapes alone find them."""


def by_shapes(found: list[Finding]) -> list[Finding]:
    """What the generated shapes find alone: all that no hand-written rule finds."""
    return [one for one in found if not one.shape.endswith("Rule")]


@pytest.mark.parametrize(
    "fault", ["edge without evidence", "domain and range", "negative votes", "figure without unit"]
)
def test_shapes_find_alone_what_they_find_beside_the_rules(fault: str) -> None:
    """So that each fault below need be looked for once only; two of these the shapes find, two only the rules."""
    bad = TABLE_FAULTS[fault][0](GOOD)
    assert validate(bad, rules=False) == by_shapes(validate(bad))


def test_the_names_tell_rules_from_shapes() -> None:
    """`by_shapes` goes by them."""
    named = {name: re.findall(r"^(\S+)(?= a sh:NodeShape)", text_of(name), re.MULTILINE) for name in (SHAPES, RULES)}
    assert len(named[SHAPES]) > 20 and not [one for one in named[SHAPES] if one.endswith("Rule")]
    assert len(named[RULES]) > 8 and all(one.endswith("Rule") for one in named[RULES])


def text_of(name: str) -> str:
    """A file of shapes."""
    return files("kg.ontologies").joinpath(name).read_text(encoding="utf-8")


def test_a_good_graph_conforms() -> None:
    """The control: nothing is found in the graph that all faults are seeded in."""
    assert validate(GOOD) == []
    assert check_tables(GOOD, SOURCES) == []


def test_the_good_graph_has_every_kind_of_edge() -> None:
    """So that every association shape has been met."""
    category = dict(zip(GOOD.nodes["id"], GOOD.nodes["category"], strict=True))
    assert set(CLAIMS) == {one.name for one in ASSOCIATIONS}
    for name, claims in CLAIMS.items():
        for claim in claims:
            said = claim.statement
            found = association_for(category[said.subject], said.predicate, category[said.object])
            assert found is not None
            assert found.name == name


@pytest.mark.parametrize("fault", TABLE_FAULTS)
def test_a_fault_in_the_tables_is_found(fault: str) -> None:
    """One change to the tables, found with the rules; alone by the generated shapes where recorded."""
    mutate, by_shapes_alone = TABLE_FAULTS[fault]
    found = validate(mutate(GOOD))
    assert found
    assert bool(by_shapes(found)) is by_shapes_alone


@pytest.mark.parametrize("fault", GRAPH_FAULTS)
def test_a_fault_in_the_graph_is_found(fault: str) -> None:
    """One change to the triples, found with the rules; alone by the generated shapes where recorded."""
    mutate, by_shapes_alone = GRAPH_FAULTS[fault]
    graph = to_graph(GOOD)
    mutate(graph)
    found = validate_graph(graph)
    assert found
    assert bool(by_shapes(found)) is by_shapes_alone


def test_a_finding_names_shape_node_and_fault() -> None:
    """What a reader needs to find the row."""
    found = validate(evidence(MEASURED, unit=None)(GOOD))
    assert found == [Finding("ALSKG:FigureRule", proof(MEASURED), "a figure has no unit")]


def test_every_kind_of_edge_has_a_class() -> None:
    """The class that its shape targets."""
    assert set(ASSOCIATION_CLASSES) == {one.name for one in ASSOCIATIONS}
    assert len(set(ASSOCIATION_CLASSES.values())) == len(ASSOCIATIONS)


def test_without_pyshacl_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is optional."""
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(AlskgError, match="pySHACL") as caught:
        validate(GOOD)
    assert caught.value.hint == "Run `pip install 'als-kg[verify]'`."
