"""A release on this machine, or a view of it: engines start when first asked, tables are read when first touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.engines.core.limits import DEFAULT, Limits
from kg.engines.core.opening import open_cypher, open_search, open_sparql
from kg.errors import UsageError
from kg.graph.backends.base import Backend, Say
from kg.graph.resolve import resolve
from kg.release import Home, Release, built_before, open_named
from kg.release.provenance import Provenance

if TYPE_CHECKING:
    from pathlib import Path

    from kg.engines.core.rows import Rows
    from kg.engines.cypher.engine import CypherEngine
    from kg.engines.search.engine import SearchEngine
    from kg.engines.sparql.engine import SparqlEngine
    from kg.filters.view import View
    from kg.filters.wanted import Filter
    from kg.model.tables import Tables


class LocalBackend(Backend):
    """One release, or a view of it.

    Args:
        release: the release.
        say: told in one sentence when an index is made.
        view: the part that a filter leaves; names are looked up in the whole graph all the same.
        whole: the whole graph that it is a view of, where that is open already.
    """

    def __init__(
        self,
        release: Release,
        *,
        say: Say | None = None,
        view: View | None = None,
        whole: LocalBackend | None = None,
    ) -> None:
        self.release = release
        self.view = view
        self._say = say
        self._closed = False
        self._whole = whole

    @cached_property
    def status(self) -> Provenance:
        """That of the receipt; of a view with its own size."""
        whole = Provenance.of(self.release.receipt)
        if self.view is None:
            return whole
        sizes = {name: getattr(self.view, name) for name in ("nodes", "edges", "evidence")}
        return replace(whole, **sizes, filter=self.view.words, note=self.view.told(), view=self.view.digest)

    def cypher(self, query: str, params: Mapping[str, Any], limits: Limits | None = None) -> Rows:
        """Answer in the engine's own process; see `Backend.cypher`."""
        return self._cypher.run(query, params, limits or DEFAULT)

    def sparql(self, query: str, limits: Limits | None = None) -> Rows:
        """Answer in the engine's own process; see `Backend.sparql`."""
        return self._sparql.run(query, limits=limits or DEFAULT)

    @cached_property
    def search(self) -> SearchEngine:
        """Over the release's search index, of a view too; made now if it is not there."""
        self._refuse_closed()
        return open_search(self.release.path, say=self._say)

    @cached_property
    def tables(self) -> Tables:
        """The tables, each held against its digest."""
        return self.release.tables() if self.view is None else self.view.tables()

    def beside(self, name: str, before: str) -> LocalBackend:
        """Open another release of the same home, through the same filter; see `Backend.beside`."""
        other = release_beside(Home(self.release.path.parent.parent), name, before, say=self._say)
        return other if self.view is None else other._through(self.view.wanted)

    def filtered(self, given: Mapping[str, Any]) -> LocalBackend:
        """Open a view; one of a view has to fit both filters. See `Backend.filtered`."""
        from kg.filters.given import checked

        self._refuse_closed()
        wanted = checked(given, sources=self.status.sources, taxon=self._taxon)
        return self._through(wanted if self.view is None else wanted.within(self.view.wanted))

    def _through(self, wanted: Filter) -> LocalBackend:
        from kg.filters.view import view_of

        names = {id: hit.name for id in wanted.species for hit in self.search.find(id, 1) if hit.id == id}
        view = view_of(self.release, wanted, wanted.words(names), say=self._say)
        return LocalBackend(self.release, say=self._say, view=view, whole=self._whole or self)

    def _taxon(self, name: str) -> str:
        """Find a species; what the evidence names without a node of its own goes by its id."""
        return resolve(self.search, name, "OrganismTaxon", lambda sentence: None).id

    @property
    def unfiltered(self) -> LocalBackend | None:
        """The whole graph that this is a view of; opened again where it has been closed."""
        if self.view is None:
            return None
        if self._whole is None or self._whole._closed:
            self._whole = LocalBackend(self.release, say=self._say)
        return self._whole

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
        return open_cypher(self._folder, say=self._say)

    @cached_property
    def _sparql(self) -> SparqlEngine:
        self._refuse_closed()
        return open_sparql(self._folder, say=self._say)

    @property
    def _folder(self) -> Path:
        return self.release.path if self.view is None else self.view.path

    def _refuse_closed(self) -> None:
        if self._closed:
            raise UsageError("this graph is closed.", hint="Open it again with kg.open().")


def release_beside(home: Home, name: str, before: str, *, say: Say | None = None) -> LocalBackend:
    """Open a release in a home by its name; see `Backend.beside`."""
    return LocalBackend(built_before(home, before) if name == "previous" else open_named(home, name), say=say)
