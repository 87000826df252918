"""The mechanisms as a SKOS concept scheme, made from ``loaders/curated/mechanisms.tsv``."""

from __future__ import annotations

import csv
from pathlib import Path

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef

from kg.model.curie import iri

ALSKG = Namespace("https://w3id.org/als-kg/")
SCHEME = ALSKG.mechanisms
MATCHES = {"exact": SKOS.exactMatch, "close": SKOS.closeMatch, "broad": SKOS.broadMatch}
"""The stated strength of a mapping to GO; HP and MeSH terms have none and are related matches."""


def scheme(table: Path) -> Graph:
    """Make the concept scheme from the table of mechanisms.

    Raises:
        KeyError: the table lacks a column, or a GO mapping has an unknown strength.
    """
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (("ALSKG", ALSKG), ("skos", SKOS), ("dcterms", DCTERMS)):
        graph.bind(prefix, namespace)
    graph.add((SCHEME, RDF.type, SKOS.ConceptScheme))
    graph.add((SCHEME, SKOS.prefLabel, Literal("Mechanisms of ALS", lang="en")))
    graph.add((SCHEME, DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")))
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            _concept(graph, row)
    return graph


def _concept(graph: Graph, row: dict[str, str]) -> None:
    concept = URIRef(iri(row["id"]))
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, SCHEME))
    graph.add((concept, SKOS.notation, Literal(row["id"].removeprefix("ALSKG:mechanism-"))))
    graph.add((concept, SKOS.prefLabel, Literal(row["name"], lang="en")))
    graph.add((concept, SKOS.definition, Literal(row["definition"], lang="en")))
    if row["parent"]:
        graph.add((concept, SKOS.broader, URIRef(iri(row["parent"]))))
    else:
        graph.add((concept, SKOS.topConceptOf, SCHEME))
    if row["go_id"]:
        graph.add((concept, MATCHES[row["go_mapping"]], URIRef(iri(row["go_id"]))))
    for column in ("hp_id", "mesh_id"):
        if row[column]:
            graph.add((concept, SKOS.relatedMatch, URIRef(iri(row[column]))))
