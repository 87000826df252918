"""The build of the bundled graph, step by step, in one process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from importlib.resources import files
from typing import Any

RUNS = 5


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """Return the result and the median of the seconds it took."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - started)
    return result, statistics.median(times)


def main() -> None:
    """Time each step."""
    started = time.perf_counter()
    from kg.assembly.bundled import make_bundled, tables
    from kg.assembly.check import check_tables
    from kg.assembly.claims import check_claims
    from kg.assembly.edges import make_tables
    from kg.assembly.nodes import merge_nodes
    from kg.loaders.base import Context, load
    from kg.release.content import content_id

    print(f"{'import':16} {time.perf_counter() - started:7.3f} s")
    context = Context(files("kg.loaders"))
    records, load_s = timed(lambda: load(context, tables()))
    rank = {name: source.rank for name, source in context.sources.items()}
    groups = {name: source.origin_group or name for name, source in context.sources.items()}
    merged, merge_s = timed(lambda: merge_nodes(records.nodes, rank, {}))
    (claims, _), claims_s = timed(lambda: check_claims(records.claims, merged.nodes, {}))
    made, tables_s = timed(lambda: make_tables(merged.nodes, merged.sources, claims, groups))
    _, check_s = timed(lambda: check_tables(made, groups))
    _, id_s = timed(lambda: content_id(made))
    _, whole_s = timed(make_bundled)
    steps = {
        "load": load_s,
        "merge nodes": merge_s,
        "check claims": claims_s,
        "make tables": tables_s,
        "check tables": check_s,
        "content id": id_s,
        "whole": whole_s,
    }
    for name, seconds in steps.items():
        print(f"{name:16} {seconds:7.3f} s  {seconds / whole_s:6.1%} of the whole")


if __name__ == "__main__":
    main()
