"""Warm questions on the bundled graph: Cypher and SPARQL beside rdflib's own engine and networkx.

Each question is asked of every engine and must give the same number; then the medians and the
ratios to the project's engine.
"""

from __future__ import annotations

from collections.abc import Callable

import kg
from kg.engines.sparql.rdf import to_graph
from kg.export.network import network
from timing import median

GENE = "HGNC:11179"


def main() -> None:
    """Ask three questions of every engine."""
    with kg.open() as graph:
        part = graph.tables.asserted()
        rdf = to_graph(part)
        nx = network(part)
        lookup_rq = f"SELECT ?o WHERE {{ {GENE} biolink:contributes_to ?o }}"
        hop_rq = "SELECT (COUNT(*) AS ?n) WHERE { ?g biolink:contributes_to ?m . ?m biolink:close_match ?p }"
        count_rq = "SELECT (COUNT(?g) AS ?n) WHERE { ?g a biolink:Gene }"
        genes = {id for id, data in nx.nodes(data=True) if data["category"] == "Gene"}

        def nx_hop() -> int:
            total = 0
            for _, middle, data in nx.edges(data=True):
                if data["predicate"] == "biolink:contributes_to":
                    total += sum(
                        one["predicate"] == "biolink:close_match" for _, _, one in nx.out_edges(middle, data=True)
                    )
            return total

        questions: dict[str, dict[str, Callable[[], int]]] = {
            "neighbours of one gene": {
                "cypher": lambda: len(graph.cypher("MATCH (g {id: $id})-[:CONTRIBUTES_TO]->(o) RETURN o.id", id=GENE)),
                "sparql": lambda: len(graph.sparql(lookup_rq)),
                "rdflib": lambda: len(rdf.query(lookup_rq)),
                "networkx": lambda: sum(
                    data["predicate"] == "biolink:contributes_to" for _, _, data in nx.out_edges(GENE, data=True)
                ),
            },
            "genes counted": {
                "cypher": lambda: graph.cypher("MATCH (g:Gene) RETURN count(g)").scalar(),
                "sparql": lambda: graph.sparql(count_rq).scalar(),
                "rdflib": lambda: int(next(iter(rdf.query(count_rq)))[0]),
                "networkx": lambda: len(genes),
            },
            "two hops counted": {
                "cypher": lambda: graph.cypher(
                    "MATCH ()-[:CONTRIBUTES_TO]->()-[:CLOSE_MATCH]->() RETURN count(*)"
                ).scalar(),
                "sparql": lambda: graph.sparql(hop_rq).scalar(),
                "rdflib": lambda: int(next(iter(rdf.query(hop_rq)))[0]),
                "networkx": nx_hop,
            },
        }
        for name, engines in questions.items():
            answers = {engine: ask() for engine, ask in engines.items()}
            print(f"\n{name}: {answers}")
            base = median(engines["sparql"])
            for engine, ask in engines.items():
                took = median(ask)
                print(f"  {engine:10} {took * 1000:9.2f} ms  x {took / base:8.2f} of sparql")


if __name__ == "__main__":
    main()
