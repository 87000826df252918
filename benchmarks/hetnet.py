"""A graph of 2.3 million edges through every engine: tables, indexes, questions, beside a real Neo4j.

Run the steps one after the other, each alone on the machine::

    python benchmarks/hetnet.py tables SRC OUT
    python benchmarks/hetnet.py index cypher OUT      # then sparql, search
    python benchmarks/hetnet.py neo4j OUT HOME        # imports the tables into a Neo4j's folder
    python benchmarks/hetnet.py ask OUT --neo4j HOME

SRC holds ``nodes.tsv.gz`` and ``edges.tsv.gz`` (see `hetnet_source`). All that is printed is Markdown.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from hetnet_engines import ENGINES, opened
from hetnet_questions import QUESTIONS


def main() -> None:
    """Run one step."""
    args = _parser().parse_args()
    args.run(args)


def tables(args: argparse.Namespace) -> None:
    """Lay the three tables."""
    import resource

    from hetnet_tables import lay

    started = time.perf_counter()
    laid = lay(args.source, args.out, args.edges)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(path.stat().st_size for path in args.out.glob("*.parquet")) / 1e6
    print(
        f"{laid.nodes:,} nodes and {laid.edges:,} edges, each with one row of evidence (one edge of {laid.every} "
        f"taken): {seconds:.1f} s, {peak:,.0f} MB at most, {size:.0f} MB of Parquet. Left out: "
        f"{laid.same_node:,} nodes and {laid.same_edge:,} edges that were there already, "
        f"{laid.dangling:,} edges with an end that is not a node."
    )


def index(args: argparse.Namespace) -> None:
    """Build one index and count in it."""
    from hetnet_index import make

    made = make(args.engine, args.out)
    print("| index | seconds | processor s | peak MB | MB on disk | counts as in the source |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {made.engine} | {made.seconds:,.1f} | {made.processor:,.1f} | {made.peak_mb:,.0f} | {made.disk_mb:,.0f} "
        f"| {made.counted} |"
    )


def neo4j(args: argparse.Namespace) -> None:
    """Import the tables into a Neo4j, and count there."""
    from hetnet_index import cypher_counts, same
    from hetnet_neo4j import bring
    from hetnet_source import Expected

    done = bring(args.out, args.home)
    counted = same(cypher_counts(Expected.read(args.out), dict(done.labels), dict(done.types)), "Neo4j")
    print(
        f"Neo4j: files {done.files:.0f} s, import {done.loading:.0f} s, constraints and indexes {done.indexes:.0f} s, "
        f"{done.megabytes:,.0f} MB on disk; {counted} counts as in the source."
    )


def ask(args: argparse.Namespace) -> None:
    """Compare the rows of every engine, time them, and print a section for ``results.md``."""
    from hetnet_ask import ask_all, markdown, summary
    from hetnet_source import Expected

    expected = Expected.read(args.out)
    busy = os.getloadavg()[0]
    timed, server = ask_all(
        args.out,
        args.neo4j,
        engines=args.engines,
        is_cold=not args.warm_only,
        say=lambda sentence: print(sentence, file=sys.stderr, flush=True),
    )
    packages = ", ".join(f"{name} {version(name)}" for name in ("kglite", "pyoxigraph", "polars"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print("## A graph of millions of edges: `benchmarks/hetnet.py`")
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {memory:.0f} GB, load {busy:.1f} before the start; "
        f"Python {sys.version.split()[0]}, {packages}{', ' + server if server else ''}. "
        f"hetnet: {sum(expected.kinds.values()):,} nodes, {expected.edges:,} edges, as much evidence. Milliseconds: "
        "median of 7 warm runs (3 where one takes over 5 s), *cold* of 3 whole processes. "
        "All gave the same rows before anything was timed; *×* is against Neo4j in the same run."
    )
    print(f"\n{markdown(timed)}\n\n{summary(timed)}\n")
    for question in QUESTIONS:
        print(f"- *{question.slug}*: {question.says}")


def one(args: argparse.Namespace) -> None:
    """Open one engine, ask one question, and print its rows: what `ask` times as a cold start."""
    question = next(one for one in QUESTIONS if one.slug == args.slug)
    with opened(args.engine, args.out) as asked:
        for row in asked.rows(asked.text(question)):
            print(*row, sep="\t")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(required=True)
    step = steps.add_parser("tables", help="lay the three tables")
    step.add_argument("source", type=Path)
    step.add_argument("out", type=Path)
    step.add_argument("--edges", type=int, help="about how many edges, spread over the file; all without it")
    step.set_defaults(run=tables)
    step = steps.add_parser("index", help="build one index and count in it")
    step.add_argument("engine", choices=ENGINES)
    step.add_argument("out", type=Path)
    step.set_defaults(run=index)
    step = steps.add_parser("neo4j", help="import the tables into a Neo4j that does not run")
    step.add_argument("out", type=Path)
    step.add_argument("home", type=Path)
    step.set_defaults(run=neo4j)
    step = steps.add_parser("ask", help="compare and time the questions")
    step.add_argument("out", type=Path)
    step.add_argument("--neo4j", help="folder that `neo4j` filled, or bolt://… of a server without a password")
    step.add_argument("--engines", nargs="*", default=list(ENGINES), help="which of ours; none: Neo4j alone")
    step.add_argument("--warm-only", action="store_true", help="time no whole processes")
    step.set_defaults(run=ask)
    step = steps.add_parser("one", help="ask one question from cold")
    step.add_argument("engine", choices=ENGINES)
    step.add_argument("out", type=Path)
    step.add_argument("slug", choices=[question.slug for question in QUESTIONS])
    step.set_defaults(run=one)
    return parser


if __name__ == "__main__":
    main()
