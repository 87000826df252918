"""A way to stop a backend for good; what is opened beside it is wrapped in the same way."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.graph.backends.base import Backend

if TYPE_CHECKING:
    from kg.engines.core.limits import Limits
    from kg.engines.core.rows import Rows
    from kg.engines.search.engine import SearchEngine
    from kg.model.tables import Tables
    from kg.release.provenance import Provenance


class Stoppable(Backend):
    """A backend that can be stopped for good: the question that it answers, and all that would follow.

    Args:
        inner: the backend.
    """

    def __init__(self, inner: Backend) -> None:
        self._inner = inner
        self._is_stopped = False
        self._beside: weakref.WeakSet[Stoppable] = weakref.WeakSet()
        self._views: weakref.WeakSet[Stoppable] = weakref.WeakSet()
        self._whole: Stoppable | None = None

    def interrupt(self) -> None:
        """Stop the question that is being answered, refuse those that follow, and do so with all opened beside it."""
        self._is_stopped = True
        self._inner.interrupt()
        for other in [*self._beside, *self._views]:
            other.interrupt()

    def resume(self) -> None:
        """Answer again, views too, and forget what was opened beside."""
        self._is_stopped = False
        self._beside.clear()
        for view in list(self._views):
            view.resume()

    @property
    def status(self) -> Provenance:
        """That of the inner backend."""
        return self._inner.status

    def cypher(self, query: str, params: Mapping[str, Any], limits: Limits | None = None) -> Rows:
        """Answer unless stopped; see `Backend.cypher`."""
        self._refuse_stopped()
        return self._inner.cypher(query, params, limits)

    def sparql(self, query: str, limits: Limits | None = None) -> Rows:
        """Answer unless stopped; see `Backend.sparql`."""
        self._refuse_stopped()
        return self._inner.sparql(query, limits)

    @property
    def search(self) -> SearchEngine:
        """That of the inner backend."""
        return self._inner.search

    @property
    def tables(self) -> Tables:
        """Those of the inner backend."""
        return self._inner.tables

    def beside(self, name: str, before: str) -> Stoppable:
        """Open another release that is stopped together with this one."""
        other = Stoppable(self._inner.beside(name, before))
        self._beside.add(other)
        if self._is_stopped:
            other.interrupt()
        return other

    def filtered(self, given: Mapping[str, Any]) -> Stoppable:
        """Open a view that is stopped together with this graph, and resumes with it."""
        view = Stoppable(self._inner.filtered(given))
        self._views.add(view)
        if self._is_stopped:
            view.interrupt()
        return view

    @property
    def unfiltered(self) -> Stoppable | None:
        """The whole graph, stopped together with its view."""
        if self._whole is None and (whole := self._inner.unfiltered) is not None:
            self._whole = Stoppable(whole)
            self._views.add(self._whole)
            if self._is_stopped:
                self._whole.interrupt()
        return self._whole

    def close(self) -> None:
        """Close the inner backend."""
        self._inner.close()

    def _refuse_stopped(self) -> None:
        if self._is_stopped:
            raise QueryError("the call was stopped: whoever made it has gone.", hint="Ask again.")
