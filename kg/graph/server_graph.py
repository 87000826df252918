"""`ServerGraph`: the same questions, answered by a Neo4j server.

The graph is the one that `alskg neo4j push` brought there. Cypher is answered by the server. Names
are found in an index of the server's nodes, made on first use and kept in the user's cache; the
tables are read from the server when they are first touched.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import weakref
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.core.limits import DEFAULT, Limits, merged
from kg.engines.core.opening import open_search
from kg.engines.core.places import cache_folder
from kg.engines.cypher.shape import ABOUT
from kg.engines.neo4j.connection import Login, login_from
from kg.engines.neo4j.engine import Neo4jEngine
from kg.errors import UsageError
from kg.graph.askable import AskableGraph, Say
from kg.graph.knowledge_graph import named
from kg.release import Home
from kg.release.provenance import Provenance
from kg.text.safe import brief

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows
    from kg.engines.search.engine import SearchEngine
    from kg.model.tables import Tables
    from kg.questions.asked import Askable


class ServerGraph(AskableGraph):
    """The graph that a Neo4j server holds, ready for questions.

    Args:
        login: where it is and who asks.
        say: told in one sentence when names are read and which thing a name was taken for.

    Raises:
        UsageError: the driver is not installed.
        ServerError: the server cannot be reached or refuses us.
        NotFound: it holds no graph of als-kg.
    """

    def __init__(self, login: Login, *, say: Say | None = None) -> None:
        super().__init__(say=say)
        self._engine = Neo4jEngine(login)
        # Who forgets to close it shall leave no connection behind.
        self._finalizer = weakref.finalize(self, self._engine.close)
        self._login = login
        self._scratch: Path | None = None
        self._closed = False

    @cached_property
    def provenance(self) -> Provenance:
        """Which graph the server holds, how large, and the sources and dates it was made of."""
        held, facts = self._engine.held, self._engine.held.facts
        edges = sum(count for name, count in held.relationships.items() if name not in ABOUT.values())
        sizes = (held.nodes, edges, held.evidence)
        made_of = (facts.sources, facts.scopes, facts.replaced)
        return Provenance(held.content_id, facts.built_at, *sizes, *made_of, self._login.uri)

    @cached_property
    def tables(self) -> Tables:
        """The three tables, read from the server when they are first touched."""
        self._say(f"the tables are read from {self._login.uri}")
        return self._engine.tables()

    @cached_property
    def _search(self) -> SearchEngine:
        """Over the names on the server; kept for the next time unless the push did not end."""
        held = self._engine.held
        if held.pushed_at is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="alskg-names-"))
            weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
            folder = self._scratch
        else:
            folder = _kept(self._login, f"{held.content_id} {held.pushed_at}")
        return open_search(folder, say=self._say, tables=lambda: self.tables)

    def cypher(
        self, query: str, params: Mapping[str, Any] | None = None, /, *, limits: Limits = DEFAULT, **named: Any
    ) -> Rows:
        """Answer a question in Cypher; ``$name`` takes the parameter or keyword of that name.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
            ServerError: the server cannot be reached any more.
        """
        if self._closed:
            raise UsageError("this graph is closed.", hint="Open it again with kg.open(neo4j=…).")
        return self._engine.run(query, merged(params, named, limits), limits)

    def sparql(self, query: str, *, limits: Limits = DEFAULT) -> Rows:
        """Refuse: a Neo4j server does not understand SPARQL.

        Raises:
            UsageError: always.
        """
        raise UsageError(
            "a Neo4j server does not answer SPARQL.", hint="Ask it in Cypher, or ask the graph on this machine."
        )

    def release_named(self, name: str, *, newer: Askable | None = None) -> AbstractContextManager[Askable]:
        """A release on this machine, to be compared with (see `kg.graph.askable.AskableGraph`)."""
        if name == "this":
            return nullcontext(self)
        return named(Home.default(), name, (newer or self).id, say=self._say)

    def close(self) -> None:
        """End the connection; what asks afterwards is refused."""
        self._closed = True
        search = self.__dict__.pop("_search", None)
        if search is not None:
            search.close()
        self._finalizer()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)


def _kept(login: Login, graph: str) -> Path:
    """Where the names of a graph on a server are kept, for this user alone; those of earlier pushes are deleted.

    Who pushed again may have repaired what somebody had changed there, so the time of the push counts.
    """
    shelf = cache_folder() / "server"
    shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = hashlib.sha256(f"{login.uri} {login.database} {login.username}".encode()).hexdigest()[:16]
    folder = shelf / f"{server}-{hashlib.sha256(graph.encode()).hexdigest()}"
    for other in shelf.glob(f"{server}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def open_server(server: str | Login | bool, *, say: Say | None = None) -> ServerGraph:
    """The graph on a server.

    Args:
        server: its address, a login, or True for what ``NEO4J_URI`` and its siblings say.
        say: as of `ServerGraph`.

    Raises:
        UsageError: the address is none, there is no password and nobody to ask, or the driver is
            not installed.
        ServerError: the server cannot be reached or refuses us.
        NotFound: it holds no graph of als-kg.
    """
    if not isinstance(server, str | Login | bool) or server == "":
        raise UsageError(
            f"{brief(server)} is no server.", hint="Give its address (bolt://host:7687), or True for $NEO4J_URI."
        )
    if isinstance(server, Login):
        return ServerGraph(server, say=say)
    ask = _hidden_prompt if sys.stdin is not None and sys.stdin.isatty() else None
    return ServerGraph(login_from(uri=None if isinstance(server, bool) else server, ask=ask), say=say)


def _hidden_prompt(question: str) -> str:
    from getpass import getpass

    return getpass(f"{question}: ")
