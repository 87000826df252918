"""`KnowledgeGraph`: the one object that scripts and commands ask, over whatever backend answers."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

from kg.engines.core.limits import DEFAULT, Limits, merged
from kg.engines.core.rows import Rows
from kg.graph.backends.base import Backend, Say
from kg.graph.filtering import asked
from kg.graph.resolve import checked_category, resolve
from kg.graph.vocabulary import FORMER_ATTRIBUTES

if TYPE_CHECKING:
    import rdflib

    from kg.engines.search.engine import Hit
    from kg.graph.card import NodeCard
    from kg.graph.subgraph import Subgraph
    from kg.model.tables import Tables
    from kg.model.via import Closure
    from kg.questions.graph import AnyGraph
    from kg.release.provenance import Provenance


CLOSURES = 1000
"""Closures that a graph remembers."""


class KnowledgeGraph:
    """A graph, ready for questions. Names go in wherever an identifier is asked: ``graph.node("TDP-43")``.

    Args:
        backend: what answers: a release on this machine, a Neo4j server (see `kg.open`).
        say: told in one sentence which thing a name was taken for.

    Attributes:
        backend: what answers.
        is_asking: whether it answers a part of another question, which says itself what a filter left out.
    """

    def __init__(self, backend: Backend, *, say: Say | None = None) -> None:
        self.backend = backend
        self.is_asking = False
        self._say: Say = say or (lambda sentence: None)
        self._closures: dict[str, Closure] = {}

    @property
    def provenance(self) -> Provenance:
        """Which graph it is, how large, and the sources and dates it was made of."""
        return self.backend.status

    @property
    def id(self) -> str:
        """The content id: the digest of what this graph says; of a view a digest of its own."""
        return self.provenance.view or self.provenance.content_id

    @property
    def tables(self) -> Tables:
        """The nodes, edges and evidence as frames, read when they are first touched."""
        return self.backend.tables

    def where(
        self,
        *,
        design: str | Iterable[str] | None = None,
        system: str | Iterable[str] | None = None,
        species: str | Iterable[str] | None = None,
        polarity: str | Iterable[str] | None = None,
        since: int | str | None = None,
        until: int | str | None = None,
        source: str | Iterable[str] | None = None,
        human: bool = False,
        as_of: int | str | None = None,
    ) -> KnowledgeGraph:
        """Filter the evidence: a view, in which edges say what the evidence that fits adds up to.

        Votes, belief, years and sources are counted anew; an edge whose findings are all gone is gone, nodes
        stay. Definitions (a kind of) and records (a trial tests a drug) stay too, to be walked over, unless `as_of`
        finds them dated later; lists of edges and evidence leave them out unless their predicate is named.
        A row has to fit everything that is given; a list fits by any of its values, a text may hold
        several with commas. The view is kept on disk and opened again by whoever asks the same.

        Args:
            design: study designs (``randomised_trial``, ``in_vitro`` …).
            system: what was studied.
            species: names or ids of taxa (``mouse``, ``NCBITaxon:10090``).
            polarity: ``supports``, ``refutes``, ``no_effect``, ``mixed``. Belief is one-sided then.
            since: only findings of that year and later.
            until: only findings of that year and earlier.
            source: short names of sources (``clingen``), as `provenance` lists them.
            human: only what was seen in people or human tissue, by its study design.
            as_of: what was known in that year: nothing that is dated later.

        Returns:
            A graph that answers everything that this one does; `where` of it narrows it further.

        Raises:
            UsageError: nothing is given, a value is unknown or contradicts another, or the graph is on a
                server.
            NotFound: there is no such species.
            ReleaseError: a table is damaged, or the view can be written nowhere.
        """
        given = {
            **{"design": design, "system": system, "species": species, "polarity": polarity, "source": source},
            **{"since": since, "until": until, "as_of": as_of, "human": human},
        }
        return KnowledgeGraph(self.backend.filtered(given), say=self._say)

    def whole(self) -> KnowledgeGraph:
        """Return the whole graph that this is a view of; a whole graph returns itself."""
        whole = self.backend.unfiltered
        return self if whole is None else KnowledgeGraph(whole)

    def asking(self) -> KnowledgeGraph:
        """Return the same graph for the parts of one question; see `is_asking`."""
        part = KnowledgeGraph(self.backend, say=self._say)
        part.is_asking = True
        part._closures = self._closures
        return part

    def cypher(
        self, query: str, parameters: Mapping[str, Any] | None = None, /, *, limits: Limits | None = None, **named: Any
    ) -> Rows:
        """Answer a question in Cypher; ``$name`` takes the parameter or keyword of that name.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
            UsageError: the parameters are not a mapping, the limits are not `Limits`, or the graph is closed.
            ServerError: the server cannot be reached any more.
        """
        values = merged(parameters, named, DEFAULT if limits is None else limits)
        return asked(self, lambda graph: graph.backend.cypher(query, values, limits), typed=True)

    def sparql(self, query: str, *, limits: Limits | None = None) -> Rows:
        """Answer a question in SPARQL; the schema's prefixes are known.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
            UsageError: the graph is on a server, or closed.
        """
        return asked(self, lambda graph: graph.backend.sparql(query, limits), typed=True)

    def ask(self, question: str, /, language: str = "cypher", *, exact: bool = False, **parameters: Any) -> Rows:
        """Answer a named question (``alskg ask`` lists them, `kg.questions.questions` too).

        Args:
            question: its name.
            language: ``cypher`` or ``sparql``; the rows are the same.
            exact: only the things that are named, not what lies below them (column ``via``).
            parameters: values for its parameters, defaults for the others. Genes and nodes are names
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
        from kg.graph.asking import ask

        return ask(self, question, language, parameters, exact=exact)

    def questions(self) -> Rows:
        """List the named questions: group, name, title, parameters with their defaults, columns, note."""
        from kg.questions import questions

        rows = (
            (one.group, one.slug, one.title, [*map(str, one.parameters.values())], list(one.columns), one.note)
            for one in questions()
        )
        return Rows(("group", "question", "title", "parameters", "columns", "note"), tuple(rows))

    def search(self, text: str, limit: int = 10, *, category: str | None = None) -> Rows:
        """Find nodes by a text: symbols, names, aliases, identifiers, typos forgiven.

        Args:
            text: a symbol, a name, an identifier, or part of one.
            limit: how many at most.
            category: only nodes of that Biolink class, such as ``Gene``.

        Returns:
            ``id, category, name, matched, match, edges``, best first: what matched, and whether as
            ``exact``, ``prefix``, ``part`` or ``near``; the number of asserted edges.

        Raises:
            UsageError: the text is empty or too long, or there is no such category.
        """
        wanted = checked_category(category) if category is not None else None
        hits = self.backend.search.find(text, limit, category=wanted)
        rows = tuple((hit.id, hit.category, hit.symbol or hit.name, hit.matched, hit.match, hit.edges) for hit in hits)
        return Rows(("id", "category", "name", "matched", "match", "edges"), rows)

    def resolve(self, name: str, *, category: str | None = None) -> Hit:
        """Find the one thing that a name or an identifier stands for.

        Args:
            name: an identifier, symbol, name or alias.
            category: only things of that class.

        Raises:
            NotFound: nothing goes by it; the hint says what is near.
            UsageError: several things do; the message lists them.
        """
        return resolve(self.backend.search, name, category, self._say)

    def below(self, name: str) -> Rows:
        """List what lies below a thing and is listed with it: kinds, products, variants (see docs/closure.md).

        Returns:
            ``id, name, via, steps``, nearest first; `steps` are those of the rule, such as ``kind product``.

        Raises:
            NotFound: nothing goes by that name.
            UsageError: several things do.
        """
        found = self.closure(self.resolve(name))
        members = [(id, one) for id, one in found.members.items() if one.steps]
        rows = ((id, found.names[id], found.how(id), one.path) for id, one in members)
        return Rows(("id", "name", "via", "steps"), tuple(rows))

    def closure(self, hit: Hit, *, exact: bool = False) -> Closure:
        """Find what lies below a thing, as identifiers with the steps that lead to each.

        Args:
            hit: the thing, as `resolve` gives it.
            exact: nothing but the thing itself.

        Raises:
            QueryError: the engine stopped at a limit.
        """
        key = f"{hit.id} {hit.matched} {exact}"
        if key not in self._closures:
            if len(self._closures) >= CLOSURES:
                self._closures.clear()
            from kg.graph.closure import closure

            self._closures[key] = closure(self, hit, exact=exact)
        return self._closures[key]

    def node(self, name: str) -> NodeCard:
        """Show what the graph knows about one thing, with its edges counted by relation.

        Raises:
            NotFound: nothing goes by that name.
            UsageError: several things do.
        """
        from kg.graph import lookups

        return lookups.node(self, name)

    def neighbours(self, name: str, *, predicate: str | None = None, direction: str = "both") -> Rows:
        """List the things next to one thing over asserted edges, each with the edge.

        Args:
            name: the thing.
            predicate: only over that predicate (``contributes_to``).
            direction: ``out``, ``in`` or ``both``, as seen from the thing.

        Raises:
            NotFound: nothing goes by that name, or there is no such predicate.
            UsageError: several things go by it, or that is not a direction.
        """
        from kg.graph import lookups

        return asked(
            self, lambda graph: lookups.neighbours(graph, name, predicate, direction), lists_findings=predicate is None
        )

    def edges(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
        *,
        about: str | None = None,
        to: str | None = None,
        exact: bool = False,
        asserted: bool | None = True,
    ) -> Rows:
        """List edges by their ends and predicate, the best believed first.

        What lies below a thing is listed with it, each row saying by what it came (column ``via``:
        ``amyotrophic lateral sclerosis type 1, a kind of ALS``).

        Args:
            subject: the start.
            predicate: ``contributes_to`` or ``biolink:contributes_to``.
            object: the end.
            about: either end.
            to: with `about`: the thing at the other end, in either direction.
            exact: only the things that are named.
            asserted: True for what is asserted, False for what is not (outweighed, refuted, stated …),
                None for both.

        Raises:
            NotFound: nothing goes by a name, or there is no such predicate.
            UsageError: a name stands for several things, or `to` stands alone.
        """
        from kg.graph import lookups
        from kg.graph.selection import Selection

        selection = Selection(subject, predicate, object, about, to, exact)
        return asked(self, lambda graph: lookups.edges(graph, selection, asserted), lists_findings=predicate is None)

    def evidence(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
        *,
        about: str | None = None,
        to: str | None = None,
        exact: bool = False,
        edge: str | None = None,
    ) -> Rows:
        """Show who says so: the evidence of some edges, for and against, asserted or not.

        What lies below a thing is listed with it (column ``via``).

        Args:
            subject: the start.
            predicate: ``contributes_to`` or ``biolink:contributes_to``.
            object: the end.
            about: either end.
            to: with `about`: the thing at the other end, in either direction.
            exact: only the things that are named.
            edge: the id of one edge (``ALSKG:e…``).

        Raises:
            NotFound: nothing goes by a name, or there is no such predicate or edge.
            UsageError: a name stands for several things, or `to` stands alone.
        """
        from kg.graph import lookups
        from kg.graph.selection import Selection

        selection = Selection(subject, predicate, object, about, to, exact)
        return asked(
            self,
            lambda graph: lookups.evidence(graph, selection, edge),
            lists_findings=predicate is None and edge is None,
        )

    def why(self, edge: str) -> Rows:
        """Show how the belief in an edge came about: one row a vote, the last one what they add up to.

        Args:
            edge: its id (``ALSKG:e…``).

        Returns:
            ``voter`` (a trial, a reference, or the origin group of a database), ``says``, the ``design`` of the study,
            ``r``, ``q`` and ``people``, their product ``weight``, and what it adds ``for`` and ``against``. The row
            ``together`` has the status, the belief as its weight, S and A.

        Raises:
            NotFound: there is no such edge.
        """
        from kg.graph.why import why

        return asked(self, lambda graph: why(graph, edge))

    def trials(self, about: str | None = None, *, endpoint: str | None = None, exact: bool = False) -> Rows:
        """List trials of an intervention, a cell, a target gene or a condition, and how they ended.

        What lies below the thing is listed with it (column ``via``).

        Args:
            about: what the trial tests or studies; all trials when left out.
            endpoint: only trials whose primary endpoint is ``met``, ``not_met``, ``mixed``,
                ``not_reported`` or ``safety_only``.
            exact: only of the thing itself.

        Raises:
            NotFound: nothing goes by that name.
            UsageError: several things do, or that is not an endpoint.
        """
        from kg.graph import lookups

        return asked(self, lambda graph: lookups.trials(graph, about, endpoint, exact=exact))

    def subgraph(self, *names: str, steps: int = 1, limit: int = 80, below: bool = False) -> Subgraph:
        """Choose the part of the graph around some things, for a page, networkx or an export.

        Args:
            names: the things to start from.
            steps: how many edges away a node may be.
            limit: how many nodes at most; the rest is counted.
            below: start from what lies below the things as well (see docs/closure.md).

        Raises:
            NotFound: nothing goes by a name.
            UsageError: a name stands for several things, or nothing is left to choose.
        """
        from kg.graph.drawn import neighbourhood

        return neighbourhood(self.tables, self.centres(names, below=below), steps=steps, limit=limit)

    def centres(self, names: Iterable[str], *, below: bool = False) -> list[str]:
        """Find the identifiers that a part of the graph is drawn around.

        Args:
            names: the things.
            below: what lies below them as well, each thing before its members.

        Raises:
            NotFound: nothing goes by a name.
            UsageError: a name stands for several things.
        """
        hits = [self.resolve(name) for name in names]
        return list(dict.fromkeys(id for hit in hits for id in self.closure(hit, exact=not below).members))

    def rdf(self) -> rdflib.Graph:
        """Write the whole graph into an rdflib graph (some seconds); docs/schema.md tells the shape."""
        from kg.engines.sparql.rdf import to_graph

        return to_graph(self.tables)

    def release_named(self, name: str, *, newer: AnyGraph | None = None) -> AbstractContextManager[KnowledgeGraph]:
        """Open another release on this machine, to be compared with.

        Args:
            name: a profile, the beginning of a content id, ``this`` for the graph itself, or
                ``previous`` for the newest release built before `newer`.
            newer: the release that ``previous`` comes before.

        Raises:
            NotFound: there is none of that name.
            UsageError: several content ids begin so.
        """
        if name == "this":
            return nullcontext(self)
        return KnowledgeGraph(self.backend.beside(name, (newer or self).provenance.content_id), say=self._say)

    def interrupt(self) -> None:
        """Stop the question that is being answered, from any thread; whoever waits for it gets a QueryError."""
        self.backend.interrupt()

    def close(self) -> None:
        """End what answers; what asks afterwards is refused."""
        self.backend.close()

    if not TYPE_CHECKING:  # type checkers shall see that a name is wrong

        def __getattr__(self, name: str) -> NoReturn:
            from kg.text.suggest import nearest

            instead = FORMER_ATTRIBUTES.get(name)
            remedy = f"; use {instead}" if instead else ""
            if not instead and not name.startswith("_") and (meant := nearest(name, dir(type(self)))):
                remedy = f"; did you mean {meant}?"
            # Without `obj`, or Python would add a suggestion of its own.
            raise AttributeError(f"a KnowledgeGraph has no {name!r}{remedy}", name=name)

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self.provenance.content_id[:12]}: {self.provenance}>"

    def _repr_html_(self) -> str:
        known = self.provenance
        return f"<b>KnowledgeGraph</b> <code>{known.content_id[:12]}</code>, {html.escape(str(known))}"
