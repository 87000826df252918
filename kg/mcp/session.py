"""One client's session: its questions are limited and can be stopped, and what is said stays with its call."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from kg.engines.core.limits import Limits
from kg.graph.backends.limited import Limited
from kg.graph.backends.local import LocalBackend
from kg.graph.backends.stoppable import Stoppable
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.graph.messages import Messages
from kg.release import Release

OPEN_VIEWS = 4
"""How many views stay open, each with the processes of its engines."""
SECONDS = 20.0
"""How long one query may take when nothing else is said."""


class Session:
    """Answers one call after the other over a release.

    Args:
        release: the release.
        seconds: how long one query may take.

    Attributes:
        graph: what the call asks: the whole graph, or the view that it chose.
        messages: what was said during the call, such as which thing a name was taken for.
    """

    def __init__(self, release: Release, seconds: float = SECONDS) -> None:
        self.messages = Messages()
        self._seconds = seconds
        self._local = LocalBackend(release, say=self.messages)
        self._backend = Stoppable(Limited(self._local, Limits(seconds)))
        self._whole = KnowledgeGraph(self._backend, say=self.messages)
        self._views: dict[str, KnowledgeGraph] = {}
        self.graph = self._whole

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

    def choose(self, where: Mapping[str, Any]) -> None:
        """Choose what the call asks.

        Args:
            where: the filter of a view; the whole graph when empty.

        Raises:
            UsageError: a value of the filter is unknown or contradicts another.
            NotFound: there is no such species.
        """
        self.graph = self._whole
        if where:
            key = json.dumps(where, sort_keys=True)
            # The one that was asked last goes last.
            self.graph = self._views.pop(key) if key in self._views else self._whole.where(**where)
            self._views[key] = self.graph
            while len(self._views) > OPEN_VIEWS:
                self._views.pop(next(iter(self._views))).close()
            self.messages(self.graph.provenance.note)

    @property
    def open_views(self) -> int:
        """How many views are open."""
        return len(self._views)

    def limits(self, rows: int) -> Limits:
        """Set the limits of a query of which at most `rows` rows are wanted."""
        return Limits(self._seconds, rows)

    def interrupt(self) -> None:
        """Stop the call that is being answered, with all queries that it would still ask."""
        self._backend.interrupt()

    def close(self) -> None:
        """End the engines' processes."""
        for graph in (*self._views.values(), self._whole):
            graph.close()

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
