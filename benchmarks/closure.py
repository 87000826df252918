"""What lies below a thing: what it costs a question, as a ratio to the same question of the thing alone, in one run.

``python benchmarks/closure.py`` prints a table for ``benchmarks/results.md``: rows, milliseconds (median, interleaved)
and milliseconds a row, with what lies below and with ``exact``, in Cypher and SPARQL; then what a name costs when it is
expanded for the first time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import kg
from kg.graph.closure import closure
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.questions import questions

RUNS = 9
TABLE = "| {} | {} | {} | {} | {} | {} | {} |"
Ask = Callable[[bool], Any]


def asks(graph: KnowledgeGraph) -> dict[str, Ask]:
    """List what is asked: lookups, and each question that goes below a thing, in both languages."""
    found: dict[str, Ask] = {
        "edges ALS": lambda exact: graph.edges(about="ALS", exact=exact),
        "edges MSC": lambda exact: graph.edges(about="MSC", exact=exact),
        "evidence riluzole to ALS": lambda exact: graph.evidence(about="riluzole", to="ALS", exact=exact),
        "trials ALS": lambda exact: graph.trials("ALS", exact=exact),
    }
    for one in questions():
        if any(parameter.below for parameter in one.parameters.values()):
            for language in ("cypher", "sparql"):
                found[f"{one.slug}, {language}"] = lambda exact, slug=one.slug, language=language: graph.ask(
                    slug, language, exact=exact
                )
    return found


def times(ask: Ask) -> tuple[list[float], list[float]]:
    """Ask with and without what lies below in turn; return the milliseconds of each."""
    wide, narrow = [], []
    for _ in range(RUNS):
        for exact, into in ((False, wide), (True, narrow)):
            started = time.perf_counter()
            ask(exact)
            into.append((time.perf_counter() - started) * 1000)
    return wide, narrow


def main() -> None:
    """Print the tables."""
    with kg.open() as graph:
        print(TABLE.format("asked", "rows", "ms", "rows, exact", "ms, exact", "ms a row", "a row, to exact"))
        print(TABLE.format("---", *["---:"] * 6))
        for name, ask in asks(graph).items():
            rows, exact_rows = len(ask(False)), len(ask(True))
            wide, narrow = map(median, times(ask))
            ratio = f"{wide / rows / (narrow / exact_rows):.2f}" if rows and exact_rows else "-"
            per_row = f"{wide / rows:.3f}" if rows else "-"
            print(TABLE.format(name, rows, f"{wide:.1f}", exact_rows, f"{narrow:.1f}", per_row, ratio), flush=True)
        print("\n| name | members | ms to expand |\n|---|---:|---:|")
        for name in ("ALS", "MSC", "SOD1", "riluzole", "Proteostasis failure"):
            hit = graph.resolve(name)
            took = []
            for _ in range(RUNS):
                started = time.perf_counter()
                found = closure(graph, hit)
                took.append((time.perf_counter() - started) * 1000)
            print(f"| {name} | {len(found.members)} | {median(took):.1f} |")


if __name__ == "__main__":
    main()
