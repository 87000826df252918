"""Bringing a release to a Neo4j server, and saying what a server holds.

One database holds one graph. A node ``AlskgRelease`` names it by its content id before anything
else is written, and has the time of the push once all of it is there and counted. Every write is
an upsert by id, so a push that was cut off is completed by the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from kg.engines.cypher.shape import (
    ABOUT,
    END,
    END_LABEL,
    ENTITY,
    EVIDENCE,
    START,
    Kind,
    Properties,
    node_frames,
    relationship_frames,
    rows,
)
from kg.engines.neo4j.connection import Login, ServerError, connected
from kg.engines.neo4j.counts import MARKER, Counts, check, count
from kg.engines.neo4j.marker import KEY, Facts, marker_of
from kg.model.closure import with_within

if TYPE_CHECKING:
    import polars as pl
    from neo4j import Session

    from kg.model.tables import Tables
    from kg.release.read import Release

Say = Callable[[str], None]

BATCH = 10_000
"""Rows per transaction."""
TELL_SECONDS = 3.0
_WRITES_SCHEMA = (
    f"CREATE CONSTRAINT alskg_release IF NOT EXISTS FOR (m:{MARKER}) REQUIRE m.key IS UNIQUE",
    f"CREATE CONSTRAINT alskg_entity_id IF NOT EXISTS FOR (n:{ENTITY}) REQUIRE n.id IS UNIQUE",
    f"CREATE CONSTRAINT alskg_evidence_id IF NOT EXISTS FOR (e:{EVIDENCE}) REQUIRE e.id IS UNIQUE",
    f"CREATE INDEX alskg_evidence_edge_id IF NOT EXISTS FOR (e:{EVIDENCE}) ON (e.edge_id)",
    "CALL db.awaitIndexes(300)",
)


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push left on the server, counted there.

    Attributes:
        content_id: of the graph.
        nodes: without evidence.
        relationships: by type.
        evidence: nodes of evidence.
        again: whether the server held this graph, or part of it, before.
        seconds: how long it took.
    """

    content_id: str
    nodes: int
    relationships: Mapping[str, int]
    evidence: int
    again: bool
    seconds: float


def push(release: Release, login: Login, *, say: Say | None = None) -> PushReport:
    """Bring a release to a server.

    Args:
        release: what to bring.
        login: the server to push to.
        say: told how far it is, one sentence at a time.

    Raises:
        UsageError: the driver is not installed.
        ServerError: the server cannot be reached, holds something else, or holds another number of
            nodes or relationships afterwards.
    """
    receipt = release.receipt
    facts = Facts(receipt.built_at, receipt.dates, receipt.scopes, receipt.replaced_ids, receipt.origin_groups)
    return push_tables(release.tables(), release.content_id, receipt.schema_version, login, facts=facts, say=say)


def push_tables(
    tables: Tables,
    content_id: str,
    schema_version: str,
    login: Login,
    *,
    facts: Facts | None = None,
    say: Say | None = None,
    batch: int = BATCH,
) -> PushReport:
    """Bring three tables to a server; `push` says the rest.

    Args:
        tables: the three tables.
        content_id: names them.
        schema_version: of their schema.
        login: the server to push to.
        facts: what else the server is to say of them.
        say: told how far it is, one sentence at a time.
        batch: rows per transaction.
    """
    started = time.monotonic()
    tell = say or (lambda sentence: None)
    nodes, edges, evidence = tables
    nodes = with_within(nodes, edges)
    kinds = dict(relationship_frames(nodes, edges, evidence))
    expected = Counts.of_tables(nodes, kinds, evidence)
    with connected(login) as driver, driver.session(database=login.database) as session:
        again = _refuse_others(session, content_id, login)
        _prepare(session, sorted({*nodes["category"]}))
        _mark(session, content_id, schema_version, facts or Facts(), login)
        queries = ((_node_query(labels), rows(frame)) for labels, frame in node_frames(nodes, evidence))
        _upsert(session, queries, nodes.height + evidence.height, "nodes", batch, tell)
        _upsert(session, _by_type(kinds), edges.height + 2 * evidence.height, "relationships", batch, tell)
        found = Counts.of_server(session, expected)
        check(expected, found, login)
        _finish(session)
    return PushReport(
        content_id,
        nodes.height,
        dict(sorted(found.types.items())),
        found.labels.get(EVIDENCE, 0),
        again,
        time.monotonic() - started,
    )


