"""What researchers would ask of hetnet: written down before anything was run, in Cypher and in SPARQL.

Only where SPARQL has no bound on a path does its question look further than Cypher's. Changed after a
first run: *three-hops* started from riluzole, which reaches none, and now starts from edaravone; and two
were asked again with the kind of their fixed node (``…-by-kind``), since the embedded engine looks an
identifier up by kind or without a label, and Neo4j by ``:Entity`` alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One question, in every language that can ask it.

    Attributes:
        slug: names it.
        says: the question in words.
        cypher: for the embedded engine and for Neo4j, the same text.
        sparql: for Oxigraph; must give the same rows.
        search: for the search engine; `cypher` then gives the node that must be found first.
        ordered: whether the order of the rows is part of the answer.
    """

    slug: str
    says: str
    cypher: str
    sparql: str = ""
    search: str = ""
    ordered: bool = False


QUESTIONS = (
    Question(
        "lookup-by-id",
        "What is NCBIGene:6647?",
        "MATCH (n:Entity {id: 'NCBIGene:6647'}) RETURN n.symbol AS symbol, n.taxon AS taxon",
        "SELECT ?symbol ?taxon { NCBIGene:6647 biolink:symbol ?symbol ; ALSKG:taxon ?taxon }",
    ),
    Question(
        "lookup-by-name",
        "Which disease is called amyotrophic lateral sclerosis?",
        "MATCH (d:Disease {name: 'amyotrophic lateral sclerosis'}) RETURN d.id AS d",
        "SELECT ?d { ?d a biolink:Disease ; rdfs:label 'amyotrophic lateral sclerosis' }",
    ),
    Question(
        "one-hop",
        "Which genes are associated with ALS?",
        "MATCH (:Entity {id: 'ALSKG:hetnet-DOID-332'})-[:HETNET_ASSOCIATES]->(g:Gene) "
        "RETURN g.id AS g, g.symbol AS symbol",
        "SELECT ?g ?symbol { ALSKG:hetnet-DOID-332 ALSKG:hetnet_associates ?g . "
        "?g a biolink:Gene ; biolink:symbol ?symbol }",
    ),
    Question(
        "one-hop-by-kind",
        "The same, with the kind of the fixed node.",
        "MATCH (:Disease:Entity {id: 'ALSKG:hetnet-DOID-332'})-[:HETNET_ASSOCIATES]->(g:Gene) "
        "RETURN g.id AS g, g.symbol AS symbol",
    ),
    Question(
        "two-hop-count",
        "By how many ways does a drug bind a gene that participates in a process?",
        "MATCH (:Drug)-[:DIRECTLY_PHYSICALLY_INTERACTS_WITH]->(:Gene)-[:PARTICIPATES_IN]->(:BiologicalProcess) "
        "RETURN count(*) AS ways",
        "SELECT (COUNT(*) AS ?ways) { ?c a biolink:Drug ; biolink:directly_physically_interacts_with ?g . "
        "?g a biolink:Gene ; biolink:participates_in ?p . ?p a biolink:BiologicalProcess }",
    ),
    Question(
        "degree-top-ten",
        "Which ten genes does the graph say most of?",
        "MATCH (g:Gene)-[r]->(:Entity) RETURN g.id AS g, count(r) AS edges ORDER BY edges DESC, g LIMIT 10",
        "SELECT ?g (COUNT(?r) AS ?edges) { ?r rdf:subject ?g . ?g a biolink:Gene } "
        "GROUP BY ?g ORDER BY DESC(?edges) ?g LIMIT 10",
        ordered=True,
    ),
    Question(
        "shared-neighbours",
        "Which phenotypes do ALS and frontotemporal dementia share?",
        "MATCH (:Entity {id: 'ORPHA:803'})-[:HAS_PHENOTYPE]->(p:PhenotypicFeature)"
        "<-[:HAS_PHENOTYPE]-(:Entity {id: 'OMIM:600274'}) RETURN p.id AS p, p.name AS name",
        "SELECT ?p ?name { ORPHA:803 biolink:has_phenotype ?p . OMIM:600274 biolink:has_phenotype ?p . "
        "?p a biolink:PhenotypicFeature ; rdfs:label ?name }",
    ),
    Question(
        "three-hops",
        "By which interactions does edaravone reach genes associated with ALS?",
        "MATCH (:Entity {id: 'DRUGBANK:DB12243'})-[:DIRECTLY_PHYSICALLY_INTERACTS_WITH]->(a:Gene)"
        "-[:PHYSICALLY_INTERACTS_WITH]-(b:Gene)<-[:HETNET_ASSOCIATES]-(:Entity {id: 'ALSKG:hetnet-DOID-332'}) "
        "RETURN DISTINCT a.id AS a, b.id AS b",
        "SELECT DISTINCT ?a ?b { DRUGBANK:DB12243 biolink:directly_physically_interacts_with ?a . "
        "?a biolink:physically_interacts_with|^biolink:physically_interacts_with ?b . "
        "ALSKG:hetnet-DOID-332 ALSKG:hetnet_associates ?b . ?a a biolink:Gene . ?b a biolink:Gene }",
    ),
    Question(
        "path-exists",
        "Are SOD1 and TARDBP joined by at most four interactions?",
        "MATCH p = shortestPath((:Entity {id: 'NCBIGene:6647'})-[:PHYSICALLY_INTERACTS_WITH*..4]-"
        "(:Entity {id: 'NCBIGene:23435'})) RETURN count(p) > 0 AS joined",
        "ASK { NCBIGene:6647 (biolink:physically_interacts_with|^biolink:physically_interacts_with)+ NCBIGene:23435 }",
    ),
    Question(
        "below-a-term",
        "How many genes participate in the apoptotic process or in a kind of it?",
        "MATCH (:Entity {id: 'GO:0006915'})<-[:SUBCLASS_OF*0..10]-(p:BiologicalProcess)<-[:PARTICIPATES_IN]-(g:Gene) "
        "RETURN count(DISTINCT g.id) AS genes",
        "SELECT (COUNT(DISTINCT ?g) AS ?genes) { ?p biolink:subclass_of* GO:0006915 . "
        "?p a biolink:BiologicalProcess . ?g biolink:participates_in ?p . ?g a biolink:Gene }",
    ),
    Question(
        "below-a-term-by-kind",
        "The same, with the kind of the fixed node.",
        "MATCH (:BiologicalProcess:Entity {id: 'GO:0006915'})<-[:SUBCLASS_OF*0..10]-(p:BiologicalProcess)"
        "<-[:PARTICIPATES_IN]-(g:Gene) RETURN count(DISTINCT g.id) AS genes",
    ),
    Question(
        "filter-on-a-property",
        "Which processes are about motor neurons, and how many genes take part?",
        "MATCH (p:BiologicalProcess)<-[r:PARTICIPATES_IN]-(:Gene) WHERE p.name CONTAINS 'motor neuron' "
        "RETURN p.id AS p, p.name AS name, count(r) AS genes",
        "SELECT ?p ?name (COUNT(?g) AS ?genes) { ?p a biolink:BiologicalProcess ; rdfs:label ?name "
        "FILTER(CONTAINS(?name, 'motor neuron')) ?g biolink:participates_in ?p . ?g a biolink:Gene } "
        "GROUP BY ?p ?name",
    ),
    Question(
        "evidence-of-an-edge",
        "Who says that ALS is associated with SOD1?",
        "MATCH (:Entity {id: 'ALSKG:hetnet-DOID-332'})-[r:HETNET_ASSOCIATES]->(:Entity {id: 'NCBIGene:6647'}) "
        "WITH *, r.id AS i MATCH (e:Evidence {edge_id: i}) RETURN e.source AS source, e.statement AS statement",
        "SELECT ?source ?statement { ?r rdf:subject ALSKG:hetnet-DOID-332 ; rdf:predicate ALSKG:hetnet_associates ; "
        "rdf:object NCBIGene:6647 ; biolink:has_evidence ?e . ?e ALSKG:source ?source ; ALSKG:statement ?statement }",
    ),
    Question(
        "aggregation",
        "In which ten pathways do most drugs bind a gene?",
        "MATCH (c:Drug)-[:DIRECTLY_PHYSICALLY_INTERACTS_WITH]->(:Gene)-[:PARTICIPATES_IN]->(p:Pathway) "
        "RETURN p.id AS p, count(DISTINCT c.id) AS drugs ORDER BY drugs DESC, p LIMIT 10",
        "SELECT ?p (COUNT(DISTINCT ?c) AS ?drugs) { ?c a biolink:Drug ; "
        "biolink:directly_physically_interacts_with ?g . ?g a biolink:Gene ; biolink:participates_in ?p . "
        "?p a biolink:Pathway } GROUP BY ?p ORDER BY DESC(?drugs) ?p LIMIT 10",
    ),
    Question(
        "evidence-by-source",
        "How much evidence is from each source?",
        "MATCH (e:Evidence) RETURN e.source AS source, count(e) AS rows",
        "SELECT ?source (COUNT(?e) AS ?rows) { ?e a ALSKG:Evidence ; ALSKG:source ?source } GROUP BY ?source",
    ),
    Question(
        "name-with-a-typo",
        "What is meant by amyotrofic lateral sclerosys?",
        "MATCH (d:Disease {name: 'amyotrophic lateral sclerosis'}) RETURN d.id AS d",
        search="amyotrofic lateral sclerosys",
    ),
)
