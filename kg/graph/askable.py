"""A graph that can be asked, wherever its rows lie.

What is here rests on three things: Cypher, a search that knows every name, and the three tables. A
release gives them from files (`kg.graph.knowledge_graph`), a Neo4j server by answering and being read
(`kg.graph.server_graph`). Names go in wherever an identifier is asked: ``graph.node("TDP-43")``.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.engines.core.limits import DEFAULT, Limits
from kg.engines.core.rows import Rows
from kg.errors import NotFound, UsageError
from kg.graph.lookups import LookUps
from kg.schema.generated import CATEGORIES
from kg.text.safe import brief

if TYPE_CHECKING:
    import polars as pl
    import rdflib

    from kg.engines.search.engine import Hit, SearchEngine
    from kg.graph.subgraph import Subgraph
    from kg.model.tables import Tables
    from kg.questions.asked import Askable
    from kg.release.provenance import Provenance

Say = Callable[[str], None]


class AskableGraph(LookUps):
    """A graph that can be looked up in and asked.

    Args:
        say: told in one sentence when an index is made and which thing a name was taken for.
    """

    def __init__(self, *, say: Say | None = None) -> None:
        self._say = say or (lambda sentence: None)

    @property
    @abstractmethod
    def provenance(self) -> Provenance:
        """Which graph it is, how large, and the sources and dates it was made of."""

    @property
    @abstractmethod
    def _search(self) -> SearchEngine:
        """The search over its names."""

    @property
    @abstractmethod
    def tables(self) -> Tables:
        """The three tables, read when they are first touched."""

    @abstractmethod
    def sparql(self, query: str, *, limits: Limits = DEFAULT) -> Rows:
        """Answer a question in SPARQL; the schema's prefixes are known.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
            UsageError: the graph cannot be asked in SPARQL.
        """

    @abstractmethod
    def release_named(self, name: str, *, newer: Askable | None = None) -> AbstractContextManager[Askable]:
        """Another release on this machine, to be compared with.

        Args:
            name: a profile, the beginning of a content id, ``this`` for the graph itself, or
                ``previous`` for the newest release built before `newer`.
            newer: the release that ``previous`` comes before.

        Raises:
            NotFound: there is none of that name.
            UsageError: several content ids begin so.
        """

    @abstractmethod
    def close(self) -> None:
        """End what answers."""

    @property
    def id(self) -> str:
        """The content id: the digest of what this graph says."""
        return self.provenance.content_id

    def ask(self, slug: str, /, language: str = "cypher", **params: Any) -> Rows:
        """Answer a named question (``alskg ask`` lists them, `kg.questions.questions` too).

        Args:
            slug: the question.
            language: ``cypher`` or ``sparql``; the rows are the same.
            params: values for its parameters, defaults for the others. Genes and nodes are names
                or identifiers; a list may be one text with commas.

        Returns:
            Rows with the columns that the question promises; a list is sorted. Warnings hold the
            question's note and, when the answer is empty, what was consulted.

        Raises:
            NotFound: there is no such question, or nothing goes by a name.
            UsageError: a parameter is unknown, missing or of another kind, or a name stands for
                several things.
            QueryError: the engine stopped at a limit.
        """
        from kg.questions import answer

        return answer(self, slug, language, params)

    def questions(self) -> Rows:
        """The named questions: group, name, title, parameters with their defaults, columns, note."""
        from kg.questions import questions

        rows = (
            (one.group, one.slug, one.title, [*map(str, one.parameters.values())], list(one.columns), one.note)
            for one in questions()
        )
        return Rows(("group", "question", "title", "parameters", "columns", "note"), tuple(rows))

    def find(self, text: str, limit: int = 10, *, category: str | None = None) -> Rows:
        """The nodes that a text finds: symbols, names, aliases, identifiers, typos forgiven.

        Raises:
            UsageError: the text is empty or too long, or there is no such category.
        """
        hits = self._search.find(text, limit, category=category)
        rows = tuple((hit.id, hit.category, hit.symbol or hit.name, hit.matched, hit.how, hit.edges) for hit in hits)
        return Rows(("id", "category", "name", "matched", "how", "edges"), rows)

    def resolve(self, name: str, *, category: str | None = None) -> Hit:
        """The one thing that a name or an identifier stands for; as of `kg.graph.lookups.LookUps.resolve`."""
        if category is not None and category not in CATEGORIES:
            raise UsageError(f"there is no category {brief(category)}.", hint="docs/schema.md lists them.")
        found = self._search.resolve(name)
        known = (*found.hits, *found.others)
        # The spelling as typed wins: Sod1 is the mouse's gene, SOD1 the human one.
        typed = [hit for hit in known if name in (hit.id, hit.symbol, hit.name)]
        hits = tuple(typed if typed and not set(typed) & set(found.hits) else found.hits)
        fitting = tuple(hit for hit in hits if category is None or hit.category == category)
        if not fitting:
            # A namesake that was set aside may be of the kind that is wanted.
            fitting = tuple(hit for hit in known if hit.category == category)
        if not fitting:
            raise NotFound(f"{name!r} is {hits[0]}, which is no {category}.", hint=f"Name a {category}.")
        hit = replace(found, hits=fitting).one()
        others = [other for other in known if other not in hits]
        if name not in (hit.id, hit.symbol, hit.name) or others:
            also = f"; also by that name: {', '.join(map(str, others))}" if others else ""
            self._say(f"{name!r} is taken as {hit}{also}")
        return hit

    @property
    def nodes(self) -> pl.DataFrame:
        """The nodes table."""
        return self.tables.nodes

    @property
    def edge_table(self) -> pl.DataFrame:
        """The edges table, asserted or not."""
        return self.tables.edges

    @property
    def evidence_table(self) -> pl.DataFrame:
        """The evidence table."""
        return self.tables.evidence

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
        from kg.graph.neighbourhood import neighbourhood

        return neighbourhood(self.tables, [self.resolve(name).id for name in names], steps=steps, limit=limit)

    def rdf(self) -> rdflib.Graph:
        """The whole graph as an rdflib graph (some seconds); the shape is told in docs/schema.md."""
        from kg.engines.sparql.shape import to_graph

        return to_graph(self.tables)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id[:12]}: {self.provenance}>"

    def _repr_html_(self) -> str:
        return f"<b>{type(self).__name__}</b> <code>{self.id[:12]}</code>, {self.provenance}"
