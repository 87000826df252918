"""Ask a graph many things and print the answers as JSON, engine by engine; run as a script.

``dump`` asks each engine for all it holds (for a toy graph), ``few`` some named questions, ``all`` all
of them. Errors of als-kg are answers of the kind ``{"error": …}``; any other ends the script.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import kg
from kg.errors import AlskgError
from kg.questions import questions

FEW = ("evidence-by-design", "gene-mechanisms", "gap-genes-without-trial", "drugs-for-target")
NAMES = ("SOD1", "FUS", "TDP-43", "C9orf72", "MND", "riluzole", "NurOwn", "aggregation", "MONDO:0004976", "Paralysis")
DUMP = {
    "cypher": (
        "MATCH (n) RETURN n ORDER BY n.id",
        "MATCH (a)-[r]->(b) RETURN a.id, b.id, type(r), r ORDER BY a.id, b.id, type(r), r.id",
        "MATCH (g:Gene)-[r]->(d) WHERE r.belief > 0.1 RETURN g.symbol, d.nosuchname, count(*) ORDER BY g.symbol",
    ),
    "sparql": (
        "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
        "SELECT ?p (COUNT(*) AS ?n) (MAX(STR(?o)) AS ?m) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
        "SELECT ?s { ?s biolink:contributes_to ?o ; ALSKG:belief ?b . ?s biolink:nosuchname ?x } ORDER BY ?s",
    ),
}
AGGREGATES = (
    "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT STR(?o)) AS ?texts) (MAX(STR(?o)) AS ?last) { ?s ?p ?o } "
    "GROUP BY ?p ORDER BY ?p"
)
"""Reads every literal of a store."""


def answer(ask: Callable[[], Any]) -> Any:
    try:
        found = ask()
    except AlskgError as error:
        return {"error": f"{type(error).__name__}: {error.message}"}
    if hasattr(found, "columns"):
        return {"columns": found.columns, "rows": [list(row) for row in found.rows], "warnings": found.warnings}
    return repr(found)


def main(how: str) -> None:
    said: list[str] = []
    answers: dict[str, dict[str, Any]] = {name: {} for name in ("cypher", "sparql", "search", "release")}
    try:
        graph = kg.open(say=said.append)
    except AlskgError as error:
        answers["release"]["open"] = {"error": f"{type(error).__name__}: {error.message}"}
        print_answers(answers, said)
        return
    for language in ("cypher", "sparql"):
        if how == "dump":
            for query in DUMP[language]:
                answers[language][query] = answer(lambda: getattr(graph, language)(query))  # noqa: B023
        else:
            for one in questions():
                if how == "all" or one.slug in FEW:
                    answers[language][one.slug] = answer(lambda: graph.ask(one.slug, language))  # noqa: B023
    if how != "dump":
        answers["sparql"]["aggregates"] = answer(lambda: graph.sparql(AGGREGATES))
    for name in NAMES:
        answers["search"][f"find {name}"] = answer(lambda: graph.search(name, 50))  # noqa: B023
        answers["search"][f"resolve {name}"] = answer(lambda: graph.resolve(name))  # noqa: B023
    answers["release"]["provenance"] = answer(lambda: graph.provenance)
    graph.close()
    print_answers(answers, said)


def print_answers(answers: dict[str, Any], said: list[str]) -> None:
    sys.stdout.write(json.dumps({"answers": answers, "said": said}, default=repr))


if __name__ == "__main__":
    main(sys.argv[1])
