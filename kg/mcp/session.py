"""One client's session: its questions are limited and can be stopped, and what is said stays with its call."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from kg.engines.core.limits import Limits
from kg.graph.backends.limited import Limited
from kg.graph.backends.local import LocalBackend
from kg.graph.backends.stoppable import Stoppable
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.graph.messages import Messages
from kg.release import Release

SECONDS = 20.0
"""How long one query may take when nothing else is said."""


class Session:
    """Answers one call after the other over a release.

    Args:
        release: the release.
        seconds: how long one query may take.

    Attributes:
        graph: what the calls ask.
        messages: what was said during the call, such as which thing a name was taken for.
    """

    def __init__(self, release: Release, seconds: float = SECONDS) -> None:
        self.messages = Messages()
        self._seconds = seconds
        self._local = LocalBackend(release, say=self.messages)
        self._backend = Stoppable(Limited(self._local, Limits(seconds)))
        self.graph = KnowledgeGraph(self._backend, say=self.messages)

    def prepare(self, say: Callable[[str], None]) -> None:
        """Open the indexes, so that no call has to wait for one to be made.

        Args:
            say: told in one sentence when an index is made.

        Raises:
            ReleaseError: a table is damaged, or an index can be written nowhere.
        """
        with self.messages.passed_to(say):
            self._local.prepare()

    def begin(self) -> None:
        """Begin a call: forget the last one, and that it was stopped."""
        self.messages.clear()
        self._backend.resume()

    def limits(self, rows: int) -> Limits:
        """Set the limits of a query of which at most `rows` rows are wanted."""
        return Limits(self._seconds, rows)

    def interrupt(self) -> None:
        """Stop the call that is being answered, with all queries that it would still ask."""
        self._backend.interrupt()

    def close(self) -> None:
        """End the engines' processes."""
        self.graph.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_session(seconds: float = SECONDS, *, say: Callable[[str], None] | None = None) -> Session:
    """Open the graph in use for a server; the bundled one is built first when there is none.

    Args:
        seconds: how long one query may take.
        say: told in one sentence when a graph or an index is made, or a graph is older than the package.

    Raises:
        NotFound: there is no such profile.
        ReleaseError: the graph is damaged or cannot be written.
    """
    from kg.assembly.bundled import open_or_build

    session = Session(open_or_build(say=say), seconds)
    session.prepare(say or (lambda sentence: None))
    return session
