"""What a named question needs of a graph, whether its rows lie in a file here or on a server."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows
    from kg.engines.search.engine import Hit
    from kg.model.via import Closure
    from kg.release.provenance import Provenance


class AnyGraph(Protocol):
    """A graph that answers questions (`kg.graph`)."""

    @property
    def id(self) -> str:
        """The content id."""

    @property
    def provenance(self) -> Provenance:
        """Which graph it is, and the sources and dates it was made of."""

    def cypher(self, query: str, params: Mapping[str, Any] | None = None, /) -> Rows:
        """Answer a question in Cypher."""

    def sparql(self, query: str) -> Rows:
        """Answer a question in SPARQL."""

    def release_named(self, name: str, *, newer: AnyGraph | None = None) -> AbstractContextManager[AnyGraph]:
        """Open another release by its name, ``this``, or ``previous``: the newest one built before `newer`."""

    def closure(self, hit: Hit, *, exact: bool = False) -> Closure:
        """Find what lies below a thing; with `exact` nothing but the thing."""

    def resolve(self, name: str, *, category: str | None = None) -> Hit:
        """Find the one thing that a name or an identifier stands for."""
