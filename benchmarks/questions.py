"""Every named question on the bundled graph, warm and cold, beside rdflib's own engine and networkx.

Before anything is timed, all must give the same rows. A warm figure is the median of some runs in one
process after one warm-up; a cold one that of whole processes (``alskg ask QUESTION``). rdflib's own
engine is given `RDFLIB_SECONDS` for a question and runs once, in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import networkx as nx

import kg
from kg.engines.core.rows import Rows
from kg.engines.sparql.engine import DEFAULT_PREFIXES
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.model.via import VIA, Closure
from kg.queries import read_question, slugs
from kg.questions import queried, shown
from kg.questions.values import resolved
from support.reference_answers import Reference, Row, verb
from timing import RUNS, median

COLD = 5
RDFLIB_SECONDS = 20.0
TABLE = "| {:30} | {:>5} | {:>7} | {:>7} | {:>6} | {:>6} | {:>9} | {:>9} |"


class InNetworkx(Reference):
    """The answers of plain Python, walking a networkx MultiDiGraph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        super().__init__(*graph.tables)
        self.network = nx.MultiDiGraph()
        self.network.add_nodes_from(self.nodes.items())
        self.network.add_edges_from((row["subject"], row["object"], row["id"], {"row": row}) for row in self.edges)

    def ends(self, id: str, *verbs: str, kind: str | None = None) -> list[tuple[str, Row]]:
        """Find the ends of edges that start there."""
        found = self.network.out_edges(id, data="row") if id in self.network else ()
        return [(end, row) for _, end, row in found if verb(row) in verbs and kind in (None, self.kind(end))]

    def starts(self, id: str, *verbs: str, kind: str | None = None) -> list[tuple[str, Row]]:
        """Find the starts of edges that end there."""
        found = self.network.in_edges(id, data="row") if id in self.network else ()
        return [(one, row) for one, _, row in found if verb(row) in verbs and kind in (None, self.kind(one))]


def milliseconds(ask: Callable[[], object], runs: int = RUNS) -> float:
    """Measure the median of some runs after one warm-up."""
    return median(ask, runs) * 1000


def bag(rows: Iterable[Any]) -> Counter[str]:
    """Count the rows without regard to order."""
    return Counter(repr(tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row)) for row in rows)


def without_via(found: Rows) -> Iterable[Any]:
    """Leave out the column that says by what lies below a thing a row came; plain Python does not say it."""
    if VIA not in found.columns:
        return found.rows
    at = found.columns.index(VIA)
    return {repr(row): (*row[:at], *row[at + 1 :]) for row in found.rows}.values()


def in_rdflib(triples: bytes, query: str, answer: Any) -> None:
    """Parse, ask once to warm up where that is quick, ask again, and send (milliseconds, rows)."""
    from rdflib import Graph

    graph = Graph().parse(data=triples, format="nt")
    answer.send("ready")
    started = time.perf_counter()
    rows = len(list(graph.query(query, initNs=DEFAULT_PREFIXES)))
    took = time.perf_counter() - started
    if took < 1:
        took = median(lambda: list(graph.query(query, initNs=DEFAULT_PREFIXES)), 3)
    answer.send((took * 1000, rows))


def rdflib_time(triples: bytes, query: str, expected: int) -> str:
    """Time rdflib's own engine; say also whether it was stopped and whether it found as many rows."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=in_rdflib, args=(triples, query, theirs))
    process.start()
    ours.recv()
    if not ours.poll(RDFLIB_SECONDS):
        process.kill()
        process.join()
        return f"> {RDFLIB_SECONDS * 1000:.0f}"
    took, rows = ours.recv()
    process.join()
    return f"{took:.1f}" + ("" if rows == expected else f" ({rows})")


def cold(slug: str, *flags: str) -> float:
    """Measure the median milliseconds of whole processes."""
    command = [str(Path(sys.executable).with_name("alskg")), "--quiet", "ask", slug, *flags]
    return milliseconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ), COLD)


def row_of(graph: KnowledgeGraph, network: InNetworkx, triples: bytes, slug: str) -> str:
    """Write a line of the table; end the program when the engines do not give the same rows."""
    cypher, sparql = (read_question(slug, language) for language in ("cypher", "sparql"))
    values = resolved(graph, cypher, {})
    given = {
        name: value.thing if isinstance(value, Closure) else value
        for name, value in values.items()
        if cypher.parameters[name].kind != "release"
    }
    expected = bag(network.answer(slug, **given))
    if any(bag(without_via(queried(graph, one, values))) != expected for one in (cypher, sparql)):
        raise SystemExit(f"{slug}: the engines do not give the same rows")
    count = sum(expected.values())
    warm = [milliseconds(lambda one=one: queried(graph, one, resolved(graph, one, {}))) for one in (cypher, sparql)]  # type: ignore[misc]
    processes = ["-", "-"]
    if not cypher.compares:
        processes = [f"{cold(slug, '--language', one.language):.0f}" for one in (cypher, sparql)]
    return TABLE.format(
        slug + (" *" if cypher.compares or cypher.hypergeometric else ""),
        count,
        *(f"{one:.1f}" for one in warm),
        *processes,
        f"{milliseconds(lambda: network.answer(slug, **given)):.1f}",
        rdflib_time(triples, shown(graph, slug, "sparql", {}), count),
    )


def main() -> None:
    """Ask every question of every engine."""
    print(TABLE.format("question", "rows", "Cypher", "SPARQL", "cold C", "cold S", "networkx", "rdflib"))
    print(TABLE.format("---", *["---:"] * 7))
    with kg.open() as graph:
        network = InNetworkx(graph)
        triples = graph.rdf().serialize(format="nt", encoding="utf-8")
        for slug in slugs():
            print(row_of(graph, network, triples, slug), flush=True)
    print("\n* the query alone, without what is worked out from its rows; (n): rdflib finds n rows.")


if __name__ == "__main__":
    main()
