"""Everything that is said between two things, for and against."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, Field

from kg.engines.search.hits import Hit
from kg.errors import UsageError
from kg.mcp.answers import Reply, in_use
from kg.mcp.served import ServedGraph
from kg.questions import answer
from kg.text.phrases import predicate_words

_QUESTION = "evidence-between"
"""The named question that says which edges lie between two things."""
_EDGES = """
MATCH (s:Entity)-[r]->(o:Entity) WHERE r.id IN $edges
RETURN r.id AS edge, s.name AS subject, r.predicate AS predicate, o.name AS object,
       s.id AS subject_id, o.id AS object_id, r.asserted AS asserted, r.belief AS belief,
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


class Between(Reply):
    """The evidence between two things."""

    lists: ClassVar[tuple[str, ...]] = ("supporting", "conflicting", "tried")

    one: Thing
    other: Thing
    edges: list[dict[str, Any]] = Field(
        description="The statements: who says what of whom, asserted or not, belief, and votes for and against. "
        "direct is false where an end is a narrower kind of what was asked for."
    )
    supporting: list[dict[str, Any]] = Field(description="Evidence for what `claim` says; each names its edge.")
    conflicting: list[dict[str, Any]] = Field(
        description="Evidence that refutes `claim`, found no effect, or is mixed (polarity); each names its edge."
    )
    tried: list[dict[str, Any]] = Field(
        description="Evidence that something was studied as a treatment, which says nothing on whether it helped."
    )


def between(graph: ServedGraph, one: str, other: str, *, kinds: bool = True) -> Between:
    """What is said between two things in either direction, asserted or not.

    Args:
        graph: where.
        one: a name or identifier.
        other: another.
        kinds: also between narrower kinds of either (``ALS type 1`` for ``ALS``).

    Raises:
        NotFound: nothing goes by a name.
        UsageError: a name stands for several things, or both for the same.
    """
    first, second = graph.resolve(one), graph.resolve(other)
    if first.id == second.id:
        raise UsageError(f"{one!r} and {other!r} are both {first}.", hint="Name two different things.")
    asked = {"one": first.id, "other": second.id, "kinds": "yes" if kinds else "no"}
    answered = answer(graph, _QUESTION, "cypher", asked)
    direct = dict(zip(answered.column("edge"), answered.column("direct"), strict=True))
    found = graph.cypher(_EDGES, edges=list(direct)).dicts() if direct else []
    edges = {row["edge"]: {**row, "direct": direct[row["edge"]]} for row in found}
    ordered = sorted(edges.values(), key=lambda row: (not row["direct"], -(row["belief"] or 0), row["edge"]))
    place = {row["edge"]: at for at, row in enumerate(ordered)}
    found = graph.cypher(_EVIDENCE, edges=list(place)).dicts() if place else []
    found.sort(key=lambda row: (place[row["edge"]], -(row["year"] or 0), row["evidence"]))
    evidence = []
    for row in found:
        known = {key: row[key] for key in row if row[key] is not None or key in _ALWAYS}
        evidence.append({"claim": _claim(edges[row["edge"]]), **known})
    tried: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    for row in evidence:
        (tried if edges[row["edge"]]["predicate"] == _TRIED else said).append(row)
    return Between(
        one=_thing(first),
        other=_thing(second),
        edges=[{key: value for key, value in row.items() if value is not None} for row in ordered],
        supporting=[row for row in said if row["polarity"] == "supports"],
        conflicting=[row for row in said if row["polarity"] != "supports"],
        tried=tried,
        total=len(evidence),
        # The last thing that an empty answer says is what was consulted.
        warnings=[*_notes(first, second, ordered, kinds), *(() if ordered else answered.warnings[-1:])],
        graph=in_use(graph),
    )


def _claim(edge: dict[str, Any]) -> str:
    """A statement in words, so that no row is read as saying something else."""
    change = " ".join(edge[key] for key in ("object_direction", "object_aspect") if edge.get(key))
    claim = f"{edge['subject']} {predicate_words(edge['predicate'])} {edge['object']}"
    return f"{claim} ({change})" if change else claim


def _thing(hit: Hit) -> Thing:
    return Thing(id=hit.id, category=hit.category, name=hit.symbol or hit.name)


def _notes(one: Hit, other: Hit, edges: list[dict[str, Any]], kinds: bool) -> list[str]:
    known = f"between {one} and {other}"
    if not edges:
        beyond = " or narrower kinds of them" if kinds else ""
        return [
            f"the graph says nothing {known}{beyond}. That is no evidence against a relation; "
            "they may still be joined over other nodes"
        ]
    notes = []
    indirect = sum(not row["direct"] for row in edges)
    if indirect:
        notes.append(
            f"{indirect} of {len(edges)} edges: an end is a narrower kind of what was asked for (direct: false)"
        )
    if not any(row["asserted"] for row in edges):
        notes.append("none of these edges is asserted: the graph does not hold any of them to be true")
    return notes
