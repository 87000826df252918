"""`KnowledgeGraph`: the one object that scripts and commands use.

It answers over one release. Engines start when they are first asked; tables are read when they are
first touched. What can be asked: `kg.graph.askable`.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.engines.core.limits import DEFAULT, Limits, merged
from kg.engines.core.opening import open_cypher, open_search, open_sparql
from kg.errors import UsageError
from kg.graph.askable import AskableGraph, Say
from kg.release import Home, Release, built_before, open_named
from kg.release.provenance import Provenance

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows
    from kg.engines.cypher.engine import CypherEngine
    from kg.engines.search.engine import SearchEngine
    from kg.engines.sparql.engine import SparqlEngine
    from kg.model.tables import Tables
    from kg.questions.asked import Askable


class KnowledgeGraph(AskableGraph):
    """One release, ready for questions.

    Args:
        release: the release (see `kg.open`).
        say: told in one sentence when an index is made and which thing a name was taken for.
    """

    def __init__(self, release: Release, *, say: Say | None = None) -> None:
        super().__init__(say=say)
        self.release = release
        self._closed = False

    @cached_property
    def provenance(self) -> Provenance:
        """Which graph it is, how large, and the sources and dates it was made of."""
        return Provenance.of(self.release.receipt)

    @cached_property
    def _cypher(self) -> CypherEngine:
        self._refuse_closed()
        return open_cypher(self.release.path, say=self._say)

    @cached_property
    def _sparql(self) -> SparqlEngine:
        self._refuse_closed()
        return open_sparql(self.release.path, say=self._say)

    @cached_property
    def _search(self) -> SearchEngine:
        self._refuse_closed()
        return open_search(self.release.path, say=self._say)

    @cached_property
    def tables(self) -> Tables:
        """The three tables, read when they are first touched."""
        return self.release.tables()

    def cypher(
        self, query: str, params: Mapping[str, Any] | None = None, /, *, limits: Limits = DEFAULT, **named: Any
    ) -> Rows:
        """Answer a question in Cypher; ``$name`` takes the parameter or keyword of that name.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
        """
        return self._cypher.run(query, merged(params, named, limits), limits)

    def sparql(self, query: str, *, limits: Limits = DEFAULT) -> Rows:
        """Answer a question in SPARQL; the schema's prefixes are known.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
        """
        return self._sparql.run(query, limits=limits)

    def release_named(self, name: str, *, newer: Askable | None = None) -> AbstractContextManager[Askable]:
        """Another release in the same home, to be compared with (see `kg.graph.askable.AskableGraph`)."""
        if name == "this":
            return nullcontext(self)
        return named(Home(self.release.path.parent.parent), name, (newer or self).id, say=self._say)

    def interrupt(self) -> None:
        """Stop the question that is being answered, from any thread; whoever waits for it gets a QueryError."""
        for name in ("_cypher", "_sparql"):
            engine = self.__dict__.get(name)
            if engine is not None:
                engine.interrupt()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise UsageError("this graph is closed.", hint="Open it again with kg.open().")

    def close(self) -> None:
        """End the engines' processes; what asks afterwards is refused."""
        self._closed = True
        for name in ("_cypher", "_sparql", "_search"):
            engine = self.__dict__.pop(name, None)
            if engine is not None:
                engine.close()


def named(home: Home, name: str, beside: str, *, say: Say | None = None) -> KnowledgeGraph:
    """A graph in a home by the name of its profile or the beginning of its content id.

    Args:
        home: where.
        name: or ``previous``: the newest release built before `beside`.
        beside: a content id.
        say: as of `KnowledgeGraph`.

    Raises:
        NotFound: there is none of that name.
        UsageError: several content ids begin so.
        ReleaseError: it is damaged, or of another major version of the schema.
    """
    release = built_before(home, beside) if name == "previous" else open_named(home, name)
    return KnowledgeGraph(release, say=say)
