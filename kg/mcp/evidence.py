"""The evidence of some edges, for and against, as one reply."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, Field

from kg.engines.search.hits import Hit
from kg.errors import UsageError
from kg.graph import lookups
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.graph.lookups import BETWEEN, Selection
from kg.mcp.answers import Reply, in_use
from kg.text.phrases import counted, predicate_words

_EDGES = """
MATCH (s:Entity)-[r]->(o:Entity) WHERE r.id IN $edges
RETURN r.id AS edge, s.name AS subject, r.predicate AS predicate, o.name AS object,
       s.id AS subject_id, o.id AS object_id, r.asserted AS asserted, r.status AS status,
       r.belief AS belief,
       r.supports AS supports, r.refutes AS refutes, r.no_effect AS no_effect, r.mixed AS mixed,
       r.strongest_design AS strongest_design, r.subject_form_or_variant AS subject_form_or_variant,
       r.subject_direction AS subject_direction, r.object_aspect AS object_aspect,
       r.object_direction AS object_direction, r.species_context AS species_context,
       r.disease_context AS disease_context
"""
_EVIDENCE = """
UNWIND $edges AS edge
MATCH (e:Evidence {edge_id: edge})
RETURN edge, e.polarity AS polarity, e.statement AS statement, e.study_design AS study_design, e.system AS system,
       e.reference AS reference, e.citation_status AS citation_status, e.year AS year, e.source AS source,
       e.licence AS licence, e.url AS url, e.outcome AS outcome, e.grade AS grade, e.population AS population,
       e.value_low AS value_low, e.value_high AS value_high, e.unit AS unit, e.ci_low AS ci_low, e.ci_high AS ci_high,
       e.p_value AS p_value, e.n AS n, e.weeks AS weeks, e.frequency AS frequency, e.onset AS onset, e.note AS note,
       e.id AS evidence
"""
_ALWAYS = frozenset(
    ("polarity", "statement", "study_design", "reference", "citation_status", "year", "source", "licence", "edge")
)
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

    things: list[Thing] = Field(description="What the names were taken for, in the order of the arguments.")
    edges: list[dict[str, Any]] = Field(
        description="The statements: who says what of whom, asserted or not, status (supported, "
        "contested, mixed, refuted, no_effect, or stated: named and not tested), belief, and votes for and against. "
        "Between two things, direct is false where an end is a narrower kind of what was asked for."
    )
    supporting: list[dict[str, Any]] = Field(description="Evidence for what `claim` says; each names its edge.")
    conflicting: list[dict[str, Any]] = Field(
        description="Evidence that refutes `claim`, found no effect, or is mixed (polarity); each names its edge."
    )
    tried: list[dict[str, Any]] = Field(
        description="Evidence that something was studied as a treatment, which says nothing on whether it helped."
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
    if edge is not None:
        # Also tells that there is no such edge.
        its = graph.evidence(
            meant.subject,
            meant.predicate,
            meant.object,
            about=meant.about,
            to=meant.to,
            exact=meant.exact,
            edge=edge,
        )
        ids = list(dict.fromkeys(its.column("edge")))
    else:
        ends = (meant.subject, meant.predicate, meant.object)
        ids = graph.edges(*ends, about=meant.about, to=meant.to, exact=meant.exact, asserted=None).column("edge")
    found = graph.cypher(_EDGES, edges=ids).dicts() if ids else []
    edges = {row["edge"]: _with_directness(row, hits) if meant.to is not None else row for row in found}
    ordered = sorted(edges.values(), key=lambda row: (not row.get("direct", True), -(row["belief"] or 0), row["edge"]))
    place = {row["edge"]: at for at, row in enumerate(ordered)}
    found = graph.cypher(_EVIDENCE, edges=list(place)).dicts() if place else []
    found.sort(key=lambda row: (place[row["edge"]], -(row["year"] or 0), row["evidence"]))
    rows = []
    for row in found:
        known = {key: row[key] for key in row if row[key] is not None or key in _ALWAYS}
        rows.append({"claim": _claim(edges[row["edge"]]), **known})
    tried: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    for row in rows:
        (tried if edges[row["edge"]]["predicate"] == _TRIED else said).append(row)
    return Evidence(
        things=list(map(_thing, hits)),
        edges=[{key: value for key, value in row.items() if value is not None} for row in ordered],
        supporting=[row for row in said if row["polarity"] == "supports"],
        conflicting=[row for row in said if row["polarity"] != "supports"],
        tried=tried,
        total=len(rows),
        warnings=_notes(graph, meant, hits, ordered),
        graph=in_use(graph),
    )


def _with_directness(edge: dict[str, Any], hits: list[Hit]) -> dict[str, Any]:
    return {**edge, "direct": {edge["subject_id"], edge["object_id"]} == {hit.id for hit in hits[-2:]}}


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
    indirect = sum(not row.get("direct", True) for row in edges)
    if indirect:
        notes.append(
            f"{indirect} of {len(edges)} edges: an end is a narrower kind of what was asked for (direct: false)"
        )
    if not any(row["asserted"] for row in edges):
        notes.append("none of these edges is asserted: the graph does not hold any of them to be true")
    return notes


def _nothing(graph: KnowledgeGraph, meant: Selection, hits: list[Hit]) -> list[str]:
    """Say that nothing is said, and what was consulted."""
    if graph.provenance.filter:
        without = len(lookups.edges(graph.whole(), meant, None))
        return [f"the filter leaves nothing here; without it: {counted(without, 'edge')}"]
    if meant.to is None:
        return ["the graph says nothing of the kind. That is not evidence against it"]
    one, other = hits[-2:]
    beyond = "" if meant.exact else " or narrower kinds of them"
    kinds = "no" if meant.exact else "yes"
    consulted = graph.ask(BETWEEN, one=one.id, other=other.id, kinds=kinds).warnings[-1:]
    return [
        f"the graph says nothing between {one} and {other}{beyond}. That is not evidence against a relation; "
        "they may still be joined over other nodes",
        *consulted,
    ]
