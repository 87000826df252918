"""What a model has to know of the graph before it writes a query: what is in it, by which names."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from kg.graph.knowledge_graph import KnowledgeGraph
from kg.mcp.answers import Reply, in_use
from kg.schema import generated as _schema

CYPHER_NOTES = (
    "Labels are categories, and every node has :Entity. Relationship types are predicates in capitals and hold "
    "asserted edges only; what is not asserted has the type NOT_ASSERTED and its predicate as r.predicate, and a "
    "pattern without a type matches it too (add WHERE r.asserted); r.status says what the votes add up to, r.belief "
    "may be absent. Evidence are nodes with the label Evidence; from "
    "an edge to them: MATCH (g:Gene {symbol: 'SOD1'})-[r:CONTRIBUTES_TO]->(d) WITH *, r.id AS i "
    "MATCH (e:Evidence {edge_id: i}) RETURN d.name, e.polarity, e.statement, e.reference. Give values as $parameters. "
    "Read-only; * needs an upper bound; no LOAD CSV, no /* */."
)
SPARQL_NOTES = (
    "Prefixes of the schema are known (biolink:, ALSKG:, HGNC:, MONDO:, rdfs: …). Asserted edges are direct triples: "
    "?gene biolink:contributes_to MONDO:0004976. Every edge is also a node: ?edge rdf:subject ?s; rdf:predicate ?p; "
    "rdf:object ?o; ALSKG:asserted ?held; biolink:has_evidence ?e, and ?e ALSKG:polarity ?polarity; "
    "ALSKG:statement ?text. Names are rdfs:label. Read-only; no SERVICE, no FROM."
)
_VIRTUAL = ("title", "type", "label", "labels")
"""What the engine lists besides the columns of the tables; it does not list ``id`` of nodes."""
_COUNTS = "MATCH (n:Entity) RETURN n.category AS category, count(*) AS nodes"
_KEYS = """
CALL db.schema.nodeTypeProperties() YIELD nodeLabels AS labels, propertyName AS key
WITH labels, key WHERE ('Evidence' IN labels) = $evidence RETURN key
"""
_PATTERNS = """
MATCH (s:Entity)-[r]->(o:Entity)
RETURN s.category AS subject, type(r) AS type, r.predicate AS predicate, o.category AS object, count(*) AS edges
"""


class About(Reply):
    """The graph: what it was made of, what is in it, and the names to ask with."""

    lists: ClassVar[tuple[str, ...]] = ("patterns",)

    nodes: int
    edges: int
    evidence: int
    sources: dict[str, str] = Field(description="Each source and its date.")
    schema_version: str
    categories: list[dict[str, Any]] = Field(
        description="Labels in use: how many nodes, and the properties that only they have."
    )
    predicates: dict[str, str] = Field(description="Predicates in use and what they say.")
    patterns: list[str] = Field(description="Which edges join which categories in Cypher, with how many there are.")
    node_properties: list[str] = Field(description="Properties of every node.")
    edge_properties: list[str]
    evidence_properties: list[str]
    values: dict[str, list[str]] = Field(description="Closed lists of values, by property.")
    cypher: str
    sparql: str


def about(graph: KnowledgeGraph) -> About:
    """Tell what the graph in use is and holds."""
    known = graph.provenance
    counted = dict(graph.cypher(_COUNTS).rows)
    of_nodes = _names(graph, _KEYS, evidence=False)
    joined = graph.cypher(_PATTERNS).rows
    patterns = sorted(joined, key=lambda row: (-row[4], row[:4]))
    return About(
        nodes=known.nodes,
        edges=known.edges,
        evidence=known.evidence,
        sources=dict(sorted(known.sources.items())),
        schema_version=known.schema_version,
        categories=[
            {"category": name, "nodes": nodes, "properties": list(_schema.CATEGORY_PROPERTIES.get(name, ()))}
            for name, nodes in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        ],
        predicates={name: _schema.PREDICATES[name].description for name in sorted({row[2] for row in joined})},
        patterns=[_pattern(*row) for row in patterns],
        node_properties=["id", *(key for key in of_nodes if key not in _schema.NODE_PROPERTIES)],
        edge_properties=_names(graph, "CALL db.schema.relTypeProperties() YIELD propertyName AS key RETURN key"),
        evidence_properties=["id", *_names(graph, _KEYS, evidence=True)],
        values={
            name: sorted(_schema.ENUMS[name]) for name in ("polarity", "study_design", "citation_status", "outcome")
        },
        cypher=CYPHER_NOTES,
        sparql=SPARQL_NOTES,
        total=len(patterns),
        graph=in_use(graph),
    )


def _pattern(subject: str, kind: str, predicate: str, object: str, edges: int) -> str:
    body = f"{kind} {{predicate: '{predicate}'}}" if kind == "NOT_ASSERTED" else kind
    return f"(:{subject})-[:{body}]->(:{object}) {edges}"


def _names(graph: KnowledgeGraph, query: str, **params: bool) -> list[str]:
    return sorted({key for key in graph.cypher(query, params).column("key") if key not in _VIRTUAL})
