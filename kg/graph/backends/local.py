"""A release on this machine: engines start when they are first asked, tables are read when first touched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.engines.core.limits import DEFAULT, Limits
from kg.engines.core.opening import open_cypher, open_search, open_sparql
from kg.errors import UsageError
from kg.graph.backends.base import Backend, Say
from kg.release import Home, Release, built_before, open_named
from kg.release.provenance import Provenance

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows
    from kg.engines.cypher.engine import CypherEngine
    from kg.engines.search.engine import SearchEngine
    from kg.engines.sparql.engine import SparqlEngine
    from kg.model.tables import Tables


class LocalBackend(Backend):
    """One release.

    Args:
        release: the release.
        say: told in one sentence when an index is made.
    """

    def __init__(self, release: Release, *, say: Say | None = None) -> None:
        self.release = release
        self._say = say
        self._closed = False

    @cached_property
    def status(self) -> Provenance:
        """That of the receipt."""
        return Provenance.of(self.release.receipt)

    def cypher(self, query: str, params: Mapping[str, Any], limits: Limits | None = None) -> Rows:
        """Answer in the engine's own process; see `Backend.cypher`."""
        return self._cypher.run(query, params, limits or DEFAULT)

    def sparql(self, query: str, limits: Limits | None = None) -> Rows:
        """Answer in the engine's own process; see `Backend.sparql`."""
        return self._sparql.run(query, limits=limits or DEFAULT)

    @cached_property
    def search(self) -> SearchEngine:
        """Over the release's search index, made now if it is not there."""
        self._refuse_closed()
        return open_search(self.release.path, say=self._say)

    @cached_property
    def tables(self) -> Tables:
        """The release's tables, each held against its digest."""
        return self.release.tables()

    def beside(self, name: str, before: str) -> LocalBackend:
        """Open another release of the same home; see `Backend.beside`."""
        return release_beside(Home(self.release.path.parent.parent), name, before, say=self._say)

    def prepare(self) -> None:
        """Open every engine now, so that no question has to wait for an index to be made.

        Raises:
            ReleaseError: a table is damaged, or an index can be written nowhere.
        """
        for engine in (self.search, self._cypher, self._sparql):
            del engine

    def interrupt(self) -> None:
        """Stop the question of either engine; see `Backend.interrupt`."""
        for name in ("_cypher", "_sparql"):
            engine = self.__dict__.get(name)
            if engine is not None:
                engine.interrupt()

    def close(self) -> None:
        """End the engines' processes; see `Backend.close`."""
        self._closed = True
        for name in ("_cypher", "_sparql", "search"):
            engine = self.__dict__.pop(name, None)
            if engine is not None:
                engine.close()

    @cached_property
    def _cypher(self) -> CypherEngine:
        self._refuse_closed()
        return open_cypher(self.release.path, say=self._say)

    @cached_property
    def _sparql(self) -> SparqlEngine:
        self._refuse_closed()
        return open_sparql(self.release.path, say=self._say)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise UsageError("this graph is closed.", hint="Open it again with kg.open().")


def release_beside(home: Home, name: str, before: str, *, say: Say | None = None) -> LocalBackend:
    """Open a release in a home by its name; see `Backend.beside`."""
    return LocalBackend(built_before(home, before) if name == "previous" else open_named(home, name), say=say)
