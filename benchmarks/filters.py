"""A view's first question and its later ones, beside the same questions of the whole graph in the same run.

Whole processes, in turn, and the medians of questions in one process. A first question of a view makes the view
and the index of the engine that is asked; one of the whole graph makes that index alone.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import kg
from kg.engines.core.registry import engine_named
from timing import median

RUNS = 7
COMMANDS = {
    "cypher": ["edges", "FUS", "--asserted", "all"],
    "sparql": ["sparql", "SELECT (COUNT(?g) AS ?n) WHERE { ?g a biolink:Gene }"],
}
FILTERS = {"--polarity supports (keeps nearly all)": ["--polarity", "supports"], "--human": ["--human"]}


def main() -> None:
    """Time first and later questions."""
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "ALSKG_HOME": home}
        _seconds(["search", "FUS"], environ)
        release = next(Path(home, "graphs").iterdir())
        print("| processes, s | first | later | first of the whole graph | later | ratio of first | of later |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for engine, command in COMMANDS.items():
            for name, options in FILTERS.items():
                _processes(engine, command, name, options, release, environ)
        print("\n| in one process, ms | view | whole graph | ratio |")
        print("| --- | ---: | ---: | ---: |")
        _warm(Path(home))


def _processes(
    engine: str, command: Sequence[str], name: str, options: Sequence[str], release: Path, environ: dict[str, str]
) -> None:
    index = release / "index" / engine_named(engine).folder
    times: dict[str, list[float]] = {key: [] for key in ("first", "later", "whole first", "whole later")}
    for _ in range(RUNS):
        shutil.rmtree(release / "index" / "views", ignore_errors=True)
        shutil.rmtree(index, ignore_errors=True)
        times["whole first"].append(_seconds(command, environ))
        times["whole later"].append(_seconds(command, environ))
        times["first"].append(_seconds([*command, *options], environ))
        times["later"].append(_seconds([*command, *options], environ))
    first, later, whole_first, whole_later = (statistics.median(found) for found in times.values())
    print(
        f"| {engine}, {name} | {first:.2f} | {later:.3f} | {whole_first:.2f} | {whole_later:.3f} | "
        f"{first / whole_first:.2f} | {later / whole_later:.2f} |"
    )


def _warm(home: Path) -> None:
    questions = {
        "edges of FUS": lambda graph: graph.edges(about="FUS", asserted=None),
        "evidence of ALS": lambda graph: graph.evidence(about="ALS"),
        "gene-mechanisms": lambda graph: graph.ask("gene-mechanisms", gene="TARDBP"),
        "gene-mechanisms, SPARQL": lambda graph: graph.ask("gene-mechanisms", "sparql", gene="TARDBP"),
        "edges counted": lambda graph: graph.cypher("MATCH ()-[r]->() RETURN count(r)"),
    }
    with kg.open(home) as graph, graph.where(polarity="supports") as view:
        for name, ask in questions.items():
            times: list[list[float]] = [[], []]
            for _ in range(RUNS):
                # In turn, so that what else the machine does falls on both.
                for kept, asked in zip(times, (view, graph), strict=True):
                    kept.append(median(lambda asked=asked, ask=ask: ask(asked), 3) * 1000)  # type: ignore[misc]
            found, whole = map(statistics.median, times)
            print(f"| {name} | {found:.1f} | {whole:.1f} | {found / whole:.2f} |")


def _seconds(command: Sequence[str], environ: dict[str, str]) -> float:
    alskg = str(Path(sys.executable).with_name("alskg"))
    started = time.perf_counter()
    subprocess.run([alskg, *command], env=environ, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
