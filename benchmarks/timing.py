"""How a question is timed, in every benchmark that runs it in this process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

RUNS = 7


def median(ask: Callable[[], object], runs: int = RUNS) -> float:
    """Measure the median seconds of some runs after one warm-up."""
    ask()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return statistics.median(times)
