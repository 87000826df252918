"""Limits before a backend, for whoever gives none; what is opened beside it is wrapped in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.graph.backends.base import Backend

if TYPE_CHECKING:
    from kg.engines.core.limits import Limits
    from kg.engines.core.rows import Rows
    from kg.engines.search.engine import SearchEngine
    from kg.model.tables import Tables
    from kg.release.provenance import Provenance


class Limited(Backend):
    """A backend whose questions have limits of its own where none are given.

    Args:
        inner: the backend.
        limits: what a question may take.
    """

    def __init__(self, inner: Backend, limits: Limits) -> None:
        self._inner = inner
        self._limits = limits

    @property
    def status(self) -> Provenance:
        """That of the inner backend."""
        return self._inner.status

    def cypher(self, query: str, params: Mapping[str, Any], limits: Limits | None = None) -> Rows:
        """Answer within the limits; see `Backend.cypher`."""
        return self._inner.cypher(query, params, limits or self._limits)

    def sparql(self, query: str, limits: Limits | None = None) -> Rows:
        """Answer within the limits; see `Backend.sparql`."""
        return self._inner.sparql(query, limits or self._limits)

    @property
    def search(self) -> SearchEngine:
        """That of the inner backend."""
        return self._inner.search

    @property
    def tables(self) -> Tables:
        """Those of the inner backend."""
        return self._inner.tables

    def beside(self, name: str, before: str) -> Limited:
        """Open another release under the same limits."""
        return Limited(self._inner.beside(name, before), self._limits)

    def filtered(self, given: Mapping[str, Any]) -> Limited:
        """Open a view under the same limits."""
        return Limited(self._inner.filtered(given), self._limits)

    @property
    def unfiltered(self) -> Limited | None:
        """The whole graph under the same limits."""
        whole = self._inner.unfiltered
        return None if whole is None else Limited(whole, self._limits)

    def interrupt(self) -> None:
        """Stop the inner backend's question."""
        self._inner.interrupt()

    def close(self) -> None:
        """Close the inner backend."""
        self._inner.close()
