"""Ask the questions of hetnet of every engine: first the rows, then the times, beside a real Neo4j."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hetnet_engines import ENGINES, Asked, Row, opened
from hetnet_neo4j import Neo4j, served
from hetnet_questions import QUESTIONS, Question
from timing import RUNS, median

COLD = 3
SLOW = 5.0
"""Seconds from which on a question is timed `FEW` times."""
FEW = 3


@dataclass(frozen=True, slots=True)
class Timed:
    """The times of one question, in milliseconds; None where it was not asked.

    Attributes:
        slug: the question.
        rows: how many there are, the same everywhere.
        warm: by engine (``cypher``, ``sparql``, ``search``, ``neo4j``).
        cold: whole processes, by engine.
        stopped: the engines whose default limits stop it, and why.
    """

    slug: str
    rows: int
    warm: dict[str, float]
    cold: dict[str, float]
    stopped: dict[str, str]


def ask_all(
    folder: Path,
    where: str | None,
    *,
    engines: Sequence[str] = ENGINES,
    is_cold: bool = True,
    say: Callable[[str], None] = lambda sentence: None,
) -> tuple[list[Timed], str]:
    """Ask every question of every engine.

    Args:
        folder: with the three tables and the indexes.
        where: the address or folder of a Neo4j that holds the same graph; None without one.
        engines: which ones, of `hetnet_engines.ENGINES`.
        is_cold: whether to time whole processes too.
        say: told what comes next.

    Returns:
        The times, and the version of the server.

    Raises:
        RuntimeError: engines do not give the same rows.
    """
    with ExitStack() as stack:
        ours = [stack.enter_context(opened(name, folder)) for name in engines]
        neo4j = stack.enter_context(served(where)) if where else None
        answers = {}
        for question in QUESTIONS:
            say(f"{question.slug}: comparing")
            answers[question.slug] = agreed(question, ours, neo4j)
        timed = []
        for question in QUESTIONS:
            say(f"{question.slug}: timing")
            timed.append(_timed(question, answers[question.slug], ours, neo4j))
        server = neo4j.version if neo4j else ""
    for question, one in zip(QUESTIONS, timed, strict=True) if is_cold else ():
        say(f"{question.slug}: whole processes")
        for name in ENGINES:
            if name in one.warm:
                one.cold[name] = cold(name, folder, question)
    return timed, server


def agreed(question: Question, ours: Sequence[Asked], neo4j: Neo4j | None) -> int:
    """Count the rows of a question, when all give the same ones.

    Raises:
        RuntimeError: two do not; the message holds some rows that only one gives.
    """
    given = {one.name: one.rows(one.text(question)) for one in ours if one.text(question)}
    for one in ours:
        if one.name == "cypher":
            given[one.name] = one.rows(question.cypher)
    if neo4j is not None:
        given["neo4j"] = neo4j.run(question.cypher)
    if not given:
        return 0
    first, *others = given
    for other in others:
        a, b = (_comparable(given[name], question.ordered) for name in (first, other))
        if a != b:
            only = [list((Counter(x) - Counter(y)).elements())[:3] for x, y in ((a, b), (b, a))]
            raise RuntimeError(f"{question.slug}: only {first} gives {only[0]}, only {other} gives {only[1]}")
    return len(given[first])


def markdown(timed: Sequence[Timed]) -> str:
    """Write a table, a question a line, and below it what the search engine took."""
    head = ("question", "rows", "Cypher", "SPARQL", "Neo4j", "Cypher ×", "SPARQL ×", "cold C", "cold S")
    lines = [_line(head), _line(["---"] + ["---:"] * (len(head) - 1))]
    for one in timed:
        if "search" in one.warm:
            continue
        cells = [_number(one.warm.get(name), one.stopped.get(name)) for name in ("cypher", "sparql", "neo4j")]
        base = one.warm.get("neo4j")
        ratios = [f"{one.warm[name] / base:.2f}" if base and name in one.warm else "-" for name in ("cypher", "sparql")]
        cold = [_number(one.cold.get(name)) for name in ("cypher", "sparql")]
        lines.append(_line([one.slug, f"{one.rows:,}", *cells, *ratios, *cold]))
    lines += [
        f"\n*{one.slug}* in search: {_number(one.warm['search'])}, cold {_number(one.cold.get('search'))}"
        for one in timed
        if "search" in one.warm
    ]
    lines += [f"\n† {name} with its default limits: {why}" for one in timed for name, why in one.stopped.items()]
    return "\n".join(lines)


def summary(timed: Sequence[Timed]) -> str:
    """Sum up the table in numbers: medians, and against Neo4j."""
    said = []
    for name in ("cypher", "sparql"):
        both = [one for one in timed if name in one.warm and "neo4j" in one.warm]
        warm = [one.warm[name] for one in timed if name in one.warm]
        if not warm:
            continue
        cold = [one.cold[name] for one in timed if name in one.cold]
        quicker = sum(one.warm[name] < one.warm["neo4j"] for one in both)
        against = [one.warm[name] / one.warm["neo4j"] for one in both]
        said.append(
            f"{name}: median {statistics.median(warm):.1f} ms warm, largest {max(warm):.0f} ms"
            + (f", median {statistics.median(cold):.0f} ms cold" if cold else "")
            + (
                f"; quicker than Neo4j on {quicker} of {len(both)}, ratio {min(against):.3f} to {max(against):.1f}, "
                f"geometric mean {statistics.geometric_mean(against):.2f}"
                if both
                else ""
            )
        )
    return "\n".join(said)


def _timed(question: Question, rows: int, ours: Sequence[Asked], neo4j: Neo4j | None) -> Timed:
    one = Timed(question.slug, rows, {}, {}, {})
    for asked in ours:
        text = asked.text(question)
        if not text:
            continue
        one.warm[asked.name] = _milliseconds(lambda asked=asked, text=text: asked.rows(text))  # type: ignore[misc]
        why = _why_stopped(asked, text)
        if why:
            one.stopped[asked.name] = why
    if neo4j is not None and not question.search:
        one.warm["neo4j"] = _milliseconds(lambda: neo4j.run(question.cypher))
    return one


def cold(engine: str, folder: Path, question: Question) -> float:
    """Measure the median milliseconds of whole processes that open an engine and ask it one question."""
    script = Path(__file__).with_name("hetnet.py")
    command = [sys.executable, script, "one", engine, folder, question.slug]
    return median(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), COLD) * 1000


def _milliseconds(ask: Callable[[], Any]) -> float:
    started = time.perf_counter()
    ask()
    runs = RUNS if time.perf_counter() - started < SLOW else FEW
    return median(ask, runs) * 1000


def _why_stopped(asked: Asked, text: str) -> str:
    """Say why the engine's default limits stop a question; empty when they do not."""
    from kg.engines.core.limits import DEFAULT
    from kg.errors import QueryError

    if asked.name == "search":
        return ""
    try:
        asked.rows(text, DEFAULT)
    except QueryError as error:
        return str(error)
    return ""


def _comparable(rows: Iterable[Row], ordered: bool) -> list[str]:
    found = [repr(tuple(row)) for row in rows]
    return found if ordered else sorted(found)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float | None, why: str | None = None) -> str:
    if value is None:
        return "-"
    return (f"{value:,.1f}" if value < 100 else f"{value:,.0f}") + (" †" if why else "")
