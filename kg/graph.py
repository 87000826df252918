"""`KnowledgeGraph`: the one object that scripts and commands use.

It answers over one release. Engines start when they are first asked; tables are read when they are
first touched. Looking things up: `kg.askable`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.askable import AskableGraph, Say
from kg.engines.limits import DEFAULT, Limits
from kg.engines.opening import open_cypher, open_search, open_sparql
from kg.provenance import Provenance
from kg.release.read import Release

if TYPE_CHECKING:
    import polars as pl
    import rdflib

    from kg.engines.cypher import CypherEngine
    from kg.engines.rows import Rows
    from kg.engines.search import SearchEngine
    from kg.engines.sparql import SparqlEngine
    from kg.view.subgraph import Subgraph


class KnowledgeGraph(AskableGraph):
    """One release, ready for questions.

    Args:
        release: the release (see `kg.open`).
        say: told in one sentence when an index is made and which thing a name was taken for.
    """

    def __init__(self, release: Release, *, say: Say | None = None) -> None:
        super().__init__(say=say)
        self.release = release

    @cached_property
    def provenance(self) -> Provenance:
        """Which graph it is, how large, and the sources and dates it was made of."""
        return Provenance.of(self.release.receipt)

    @cached_property
    def _cypher(self) -> CypherEngine:
        return open_cypher(self.release.path, say=self._say)

    @cached_property
    def _sparql(self) -> SparqlEngine:
        return open_sparql(self.release.path, say=self._say)

    @cached_property
    def _search(self) -> SearchEngine:
        return open_search(self.release.path, say=self._say)

    @cached_property
    def _frames(self) -> dict[str, pl.DataFrame]:
        return self.release.frames()

    @property
    def nodes(self) -> pl.DataFrame:
        """The nodes table."""
        return self._frames["nodes"]

    @property
    def edge_table(self) -> pl.DataFrame:
        """The edges table, asserted or not."""
        return self._frames["edges"]

    @property
    def evidence_table(self) -> pl.DataFrame:
        """The evidence table."""
        return self._frames["evidence"]

    def cypher(
        self, query: str, params: Mapping[str, Any] | None = None, /, *, limits: Limits = DEFAULT, **named: Any
    ) -> Rows:
        """Answer a question in Cypher; ``$name`` takes the parameter or keyword of that name.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
        """
        return self._cypher.run(query, {**(params or {}), **named}, limits)

    def sparql(self, query: str, *, limits: Limits = DEFAULT) -> Rows:
        """Answer a question in SPARQL; the schema's prefixes are known.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
        """
        return self._sparql.run(query, limits=limits)

    def subgraph(self, *names: str, steps: int = 1, limit: int = 80) -> Subgraph:
        """The part of the graph around some things, for a page, networkx or an export.

        Args:
            names: the things to start from.
            steps: how many edges away a node may be.
            limit: how many nodes at most; the rest is counted.

        Raises:
            NotFound: nothing goes by a name.
            UsageError: a name stands for several things, or nothing is left to choose.
        """
        from kg.view.neighbourhood import neighbourhood

        return neighbourhood(self._frames, [self.resolve(name).id for name in names], steps=steps, limit=limit)

    def rdf(self) -> rdflib.Graph:
        """The whole graph as an rdflib graph (some seconds); the shape is told in docs/schema.md."""
        from kg.engines.rdf import to_graph

        return to_graph(self.nodes, self.edge_table, self.evidence_table)

    def interrupt(self) -> None:
        """Stop the question that is being answered, from any thread; whoever waits for it gets a QueryError."""
        for name in ("_cypher", "_sparql"):
            engine = self.__dict__.get(name)
            if engine is not None:
                engine.interrupt()

    def close(self) -> None:
        """End the engines' processes."""
        for name in ("_cypher", "_sparql", "_search"):
            engine = self.__dict__.pop(name, None)
            if engine is not None:
                engine.close()
