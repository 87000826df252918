"""What a graph is asked through: a release on this machine, a Neo4j server, or one of them in a wrapper."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.engines.core.limits import Limits
    from kg.engines.core.rows import Rows
    from kg.engines.search.engine import SearchEngine
    from kg.model.tables import Tables
    from kg.release.provenance import Provenance

Say = Callable[[str], None]
"""Told in one sentence what happens besides: an index is made, tables are read."""


class Backend(ABC):
    """What answers the questions to one graph."""

    @property
    @abstractmethod
    def status(self) -> Provenance:
        """Which graph it is, how large, and the sources and dates it was made of."""

    @abstractmethod
    def cypher(self, query: str, params: Mapping[str, Any], limits: Limits | None = None) -> Rows:
        """Answer a question in Cypher.

        Args:
            query: Cypher that reads.
            params: values for ``$name``.
            limits: what it may take; None for the backend's own.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
            UsageError: the graph is closed.
        """

    @abstractmethod
    def sparql(self, query: str, limits: Limits | None = None) -> Rows:
        """Answer a question in SPARQL; arguments and errors: see `cypher`.

        Raises:
            UsageError: the graph cannot be asked in SPARQL, or is closed.
        """

    @property
    @abstractmethod
    def search(self) -> SearchEngine:
        """The search over its names, opened when it is first touched."""

    @property
    @abstractmethod
    def tables(self) -> Tables:
        """The three tables, read when they are first touched."""

    @abstractmethod
    def beside(self, name: str, before: str) -> Backend:
        """Open another release on this machine, to compare with.

        Args:
            name: a profile, the beginning of a content id, or ``previous`` for the newest release
                built before the content id `before`.
            before: a content id.

        Raises:
            NotFound: there is none of that name.
            UsageError: several content ids begin so.
            ReleaseError: it is damaged, or of another major version of the schema.
        """

    @abstractmethod
    def filtered(self, given: Mapping[str, Any]) -> Backend:
        """Open the view that a filter leaves of this graph, or of this view.

        Args:
            given: values by parameter, as `kg.filters.given.checked` takes them.

        Raises:
            UsageError: a value is unknown, nothing could fit, or the graph cannot be filtered.
            NotFound: there is no such species.
            ReleaseError: a table is damaged, or the view can be written nowhere.
        """

    @property
    @abstractmethod
    def unfiltered(self) -> Backend | None:
        """The whole graph that this is a view of; None for a whole graph."""

    @abstractmethod
    def interrupt(self) -> None:
        """Stop the question that is being answered, from any thread; whoever waits for it gets a QueryError."""

    @abstractmethod
    def close(self) -> None:
        """End what answers; what asks afterwards is refused."""