def _refuse_others(session: Session, content_id: str, login: Login) -> bool:
    """Tell whether the server holds this graph or part of it; refuse a database with something else."""
    marker = session.execute_read(marker_of)
    if marker is not None:
        _refuse_another(marker["content_id"], content_id, login)
        return True
    found = session.execute_read(count, "(n)")
    if found:
        raise ServerError(
            f"the database at {login.uri} holds {found:,} nodes that als-kg did not put there.",
            hint="Push into an empty database (NEO4J_DATABASE names one).",
        )
    return False


def _refuse_another(there: str, ours: str, login: Login) -> None:
    if there != ours:
        raise ServerError(
            f"the database at {login.uri} holds the graph {there[:12]}, and this one is {ours[:12]}: "
            "two graphs in one database would mix.",
            hint="Push into an empty database (NEO4J_DATABASE names one), or empty that one first.",
        )


def _prepare(session: Session, categories: Iterable[str]) -> None:
    """Create constraints and indexes. Labels are made first, in the order in which ``labels(n)`` is to list them."""
    for label in (*categories, ENTITY, EVIDENCE):
        session.run("CALL db.createLabel($label)", label=label).consume()
    for statement in _WRITES_SCHEMA:
        session.run(statement).consume()


def _mark(session: Session, content_id: str, schema_version: str, facts: Facts, login: Login) -> None:
    """Name the graph before its first node; two pushes at once meet at the constraint."""

    def work(transaction: Any) -> str:
        record = transaction.run(
            f"MERGE (m:{MARKER} {{key: $key}}) "
            "ON CREATE SET m.content_id = $content_id, m.schema_version = $schema_version "
            "REMOVE m.pushed_at SET m += $facts RETURN m.content_id AS content_id",
            key=KEY,
            content_id=content_id,
            schema_version=schema_version,
            facts=facts.properties(),
        ).single(strict=True)
        there = str(record["content_id"])
        _refuse_another(there, content_id, login)
        return there

    session.execute_write(work)


def _finish(session: Session) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    query = f"MATCH (m:{MARKER} {{key: $key}}) SET m.pushed_at = $now"
    session.execute_write(lambda transaction: transaction.run(query, key=KEY, now=now).consume())


def _node_query(labels: tuple[str, ...]) -> str:
    keyed = labels[-1]
    others = "".join(f" SET n:{label}" for label in labels[:-1])
    return f"UNWIND $rows AS row MERGE (n:{keyed} {{id: row.id}}) SET n = row{others}"


def _relationship_query(name: str, start: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (s:{start} {{id: row.s}}) MATCH (o:{ENTITY} {{id: row.o}}) "
        f"MERGE (s)-[r:{name} {{id: row.p.id}}]->(o) SET r = row.p"
    )


def _by_type(kinds: Mapping[Kind, pl.DataFrame]) -> Iterable[tuple[str, Iterable[Properties]]]:
    """Yield a query and its rows for each type; the start is found among evidence or among the other nodes."""
    found: dict[str, list[pl.DataFrame]] = {}
    for kind in sorted(kinds):
        start = EVIDENCE if kind.type in ABOUT.values() else ENTITY
        found.setdefault(_relationship_query(kind.type, start), []).append(kinds[kind])
    return ((query, chain.from_iterable(map(_relationships, frames))) for query, frames in found.items())


def _relationships(frame: pl.DataFrame) -> Iterator[Properties]:
    """Yield rows with the ids of both ends, ``s`` and ``o``, and properties ``p``."""
    properties = frame.drop(START, END, END_LABEL)
    for start, end, row in zip(frame[START], frame[END], rows(properties), strict=True):
        yield {"s": start, "o": end, "p": row}


def _upsert(
    session: Session, queries: Iterable[tuple[str, Iterable[Properties]]], total: int, what: str, batch: int, tell: Say
) -> None:
    """Write rows in transactions of `batch`, and tell how far it is every few seconds and at the end."""
    done, told = 0, time.monotonic()
    for query, found in queries:
        for part in _batches(found, batch):
            session.execute_write(_write, query, part)
            done += len(part)
            if done == total or time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                tell(f"{done:,} of {total:,} {what} are on the server")


def _batches(found: Iterable[Properties], size: int) -> Iterator[list[Properties]]:
    """Split rows into lists of at most `size`."""
    left = iter(found)
    while batch := list(islice(left, size)):
        yield batch


def _write(transaction: Any, query: str, batch: list[Properties]) -> None:
    transaction.run(query, rows=batch).consume()
