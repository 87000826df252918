"""Build one engine's index of hetnet in a process of its own, and count in it what the source holds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hetnet_engines import Asked, opened
from hetnet_source import Expected
from kg.engines.cypher.shape import ABOUT, relationship_type
from kg.schema.generated import CATEGORIES

_MAKE = """
import sys
from pathlib import Path
from kg.engines.core.opening import make_index
print(make_index(Path(sys.argv[1]), sys.argv[2], force=True))
"""


@dataclass(frozen=True, slots=True)
class UnpublishedGraph:
    """What an index took.

    Attributes:
        engine: whose it is.
        seconds: wall-clock time of the whole process.
        processor: seconds of processor time, of it and its children.
        peak_mb: memory of its largest process.
        disk_mb: size of its files.
        counted: how many counts were the same as the source's.
    """

    engine: str
    seconds: float
    processor: float
    peak_mb: float
    disk_mb: float
    counted: int


def make(engine: str, folder: Path) -> UnpublishedGraph:
    """Build an index anew, and compare what it holds with the source.

    Args:
        engine: ``cypher``, ``sparql`` or ``search``.
        folder: with the three tables and what the source counts.

    Raises:
        RuntimeError: the build failed, or a count differs.
    """
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", _MAKE, folder, engine], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None  # noqa: S101
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"the index of {engine} ended with {process.returncode}")
    files = [path for path in Path(said.strip()).rglob("*") if path.is_file()]
    with opened(engine, folder) as asked:
        counted = same(_COUNTS[engine](asked, Expected.read(folder)), engine)
    return UnpublishedGraph(
        engine,
        seconds,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / 1024,
        sum(path.stat().st_size for path in files) / 1e6,
        counted,
    )


def same(counts: Iterator[tuple[str, int, int]], where: str) -> int:
    """Count the counts, once they are all the same.

    Args:
        counts: what is counted, what the source has, what was found.
        where: the engine, for the message.

    Raises:
        RuntimeError: some differ; the message names all.
    """
    counted = list(counts)
    different = [f"{found:,} {what} where the source has {there:,}" for what, there, found in counted if there != found]
    if different:
        raise RuntimeError(f"{where} holds {'; '.join(different)}")
    return len(counted)


def cypher_counts(expected: Expected, labels: dict[str, int], types: dict[str, int]) -> Iterator[tuple[str, int, int]]:
    """Yield every label and type beside the source's count; for the embedded engine and for a server."""
    wanted = {**expected.labels, "Entity": sum(expected.kinds.values()), "Evidence": expected.edges}
    for name in sorted({*wanted, *labels}):
        yield name, wanted.get(name, 0), labels.get(name, 0)
    wanted = {relationship_type(name): count for name, count in expected.predicates.items()}
    wanted |= dict.fromkeys(ABOUT.values(), expected.edges)
    for name in sorted({*wanted, *types}):
        yield name, wanted.get(name, 0), types.get(name, 0)


def _in_cypher(asked: Asked, expected: Expected) -> Iterator[tuple[str, int, int]]:
    labels = {
        name: asked.rows(f"MATCH (n:{name}) RETURN count(n) AS n")[0][0]
        for name in (*expected.labels, "Entity", "Evidence")
    }
    types = dict(asked.rows("MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS n"))
    yield from cypher_counts(expected, labels, types)


def _in_sparql(asked: Asked, expected: Expected) -> Iterator[tuple[str, int, int]]:
    def count(pattern: str) -> int:
        return int(asked.rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")[0][0])

    for name, there in expected.labels.items():
        yield name, there, count(f"?n a {CATEGORIES.get(name, f'biolink:{name}')}")
    for name, there in expected.predicates.items():
        yield name, there, count(f"?s {name} ?o")
        yield f"statements of {name}", there, count(f"?r rdf:predicate {name}")
    yield "named things", sum(expected.kinds.values()), count("?n a biolink:NamedThing")
    yield "associations", expected.edges, count("?r a biolink:Association")
    yield "evidence", expected.edges, count("?r biolink:has_evidence ?e . ?e a ALSKG:Evidence")


def _in_search(asked: Asked, expected: Expected) -> Iterator[tuple[str, int, int]]:
    found = {id: [hit for hit in asked.engine.find(name, 20) if hit.id == id] for id, name in expected.sample.items()}
    exact = sum(any(hit.match == "exact" for hit in hits) for hits in found.values())
    yield "names of the sample", len(expected.sample), exact
    ids = sum(asked.engine.find(id, 1)[0].id == id for id in expected.sample)
    yield "identifiers of the sample", len(expected.sample), ids


_COUNTS = {"cypher": _in_cypher, "sparql": _in_sparql, "search": _in_search}
