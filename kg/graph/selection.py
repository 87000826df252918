"""Which edges are meant: the names of ends resolved, what lies below them found, conditions written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import NotFound, UsageError
from kg.model.via import Closure, told
from kg.schema.lookup import predicate_named
from kg.text.safe import brief

if TYPE_CHECKING:
    from kg.engines.search.hits import Hit
    from kg.graph.knowledge_graph import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Selection:
    """Which edges are meant, as `KnowledgeGraph.edges` and `KnowledgeGraph.evidence` are told it.

    Attributes:
        subject: the start.
        predicate: the predicate.
        object: the end.
        about: either end.
        to: the other end from `about`, in either direction.
        exact: only the things that are named, not what lies below them.
    """

    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    about: str | None = None
    to: str | None = None
    exact: bool = False

    def __post_init__(self) -> None:
        """Refuse what is neither yes nor no.

        Raises:
            UsageError: `exact` is not a truth value.
        """
        checked_exact(self.exact)


def checked_exact(exact: bool) -> bool:
    """Take a truth value.

    Raises:
        UsageError: it is none.
    """
    if not isinstance(exact, bool):
        raise UsageError(f"exact={brief(exact)} is neither True nor False.", hint="Use True or False.")
    return exact


@dataclass(frozen=True, slots=True)
class Meant:
    """A selection with its names resolved.

    Attributes:
        hits: the things at the ends, by what they were given as.
        ends: the closures that one end of an edge must lie in, by what they were given as.
        predicate: CURIE of the predicate, or None for any.
        edge: the id of the one edge, or None for any.
    """

    hits: dict[str, Hit]
    ends: dict[str, Closure]
    predicate: str | None
    edge: str | None = None

    @classmethod
    def of(cls, graph: KnowledgeGraph, meant: Selection, edge: str | None = None) -> Meant:
        """Resolve a selection.

        Raises:
            NotFound: nothing goes by a name, or there is no such predicate.
            UsageError: several things go by a name, both ends are one thing, or `to` stands without `about`.
        """
        if meant.to is not None and meant.about is None:
            raise UsageError(
                f"to={brief(meant.to)} needs about: the thing at the other end.",
                hint="As in about='edaravone', to='ALS'.",
            )
        given = {"subject": meant.subject, "object": meant.object, "about": meant.about, "to": meant.to}
        hits = {end: graph.resolve(name) for end, name in given.items() if name is not None}
        if "to" in hits and hits["about"].id == hits["to"].id:
            raise UsageError(
                f"{meant.about!r} and {meant.to!r} are both {hits['to']}.", hint="Name two different things."
            )
        ends = {end: graph.closure(hit, exact=meant.exact) for end, hit in hits.items()}
        return cls(hits, ends, _predicate(meant.predicate) if meant.predicate is not None else None, edge)

    def ways(self) -> list[dict[str, str]]:
        """List the ways in which an edge can lie: which closures its start and end are in (`subject`, `object`)."""
        fixed: dict[str, str] = {end: end for end in ("subject", "object") if end in self.ends}
        if "about" not in self.ends:
            return [fixed]
        other = "to" if "to" in self.ends else ""
        return [{"start": "about", "end": other, **fixed}, {"start": other, "end": "about", **fixed}]

    def match(self, way: dict[str, str], more: Sequence[str] = ()) -> str:
        """Write the MATCH of one way, from the end that is known."""
        starts = [way[key] for key in ("start", "subject") if way.get(key)]
        stops = [way[key] for key in ("end", "object") if way.get(key)]
        conditions = [f"subject.id IN ${one}" for one in starts[1:]] if starts else []
        conditions += [f"object.id IN ${one}" for one in (stops if starts else stops[1:])]
        for end, names in (("subject", starts), ("object", stops)):
            conditions += [
                f"(NOT {end}.id IN ${one}_restricted OR claim.predicate IN ${one}_only)"
                for one in names
                if self.ends[one].restricted
            ]
        fixed = (("claim.predicate = $predicate", self.predicate), ("claim.id = $edge", self.edge))
        conditions += [*more, *(condition for condition, value in fixed if value is not None)]
        if starts:
            anchor = f"MATCH (subject:Entity) WHERE subject.id IN ${starts[0]} MATCH (subject)-[claim]->(object:Entity)"
        elif stops:
            anchor = f"MATCH (object:Entity) WHERE object.id IN ${stops[0]} MATCH (subject:Entity)-[claim]->(object)"
        else:
            anchor = "MATCH (subject:Entity)-[claim]->(object:Entity)"
        return f"{anchor} {_all(conditions)}"

    def parameters(self) -> dict[str, Any]:
        """Give the values of the parameters that `match` uses."""
        fixed = {"predicate": self.predicate, "edge": self.edge}
        values: dict[str, Any] = {name: value for name, value in fixed.items() if value is not None}
        for end, found in self.ends.items():
            values[end] = found.ids
            if found.restricted:
                values |= {f"{end}_restricted": found.restricted, f"{end}_only": found.only}
        return values

    def via(self, start: str, end: str) -> str | None:
        """Say by which members an edge came, given its ends."""
        pair = [self.ends[name] for name in ("about", "to") if name in self.ends]
        sides = [
            told([id], [self.ends[name]]) for name, id in (("subject", start), ("object", end)) if name in self.ends
        ]
        words = [told([start, end], pair) if pair else None, *sides]
        return "; ".join(dict.fromkeys(one for one in words if one)) or None


def _predicate(name: str) -> str:
    """Find a predicate; what is not one may be the name of a thing in the second place."""
    try:
        return predicate_named(name)
    except NotFound as error:
        ends = "The ends go in by name: about='SOD1', to='ALS', or subject= and object=."
        raise NotFound(error.message, hint=f"{error.hint} {ends}") from None


def _all(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""
