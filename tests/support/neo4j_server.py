"""A real Neo4j Community server on loopback, started once for a test session and gone with it."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg.engines.neo4j.connection import Login
from support import require as needs

SCRIPT = Path(__file__).resolve().parent.parent / "neo4j" / "neo4j-server"
START_SECONDS = 300
"""With the jars to fetch; without, it takes about ten."""
NO_JARS = 3
"""What the script ends with when Maven cannot lay the jars."""


def _no_server() -> str | None:
    if find_spec("neo4j") is None:
        return "the Neo4j driver is not installed"
    missing = [name for name in ("javac", "mvn", "bash") if shutil.which(name) is None]
    return f"there is no {' and no '.join(missing)}" if missing else None


needs.register("neo4j", _no_server)


@dataclass(frozen=True, slots=True)
class RealServer:
    """A running server.

    Attributes:
        login: of its user neo4j.
        folder: its home; ``import/`` is where LOAD CSV reads.
        process: to end it.
    """

    login: Login
    folder: Path
    process: subprocess.Popen[str] = field(repr=False)

    def run(self, query: str, **parameters: object) -> list[list[object]]:
        """Run anything, past every guard."""
        from neo4j import GraphDatabase, Query

        with GraphDatabase.driver(self.login.uri, auth=(self.login.username, self.login.password)) as driver:
            with driver.session() as session:
                return [list(record.values()) for record in session.run(Query(query), parameters)]  # type: ignore[arg-type]

    def empty(self) -> None:
        """Delete every node and relationship."""
        self.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")


def start(folder: Path) -> RealServer:
    """Start a server in an empty folder and give its user a password.

    Raises:
        RuntimeError: it does not start; the message holds the end of what it said.
    """
    log = folder / "console.log"
    with log.open("wb") as console:
        process = subprocess.Popen(
            [str(SCRIPT), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=console, text=True
        )
    timer = threading.Timer(START_SECONDS, process.kill)
    timer.start()
    assert process.stdout is not None
    port = next((line.split()[-1] for line in process.stdout if line.startswith("bolt port ")), None)
    timer.cancel()
    if port is None:
        stop(process)
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        if process.returncode == NO_JARS:
            needs.register("neo4j", lambda: f"Maven cannot lay Neo4j's jars: {said}")
            needs.require("neo4j")
        raise RuntimeError(f"the Neo4j server ended with {process.returncode}: {said}")
    server = RealServer(Login(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(12)), folder, process)
    try:
        _change_password(server.login)
    except BaseException:
        stop(process)
        raise
    return server


def _change_password(login: Login) -> None:
    from neo4j import GraphDatabase

    query = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
    with GraphDatabase.driver(login.uri, auth=("neo4j", "neo4j")) as driver:
        with driver.session(database="system") as session:
            session.run(query, new=login.password).consume()


def stop(process: subprocess.Popen[str]) -> None:
    """End a server: it goes when its standard input does."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.close()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """The session's server; tests empty it before they fill it."""
    needs.require("neo4j")
    server = start(tmp_path_factory.mktemp("neo4j"))
    yield server
    stop(server.process)
