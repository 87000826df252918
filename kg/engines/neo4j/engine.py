"""Cypher on a Neo4j server: the questions of the embedded engine, with the same answers.

The graph is brought there by `kg.engines.neo4j.push`. Questions pass the same guard, are asked in
transactions that may only read, and come back as the same `Rows`. What differs: ``docs/cypher.md``.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import TYPE_CHECKING, Any

from kg.engines.core.limits import DEFAULT, Limits
from kg.engines.core.parameters import plain_parameters
from kg.engines.core.process import timed_out
from kg.engines.core.rows import Rows
from kg.engines.cypher.guard import Checked, check
from kg.engines.cypher.lexer import place
from kg.engines.cypher.names import Names, unknown_names
from kg.engines.neo4j.connection import Login, connect, first_line, server_error, translated_errors
from kg.engines.neo4j.counts import MARKER
from kg.engines.neo4j.marker import MARKER_KEYS, PushedGraph, held
from kg.engines.neo4j.tables import read_tables
from kg.engines.neo4j.values import from_driver
from kg.errors import AlskgError, QueryError

if TYPE_CHECKING:
    from neo4j import Driver
    from neo4j.exceptions import Neo4jError

    from kg.model.tables import Tables


GRACE = 5.0
"""Seconds that a server gets beyond the limit to stop by itself."""
_PLACE = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\)")


class Neo4jEngine:
    """Cypher over the graph on a server; connected from the start.

    Args:
        login: where it is and who asks.

    Attributes:
        login: where it is and who asks.
        held: the graph that the server held when this engine was opened.
    """

    def __init__(self, login: Login) -> None:
        self.login = login
        self._names: Names | None = None
        self._driver = connect(login)
        try:
            with translated_errors(login):
                self.held: PushedGraph = held(self._driver, login)
        except BaseException:
            self._driver.close()
            raise

    def run(self, query: str, params: Mapping[str, Any] | None = None, limits: Limits = DEFAULT) -> Rows:
        """Answer a question.

        Args:
            query: Cypher that reads.
            params: values for ``$name``: text, numbers, booleans, None, lists and maps of these.
            limits: what it may take; `limits.work` is the server's own affair.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
            ServerError: the server cannot be reached any more.
        """
        checked = check_for_neo4j(query)
        values = plain_parameters(params or {})
        started = time.monotonic()
        columns, rows = self._ask(checked, values, limits)
        elapsed = time.monotonic() - started
        truncated = len(rows) > limits.rows
        return Rows(
            columns,
            tuple(rows[: limits.rows]),
            warnings=self._warnings(checked, limits.rows if truncated else None),
            unknown=self._unknown(checked),
            truncated=truncated,
            elapsed=elapsed,
        )

    def tables(self) -> Tables:
        """Read the three tables from the server.

        Raises:
            ServerError: the server does not answer.
        """
        return read_tables(self._driver, self.login)

    def close(self) -> None:
        """End the connection."""
        self._driver.close()

    def __enter__(self) -> Neo4jEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Neo4jEngine {self.login.uri}: {self.held.content_id[:12]}>"

    def _ask(
        self, checked: Checked, values: dict[str, Any], limits: Limits
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Read the columns, and the rows up to one more than may be kept.

        A connection that the server gave up in the meantime is opened again once.
        """
        from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired

        try:
            try:
                return self._in_time(checked.text, values, limits)
            except (ServiceUnavailable, SessionExpired):
                return self._in_time(checked.text, values, limits)
        except Neo4jError as error:
            raise _query_error(error, checked, limits, self.login) from error
        except DriverError as error:
            raise server_error(error, self.login) from error
        except OverflowError as error:
            raise QueryError(
                "a parameter is a whole number of more than 64 bits.", hint="Pass it as text, or as a float."
            ) from error

    def _in_time(
        self, query: str, values: dict[str, Any], limits: Limits
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Read in a thread that is left behind when the server says nothing in time.

        A driver waits on its socket for as long as the other end keeps it open.
        """
        driver, answer = self._driver, Future[tuple[tuple[str, ...], list[tuple[Any, ...]]]]()

        def read() -> None:
            try:
                answer.set_result(read_rows(driver, self.login.database, query, values, limits))
            except BaseException as error:
                answer.set_exception(error)

        threading.Thread(target=read, daemon=True).start()
        try:
            return answer.result(limits.seconds + GRACE)
        except FutureTimeout as error:
            # What was asked may still hold the old connections: they are closed once it lets go.
            answer.add_done_callback(lambda _: driver.close())
            self._driver = connect(self.login, verify=False)
            raise timed_out(limits.seconds) from error

    def _unknown(self, checked: Checked) -> tuple[str, ...]:
        """List what the query names and the graph lacks."""
        if self._names is None:
            with translated_errors(self.login):
                self._names = _read_names(self._driver, self.login.database)
        return tuple(text for _, text in unknown_names(checked.tokens, self._names))

    def _warnings(self, checked: Checked, kept: int | None) -> tuple[str, ...]:
        """List what the embedded engine would warn of, and a push that was cut off."""
        said = list(self._unknown(checked))
        if kept is not None:
            said.append(f"only the first {kept} rows are kept; there are more")
        if self.held.pushed_at is None:
            said.append("the last push to this server did not end, so rows may be missing; run `alskg neo4j push`")
        return tuple(dict.fromkeys(said))


def check_for_neo4j(query: str) -> Checked:
    r"""Let a read question through to a server.

    Neo4j reads ``\u0027`` as a quotation mark, wherever it stands: a text that our lexer takes for
    one string would be a string and a LOAD CSV.

    Raises:
        QueryError: the guard refuses it, or it holds such an escape.
    """
    checked = check(query)
    if any(token.is_word("TRANSACTIONS") for token in checked.tokens):
        raise QueryError(
            "the query opens transactions of its own, which only writing needs.", hint="Leave IN TRANSACTIONS out."
        )
    at = checked.text.lower().find("\\u")
    if at >= 0:
        raise QueryError(
            f"the query holds a \\u escape at {place(checked.text, at)}, which Neo4j would read as part of the query.",
            hint="Write the character itself, or pass the text as a parameter.",
        )
    return checked


def read_rows(
    driver: Driver, database: str | None, query: str, values: dict[str, Any], limits: Limits
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Ask in a transaction that may only read; the columns, and the rows up to one more than may be kept."""
    deadline = time.monotonic() + limits.seconds
    rows: list[tuple[Any, ...]] = []
    with driver.session(database=database, default_access_mode="READ") as session:
        with session.begin_transaction(timeout=limits.seconds) as transaction:
            result = transaction.run(query, values)
            for record in result:
                rows.append(tuple(from_driver(value) for value in record.values()))
                if len(rows) > limits.rows:
                    break
                if time.monotonic() > deadline:
                    raise timed_out(limits.seconds)
            return tuple(result.keys()), rows


def _read_names(driver: Driver, database: str | None) -> Names:
    """Read what the graph on the server calls things, without what names the push."""

    def column(call: str) -> frozenset[str]:
        with driver.session(database=database, default_access_mode="READ") as session:
            return frozenset(str(record[0]) for record in session.run(f"CALL {call}()"))

    used = column("db.propertyKeys") - (MARKER_KEYS - {"schema_version"})
    return Names(column("db.labels") - {MARKER}, column("db.relationshipTypes"), used - {"schema_version"})


def _query_error(error: Neo4jError, checked: Checked, limits: Limits, login: Login) -> AlskgError:
    """Put the server's complaint into one sentence with its place, and say what to do."""
    code = error.code or ""
    if "TransactionTimedOut" in code or code.endswith((".Terminated", "TransactionMarkedAsFailed")):
        return timed_out(limits.seconds)
    if "OutOfMemory" in code or "MemoryLimit" in code or "StackOverFlow" in code:
        return QueryError(
            "the query was stopped: it needs more memory than the server gives a query.",
            hint="Anchor it on an id or a label, or collect and sort less.",
        )
    if code.endswith("AccessMode"):
        return QueryError(
            "the query would change the graph, which questions may not do.",
            hint="Facts are added in the tables and built with `alskg build`.",
        )
    if ".Security." in code or ".Database." in code or ".Transaction." in code:
        return server_error(error, login)
    said = first_line(error)
    found = _PLACE.search(said)
    where = f" at line {found.group(1)}, column {found.group(2)}" if found else ""
    said = _PLACE.sub("", said).rstrip(". ")
    if code.endswith("SyntaxError"):
        hint = "docs/cypher.md lists what both engines support."
        return QueryError(f"the query has a syntax error{where}: {said}.", hint=hint)
    hint = "Give it a value: -p name=value." if code.endswith("ParameterMissing") else "See docs/cypher.md."
    return QueryError(f"the query failed{where}: {said}.", hint=hint)
