"""Bring three tables to a real Neo4j in bulk, and ask it questions.

The graph has the shape that `kg.engines.cypher.shape` describes and ``alskg neo4j push`` makes, and the
constraints and indexes of the push; only the way in differs (``neo4j-admin database import``), because
the push upserts row by row. The server is the one of the tests, with more memory and the optimising compiler.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kg.engines.cypher.shape import END, END_LABEL, START, node_frames, relationship_frames
from kg.engines.neo4j.push import _WRITES_SCHEMA as SCHEMA
from kg.model.tables import Tables

if TYPE_CHECKING:
    from neo4j import Driver

SCRIPT = Path(__file__).resolve().parent.parent / "tests" / "neo4j" / "neo4j-server"
ROOM = {
    "ALSKG_NEO4J_JAVA": "-Xms1g -Xmx3g -XX:+UseG1GC",
    "ALSKG_NEO4J_PAGECACHE": "3g",
    "ALSKG_NEO4J_TRANSACTION": "0",
    "ALSKG_NEO4J_AUTH": "false",
}
"""What the server gets, where the environment does not say otherwise; the page cache holds the whole graph."""
ITEMS = "\x1f"
"""Between the items of a list in a file for the import."""
_TYPES = {pl.Int64: "long", pl.Float64: "double", pl.Boolean: "boolean", pl.List: "string[]", pl.String: "string"}


@dataclass(frozen=True, slots=True)
class Brought:
    """What it took to bring a graph to a server.

    Attributes:
        files: seconds to write the files.
        loading: seconds of the import.
        indexes: seconds until the constraints and indexes stood.
        megabytes: on disk, without the server's logs of transactions.
        labels: nodes by label, counted by the server.
        types: relationships by type, counted by the server.
    """

    files: float
    loading: float
    indexes: float
    megabytes: float
    labels: Mapping[str, int]
    types: Mapping[str, int]


class Neo4j:
    """Questions to a server, through the official driver."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def run(self, query: str) -> list[tuple[Any, ...]]:
        """Read all rows of a question in one transaction."""
        with self.driver.session(default_access_mode="READ") as session:
            return session.execute_read(lambda work: [tuple(one.values()) for one in work.run(query)])

    @property
    def version(self) -> str:
        """As in ``Neo4j/5.26.31``."""
        return str(self.driver.get_server_info().agent)


def bring(tables: Path, home: Path) -> Brought:
    """Import the tables of a folder into the database of a server that does not run.

    Args:
        tables: the folder with the three tables.
        home: the server's folder; its database is written over.

    Raises:
        RuntimeError: the import failed; the message holds the end of what it said.
    """
    shutil.rmtree(home / "data", ignore_errors=True)
    csv = home / "csv"
    csv.mkdir(parents=True, exist_ok=True)
    try:
        _, files = _timed(lambda: write_csv(tables, csv))
        command = [
            *("database", "import", "full", "neo4j", "--overwrite-destination"),
            *("--quote='", "--array-delimiter=U+001F"),
            *("--max-off-heap-memory=2g", f"--report-file={home / 'logs' / 'import.report'}"),
            *(f"--nodes={path}" for path in sorted(csv.glob("nodes-*.csv"))),
            *(f"--relationships={path}" for path in sorted(csv.glob("relationships-*.csv"))),
        ]
        _, loading = _timed(lambda: _admin(home, command))
    finally:
        shutil.rmtree(csv, ignore_errors=True)
    with served(str(home)) as neo4j:
        _, indexes = _timed(lambda: _index(neo4j.driver))
        counted = "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) ORDER BY label"
        labels = dict(neo4j.run(counted))
        types = dict(neo4j.run("MATCH ()-[r]->() RETURN type(r) AS type, count(*) ORDER BY type"))
    store = home / "data" / "databases" / "neo4j"
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    return Brought(files, loading, indexes, size / 1e6, labels, types)


def write_csv(tables: Path, folder: Path) -> None:
    """Write the files of the import: one for the nodes of each label, one for the relationships of each kind."""
    nodes, edges, evidence = Tables.read(tables)
    for labels, part in node_frames(nodes, evidence):
        labelled = part.with_columns(pl.lit(ITEMS.join(labels)).alias(":LABEL"))
        _write(labelled, folder / f"nodes-{labels[0]}.csv", key="id")
    for kind, part in relationship_frames(nodes, edges, evidence):
        typed = part.drop(END_LABEL).rename({START: ":START_ID", END: ":END_ID"})
        path = folder / f"relationships-{kind.type}-{kind.start}.csv"
        _write(typed.with_columns(pl.lit(kind.type).alias(":TYPE")), path)


@contextmanager
def served(where: str) -> Iterator[Neo4j]:
    """Open a server to ask: the one at an address, or one started over a folder and ended afterwards.

    Args:
        where: ``bolt://host:port`` of a server that asks for no password, or a folder that `bring` filled.

    Raises:
        RuntimeError: it does not start; the message holds the end of what it said.
    """
    from neo4j import GraphDatabase

    if "://" in where:
        with GraphDatabase.driver(where) as driver:
            yield Neo4j(driver)
        return
    home = Path(where)
    log = home / "logs" / "console.log"
    with log.open("wb") as console:
        process = subprocess.Popen(
            [SCRIPT, home], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=console, text=True, env=_environment()
        )
    assert process.stdin is not None and process.stdout is not None  # noqa: S101
    try:
        port = next((line.split()[-1] for line in process.stdout if line.startswith("bolt port ")), None)
        if port is None:
            raise RuntimeError(f"the Neo4j server ended with {process.wait()}: {_end_of(log)}")
        with GraphDatabase.driver(f"bolt://127.0.0.1:{port}") as driver:
            yield Neo4j(driver)
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


def _write(frame: pl.DataFrame, path: Path, key: str | None = None) -> None:
    """Write rows with the header of the import; columns without any value are left out.

    The import reads ``'`` as the quotation mark only where a cell begins with it, so texts are always in
    quotes and a null is nothing.
    """
    frame = frame.select(column for column in frame.columns if frame[column].null_count() < frame.height)
    cells, header = [], []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if kind == pl.List:
            column = column.list.join(ITEMS)
        text = column.cast(pl.String)
        if kind in (pl.String, pl.List):
            text = pl.format("'{}'", text.str.replace_all("'", "''", literal=True))
        cells.append(text.alias(name))
        header.append(name if name.startswith(":") else f"{name}:{'ID' if name == key else _TYPES[kind.base_type()]}")
    with path.open("wb") as file:
        file.write((",".join(header) + "\n").encode())
        for part in frame.iter_slices(200_000):
            part.select(cells).write_csv(file, include_header=False, quote_style="never")


def _index(driver: Driver) -> None:
    for statement in SCHEMA:
        driver.execute_query(statement)


def _admin(home: Path, arguments: list[str]) -> None:
    (home / "logs").mkdir(parents=True, exist_ok=True)
    log = home / "logs" / "import.log"
    with log.open("wb") as said:
        done = subprocess.run(
            [SCRIPT, home, "admin", *arguments], stdout=said, stderr=subprocess.STDOUT, env=_environment()
        )
    if done.returncode:
        raise RuntimeError(f"the import ended with {done.returncode}: {_end_of(log)}")


def _environment() -> dict[str, str]:
    return {**ROOM, **os.environ}


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started
