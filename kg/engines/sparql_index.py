"""The SPARQL index: the three tables as an Oxigraph store, and the terms of the schema in use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.sparql_terms import NAMES, STANDARD

if TYPE_CHECKING:
    import polars

STORE = "store"


def build(
    nodes: polars.DataFrame,
    edges: polars.DataFrame,
    evidence: polars.DataFrame,
    folder: Path,
    *,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Write the index of three tables into a folder."""
    from kg.engines.rdf import write_ntriples

    triples = folder / "graph.nt"
    with triples.open("wb") as file:
        write_ntriples(nodes, edges, evidence, file)
    build_store(triples, folder)
    triples.unlink()


def build_store(triples: Path, folder: Path) -> None:
    """Load N-Triples into an Oxigraph store, and list the predicates and classes that they use."""
    import pyoxigraph

    store = pyoxigraph.Store(str(folder / STORE))
    store.bulk_load(path=str(triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    found = {}
    patterns = {
        "predicates": "{ ?s ?x ?o } UNION { ?s rdf:predicate ?x }",
        "classes": "?s a ?x FILTER(isIRI(?x))",
    }
    for kind, pattern in patterns.items():
        solutions: Any = store.query(f"SELECT DISTINCT ?x {{ {pattern} }}", prefixes={"rdf": STANDARD["rdf"]})
        found[kind] = sorted(solution["x"].value for solution in solutions)
    del store
    (folder / NAMES).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
