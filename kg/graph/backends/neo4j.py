"""The graph that `alskg neo4j push` brought to a Neo4j server: the server answers Cypher.

Names are found in an index of the server's nodes, made on first use and kept in the user's cache;
the tables are read from the server when they are first touched.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import weakref
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kg.engines.core.limits import DEFAULT, Limits
from kg.engines.core.opening import open_search
from kg.engines.core.places import cache_folder
from kg.engines.cypher.shape import ABOUT
from kg.engines.neo4j.connection import Login, login_from
from kg.engines.neo4j.engine import Neo4jEngine
from kg.errors import UsageError
from kg.graph.backends.base import Backend, Say
from kg.graph.backends.local import LocalBackend, release_beside
from kg.release import Home
from kg.release.provenance import Provenance
from kg.text.safe import brief

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows
    from kg.engines.search.engine import SearchEngine
    from kg.model.tables import Tables


class Neo4jBackend(Backend):
    """A graph on a Neo4j server.

    Args:
        login: where it is and who asks.
        say: told in one sentence when names or tables are read.

    Raises:
        UsageError: the driver is not installed.
        ServerError: the server cannot be reached or refuses us.
        NotFound: it holds no graph of als-kg.
    """

    def __init__(self, login: Login, *, say: Say | None = None) -> None:
        self._engine = Neo4jEngine(login)
        # Who forgets to close it shall leave no connection behind.
        self._finalizer = weakref.finalize(self, self._engine.close)
        self._login = login
        self._say = say or (lambda sentence: None)
        self._scratch: Path | None = None
        self._closed = False

    @cached_property
    def status(self) -> Provenance:
        """What the server was told of the graph when it was pushed."""
        held, facts = self._engine.held, self._engine.held.facts
        edges = sum(count for name, count in held.relationships.items() if name not in ABOUT.values())
        sizes = (held.nodes, edges, held.evidence)
        made_of = (facts.sources, facts.scopes, facts.replaced)
        return Provenance(
            held.content_id,
            facts.built_at,
            *sizes,
            *made_of,
            origin_groups=facts.groups,
            server=self._login.uri,
            schema_version=held.schema_version,
        )

    def cypher(self, query: str, params: Mapping[str, Any], limits: Limits | None = None) -> Rows:
        """Let the server answer; see `Backend.cypher`.

        Raises:
            ServerError: the server cannot be reached any more.
        """
        self._refuse_closed()
        return self._engine.run(query, params, limits or DEFAULT)

    def sparql(self, query: str, limits: Limits | None = None) -> Rows:
        """Refuse: a Neo4j server does not understand SPARQL.

        Raises:
            UsageError: always.
        """
        raise UsageError(
            "a Neo4j server does not answer SPARQL.", hint="Ask it in Cypher, or ask the graph on this machine."
        )

    @cached_property
    def search(self) -> SearchEngine:
        """Over the names on the server; kept for the next time unless the push did not end."""
        self._refuse_closed()
        held = self._engine.held
        if held.pushed_at is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="alskg-names-"))
            weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
            folder = self._scratch
        else:
            folder = _kept(self._login, f"{held.content_id} {held.pushed_at}")
        return open_search(folder, say=self._say, tables=lambda: self.tables)

    @cached_property
    def tables(self) -> Tables:
        """The three tables, read back from the server."""
        self._refuse_closed()
        self._say(f"the tables are read from {self._login.uri}")
        return self._engine.tables()

    def beside(self, name: str, before: str) -> LocalBackend:
        """Open a release of this machine's home; see `Backend.beside`."""
        return release_beside(Home.default(), name, before, say=self._say)

    def filtered(self, given: Mapping[str, Any]) -> NoReturn:
        """Refuse: the votes on a server cannot be counted anew.

        Raises:
            UsageError: always.
        """
        raise UsageError(
            "a graph on a Neo4j server cannot be filtered: its edges carry the votes of all evidence.",
            hint="Filter the graph on this machine (leave --neo4j out), or put the condition on evidence into the "
            "query: MATCH (e:Evidence {edge_id: r.id}) WHERE e.study_design = …",
        )

    @property
    def unfiltered(self) -> None:
        """None: it is never a view."""
        return None

    def interrupt(self) -> None:
        """Do nothing: the server stops a question at its limit."""

    def close(self) -> None:
        """End the connection; see `Backend.close`."""
        self._closed = True
        search = self.__dict__.pop("search", None)
        if search is not None:
            search.close()
        self._finalizer()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise UsageError("this graph is closed.", hint="Open it again with kg.open(neo4j=…).")


def _kept(login: Login, graph: str) -> Path:
    """Name the folder where the names of a graph on a server are kept, for this user alone, and delete older ones.

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


def login_of(server: str | Login | bool) -> Login:
    """Find out who asks which server.

    Args:
        server: its address, a login, or True for what ``NEO4J_URI`` and its siblings say.

    Raises:
        UsageError: the address is not one, or there is no password and nobody to ask.
    """
    if not isinstance(server, str | Login | bool) or server == "":
        raise UsageError(
            f"{brief(server)} is not a server.", hint="Give its address (bolt://host:7687), or True for $NEO4J_URI."
        )
    if isinstance(server, Login):
        return server
    ask = _hidden_prompt if sys.stdin is not None and sys.stdin.isatty() else None
    return login_from(uri=None if isinstance(server, bool) else server, ask=ask)


def _hidden_prompt(question: str) -> str:
    from getpass import getpass

    return getpass(f"{question}: ")
