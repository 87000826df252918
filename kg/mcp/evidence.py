"""The evidence of some edges, for and against, as one reply."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, Field

from kg.engines.search.hits import Hit
from kg.errors import UsageError
from kg.graph import lookups
from kg.graph.filtering import asked
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.graph.lookups import BETWEEN
from kg.graph.selection import Selection
from kg.mcp.answers import Reply, in_use
from kg.model.verdict import says
from kg.model.via import VIA
from kg.text.phrases import predicate_words

_ALWAYS = frozenset(
    ("polarity", "statement", "study_design", "reference", "citation_status", "year", "source", "licence", "edge")
)
_OF_EDGE = frozenset(("subject", "predicate", "object", "subject_id", "object_id", "asserted"))
"""Columns of a row that its claim and its edge say already."""
_TRIED = "biolink:studied_to_treat"
"""That a therapy was tried: a failed trial supports it."""


class Thing(BaseModel):
    """What a name was taken for."""

    id: str
    category: str
    name: str


class Evidence(Reply):
    """The evidence of some edges, on both sides."""

    lists: ClassVar[tuple[str, ...]] = ("supporting", "conflicting", "tried")

    verdict: str = Field(
        default="",
        description="Between a therapy and a disease: how its trials ended, with the people in them. Say it first.",
    )
    things: list[Thing] = Field(description="What the names were taken for, in the order of the arguments.")
    edges: list[dict[str, Any]] = Field(
        description="The statements: who says what of whom, asserted or not, status (supported, "
        "contested, mixed, refuted, no_effect, or stated: named and not tested), belief, and votes for and against. "
        "via says by what an edge came that is about something below what was asked for (ALS type 1, a kind of ALS)."
    )
    supporting: list[dict[str, Any]] = Field(description="Evidence for what `claim` says; each names its edge.")
    conflicting: list[dict[str, Any]] = Field(
        description="Evidence that refutes `claim`, found no effect, or is mixed (polarity); each names its edge."
    )
    tried: list[dict[str, Any]] = Field(
        description="Evidence that something was studied as a treatment, which says nothing on whether it helped; "
        "says tells how the trial ended, where a report says so."
    )


def evidence(graph: KnowledgeGraph, meant: Selection, edge: str | None = None) -> Evidence:
    """Gather what is said of some edges, asserted or not, each row with the claim that it speaks of.

    Args:
        graph: where.
        meant: which edges.
        edge: only the edge of that id.

    Returns:
        The statements, and their evidence on either side, newest first.

    Raises:
        NotFound: nothing goes by a name, or there is no such predicate or edge.
        UsageError: several things go by a name, two names stand for one thing, or nothing says which edges.
        QueryError: the engine stopped at a limit.
    """
    names = [name for name in (meant.subject, meant.object, meant.about, meant.to) if name is not None]
    if not names and meant.predicate is None and edge is None:
        raise UsageError(
            "nothing says whose evidence is wanted.", hint="Give about (and to), subject, predicate, object or edge."
        )
    hits = [graph.resolve(name) for name in names]
    ends = (meant.subject, meant.predicate, meant.object)
    # Also tells that there is no such edge.
    found = graph.evidence(*ends, about=meant.about, to=meant.to, exact=meant.exact, edge=edge)
    ids = set(found.column("edge"))
    stated = asked(graph, lambda part: lookups.edges(part, meant, None, edge=edge)).dicts()
    edges = {row["edge"]: row for row in stated if row["edge"] in ids}
    ordered = sorted(edges.values(), key=lambda row: (row[VIA] is not None, -(row["belief"] or 0), row["edge"]))
    place = {row["edge"]: at for at, row in enumerate(ordered)}
    rows = []
    for row in sorted(found.dicts(), key=lambda row: (place[row["edge"]], -(row["year"] or 0), row["evidence"])):
        known = {key: row[key] for key in row if key not in _OF_EDGE and (row[key] is not None or key in _ALWAYS)}
        rows.append({"claim": _claim(edges[row["edge"]]), **known})
    tried: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    for row in rows:
        if edges[row["edge"]]["predicate"] == _TRIED:
            # Its polarity says that it was tried; read beside a missed endpoint it would be taken for benefit.
            says_so = says(_TRIED, row.pop("polarity"), row.get("outcome"))
            tried.append({"claim": row.pop("claim"), "says": says_so, **row})
        else:
            said.append(row)
    return Evidence(
        verdict=found.verdict,
        things=list(map(_thing, hits)),
        edges=[{key: value for key, value in row.items() if value is not None} for row in ordered],
        supporting=[row for row in said if row["polarity"] == "supports"],
        conflicting=[row for row in said if row["polarity"] != "supports"],
        tried=tried,
        total=len(rows),
        warnings=[*_notes(graph, meant, hits, ordered), *found.warnings],
        graph=in_use(graph),
    )


def _claim(edge: dict[str, Any]) -> str:
    """Say a statement in words, so that no row is read as saying something else."""
    change = " ".join(edge[key] for key in ("object_direction", "object_aspect") if edge.get(key))
    claim = f"{edge['subject']} {predicate_words(edge['predicate'])} {edge['object']}"
    return f"{claim} ({change})" if change else claim


def _thing(hit: Hit) -> Thing:
    return Thing(id=hit.id, category=hit.category, name=hit.symbol or hit.name)


def _notes(graph: KnowledgeGraph, meant: Selection, hits: list[Hit], edges: list[dict[str, Any]]) -> list[str]:
    if not edges:
        return _nothing(graph, meant, hits)
    notes = []
    if not any(row["asserted"] for row in edges):
        notes.append("none of these edges is asserted: the graph does not hold any of them to be true")
    return notes


def _nothing(graph: KnowledgeGraph, meant: Selection, hits: list[Hit]) -> list[str]:
    """Say that nothing is said, and what was consulted."""
    if graph.provenance.filter:
        # The evidence itself says what the filter took.
        return []
    if meant.to is None:
        return ["the graph says nothing of the kind. That is not evidence against it"]
    one, other = hits[-2:]
    beyond = "" if meant.exact else " or what lies below them"
    consulted = graph.ask(BETWEEN, exact=meant.exact, one=one.id, other=other.id).warnings[-1:]
    return [
        f"the graph says nothing between {one} and {other}{beyond}. That is not evidence against a relation; "
        "they may still be joined over other nodes",
        *consulted,
    ]
