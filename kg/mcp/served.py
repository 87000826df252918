"""The graph as a server holds it: every question limited in time, and stoppable from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from kg.engines.core.limits import Limits
from kg.errors import QueryError
from kg.graph.knowledge_graph import KnowledgeGraph

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows
    from kg.questions.asked import Askable
    from kg.release import Release

SECONDS = 20.0
"""How long one query may take when nothing else is said."""


class ServedGraph(KnowledgeGraph):
    """A graph that answers one call after the other.

    Args:
        release: the release.
        seconds: how long one query may take.

    Attributes:
        heard: what was said during the call, such as which thing a name was taken for.
    """

    def __init__(self, release: Release, seconds: float = SECONDS) -> None:
        self.heard: list[str] = []
        self._tell: Callable[[str], None] = self.heard.append
        self._limits = Limits(seconds)
        self._stopped = False
        self._beside: list[ServedGraph] = []
        super().__init__(release, say=lambda sentence: self._tell(sentence))

    def prepare(self, say: Callable[[str], None]) -> None:
        """Open the indexes, so that no call has to wait for one to be made.

        Args:
            say: told in one sentence when an index is made.

        Raises:
            ReleaseError: a table is damaged, or an index can be written nowhere.
        """
        self._tell = say
        for name in ("_search", "_cypher", "_sparql"):
            getattr(self, name)
        self._tell = self.heard.append

    def begin(self) -> None:
        """Forget the last call."""
        self.heard.clear()
        self._beside.clear()
        self._stopped = False

    def limits(self, rows: int) -> Limits:
        """Limits for a query of which at most `rows` rows are wanted."""
        return Limits(self._limits.seconds, rows)

    def cypher(
        self, query: str, params: Mapping[str, Any] | None = None, /, *, limits: Limits | None = None, **named: Any
    ) -> Rows:
        """Answer a question in Cypher; as of `kg.graph.knowledge_graph.KnowledgeGraph.cypher`."""
        self._go_on()
        return super().cypher(query, params, limits=limits or self._limits, **named)

    def sparql(self, query: str, *, limits: Limits | None = None) -> Rows:
        """Answer a question in SPARQL; as of `kg.graph.knowledge_graph.KnowledgeGraph.sparql`."""
        self._go_on()
        return super().sparql(query, limits=limits or self._limits)

    def release_named(self, name: str, *, newer: Askable | None = None) -> AbstractContextManager[Askable]:
        """Another release of the same home, under the same limits and stopped with this one."""
        found = super().release_named(name, newer=newer)
        if not isinstance(found, KnowledgeGraph):
            return found
        other = ServedGraph(found.release, self._limits.seconds)
        other._tell = self.heard.append
        self._beside.append(other)
        return other

    def interrupt(self) -> None:
        """Stop the call that is being answered, with all queries that it would still ask."""
        self._stopped = True
        super().interrupt()
        for other in list(self._beside):
            other.interrupt()

    def _go_on(self) -> None:
        if self._stopped:
            raise QueryError("the call was stopped: whoever made it has gone.", hint="Ask again.")


def open_served(seconds: float = SECONDS, *, say: Callable[[str], None] | None = None) -> ServedGraph:
    """Open the graph in use for a server; the bundled one is built first when there is none.

    Args:
        seconds: how long one query may take.
        say: told in one sentence when a graph or an index is made, or a graph is older than the package.

    Raises:
        NotFound: there is no such profile.
        ReleaseError: the graph is damaged or cannot be written.
    """
    from kg.assembly.bundled import open_or_build

    graph = ServedGraph(open_or_build(say=say), seconds)
    graph.prepare(say or (lambda sentence: None))
    return graph
