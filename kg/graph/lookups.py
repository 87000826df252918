"""Looking things up: the card of a thing, its neighbours, edges, their evidence, trials.

All of it is Cypher, so that it holds for whatever answers Cypher. Names go in wherever an
identifier is asked. The methods of
`kg.graph.knowledge_graph.KnowledgeGraph` of the same names tell arguments, answers and errors.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.engines.core.rows import Rows
from kg.errors import NotFound, UsageError
from kg.graph.beside import broader_trials, carriers
from kg.graph.card import NodeCard
from kg.graph.selection import Meant, Selection, checked_exact
from kg.graph.verdict import verdict
from kg.model.via import VIA, how_many, told
from kg.schema.lookup import predicate_named
from kg.text.phrases import counted, in_words
from kg.text.safe import brief

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph

DIRECTIONS = ("both", "out", "in")
BETWEEN = "evidence-between"
"""The named question for the evidence between two things; what it returns, `evidence` returns of any edges."""

_EDGES = """
RETURN subject.name AS subject, claim.predicate AS predicate, object.name AS object, null AS via,
       claim.subject_form_or_variant AS subject_form_or_variant, claim.subject_direction AS subject_direction,
       claim.object_aspect AS object_aspect, claim.object_direction AS object_direction,
       claim.species_context AS species_context, claim.disease_context AS disease_context,
       claim.mapping_sense AS mapping_sense, claim.asserted AS asserted, claim.status AS status,
       claim.belief AS belief, claim.supports AS supports, claim.refutes AS refutes, claim.no_effect AS no_effect,
       claim.mixed AS mixed, claim.strongest_design AS strongest_design, claim.publications AS publications,
       subject.id AS subject_id, object.id AS object_id, claim.id AS edge"""
_BEST_FIRST = (("belief", True), ("subject", False), ("predicate", False), ("object", False), ("edge", False))
_TRIALS = """
RETURN trial.name AS trial, trial.phase AS phase, trial.status AS status, trial.start_year AS start_year,
       trial.enrolment AS enrolment, coalesce(trial.product, trial.cell_source, tested.name) AS intervention,
       trial.donor_relation AS donor, trial.route AS route, trial.comparator AS comparator,
       trial.primary_outcome AS primary_outcome, trial.primary_endpoint AS primary_endpoint, {matched} AS via,
       trial.id AS id"""
_TESTED = "MATCH (trial:ClinicalTrial)-[:TESTS_INTERVENTION]->(tested:Entity)"
_TRIALS_OF = (
    ("tested.id", f"MATCH (tested:Entity) WHERE tested.id IN $about {_TESTED}"),
    ("trial.id", f"MATCH (trial:ClinicalTrial) WHERE trial.id IN $about {_TESTED}"),
    (
        "condition.id",
        f"MATCH (condition:Entity) WHERE condition.id IN $about "
        f"MATCH (trial:ClinicalTrial)-[:STUDIES_CONDITION]->(condition) {_TESTED}",
    ),
    (
        "target.id",
        f"MATCH (target:Entity) WHERE target.id IN $about AND (target:Gene OR target:PathologicalProcess) "
        f"MATCH (tested:Entity)-[acts:AFFECTS|NOT_ASSERTED]->(target) WHERE acts.predicate = 'biolink:affects' "
        f"AND (acts.asserted OR acts.status = 'stated') {_TESTED}",
    ),
)
"""How a trial is about a thing, and the node that says so: it tests it, is it, studies it, or tests what acts on it."""


def node(graph: KnowledgeGraph, name: str) -> NodeCard:
    """Show one thing, its edges counted by relation; see `KnowledgeGraph.node`."""
    hit = graph.resolve(name)
    found = graph.cypher("MATCH (n:Entity {id: $id}) RETURN n", id=hit.id).scalar()
    if found is None:
        raise NotFound(
            f"{hit} is not on the server any more.",
            hint="Somebody changed the graph there; run `alskg neo4j push`.",
        )
    counts = graph.cypher(
        """MATCH (n:Entity {id: $id})-[r]->(other:Entity)
           RETURN r.predicate AS predicate, type(r) <> 'NOT_ASSERTED' AS asserted, 'out' AS direction,
                  count(*) AS edges
           UNION ALL
           MATCH (n:Entity {id: $id})<-[r]-(other:Entity)
           RETURN r.predicate AS predicate, type(r) <> 'NOT_ASSERTED' AS asserted, 'in' AS direction,
                  count(*) AS edges""",
        id=hit.id,
    )
    return NodeCard(hit.id, hit.category, dict(found.properties), tuple(sorted(counts.rows)))


def neighbours(graph: KnowledgeGraph, name: str, predicate: str | None, direction: str) -> Rows:
    """List what is next to one thing; see `KnowledgeGraph.neighbours`."""
    if direction not in DIRECTIONS:
        raise UsageError(f"{brief(direction)} is not a direction.", hint=f"Use {in_words(DIRECTIONS)}.")
    id, wanted = graph.resolve(name).id, predicate_named(predicate) if predicate is not None else None
    parts = [
        f"""MATCH (n:Entity {{id: $id}}){left}[r]{right}(other:Entity)
            WHERE type(r) <> 'NOT_ASSERTED' AND ($predicate IS NULL OR r.predicate = $predicate)
            RETURN '{way}' AS direction, r.predicate AS predicate, other.name AS name,
                   labels(other)[0] AS category, r.belief AS belief, r.strongest_design AS strongest_design,
                   other.id AS id, r.id AS edge"""
        for way, left, right in (("out", "-", "->"), ("in", "<-", "-"))
        if direction in (way, "both")
    ]
    found = graph.cypher("\nUNION ALL\n".join(parts), id=id, predicate=wanted)
    rows = sorted(found.rows, key=lambda row: (row[0] != "out", row[1], -_known(row[4]), str(row[2]), row[7]))
    return Rows(found.columns, tuple(rows), warnings=found.warnings, truncated=found.truncated, total=found.total)


def edges(graph: KnowledgeGraph, selection: Selection, asserted: bool | None, *, edge: str | None = None) -> Rows:
    """List edges, with `edge` only the one of that id; see `KnowledgeGraph.edges`."""
    if asserted is not None and not isinstance(asserted, bool):
        hint = "True for asserted edges, False for those that are not, None for both."
        raise UsageError(f"asserted={brief(asserted)} is not True, False or None.", hint=hint)
    state = [] if asserted is None else [f"type(claim) {'<>' if asserted else '='} 'NOT_ASSERTED'"]
    # Named questions take a while to import, and no other look-up needs them.
    from kg.questions.order import in_order

    meant = Meant.of(graph, selection, edge)
    query = "\nUNION ALL\n".join(f"{meant.match(way, state)} {_EDGES}" for way in meant.ways())
    found = _once(graph.cypher(query, meant.parameters()), "edge")
    if selection.exact and not found:
        found = _besides(found, edges(graph, replace(selection, exact=False), asserted, edge=edge))
    return _told(graph, meant, replace(found, rows=in_order(found.rows, found.columns, _BEST_FIRST)))


def evidence(graph: KnowledgeGraph, selection: Selection, edge: str | None) -> Rows:
    """Show who says so; see `KnowledgeGraph.evidence`."""
    from kg.queries import read_question
    from kg.questions.order import in_order

    question = read_question(BETWEEN, "cypher")
    returning = question.returning.partition("ORDER BY")[0]
    meant = Meant.of(graph, selection, edge)
    query = "\nUNION ALL\n".join(
        f"""{meant.match(way)} WITH subject, claim, object, claim.id AS edge
            MATCH (found:Evidence {{edge_id: edge}}) {returning}"""
        for way in meant.ways()
    )
    found = _once(graph.cypher(query, meant.parameters()), "evidence")
    if edge is not None and not found:
        raise NotFound(f"there is no edge {edge!r}.", hint="`alskg edges` lists edges with their ids.")
    if selection.exact and not found:
        found = _besides(found, evidence(graph, replace(selection, exact=False), edge))
    told_of = _told(graph, meant, replace(found, rows=in_order(found.rows, found.columns, question.order)))
    at = found.columns.index(VIA)
    return replace(told_of, rows=tuple(sorted(told_of.rows, key=lambda row: row[at] is not None)))


def trials(graph: KnowledgeGraph, about: str | None, endpoint: str | None, *, exact: bool = False) -> Rows:
    """List trials and how they ended; see `KnowledgeGraph.trials`."""
    from kg.schema.generated import ENUMS

    if endpoint is not None and endpoint not in ENUMS["outcome"]:
        raise UsageError(f"{brief(endpoint)} is not an endpoint.", hint=f"Use {in_words(sorted(ENUMS['outcome']))}.")
    hit = graph.resolve(about) if about is not None else None
    found_of = graph.closure(hit, exact=checked_exact(exact)) if hit is not None else None
    ways = _TRIALS_OF if found_of is not None else (("null", _TESTED),)
    condition = "WITH * WHERE $endpoint IS NULL OR trial.primary_endpoint = $endpoint"
    query = "\nUNION ALL\n".join(f"{match} {condition} {_TRIALS.format(matched=matched)}" for matched, match in ways)
    found = graph.cypher(query, about=found_of.whole if found_of is not None else None, endpoint=endpoint)
    if exact and about is not None and not found:
        found = _besides(found, trials(graph, about, endpoint))
    at = found.columns.index(VIA)
    rows: dict[str, tuple[Any, ...]] = {}
    for row in sorted(found.rows, key=lambda row: (str(row[5]), str(row[at]))):
        words = told([row[at]], [found_of]) if found_of is not None else None
        if row[-1] not in rows or (words is None and rows[row[-1]][at] is not None):
            rows[row[-1]] = (*row[:at], words, *row[at + 1 :])
    ordered = sorted(rows.values(), key=lambda row: (-(row[3] or 0), str(row[0]), row[-1]))
    beside = [*carriers(graph, hit), *broader_trials(graph, hit)] if hit is not None else []
    said = (*found.warnings, *how_many([row[at] for row in ordered]), *beside)
    told_first = verdict(graph, [hit], exact=exact) if hit is not None else ""
    return replace(found, rows=tuple(ordered), warnings=said, verdict=told_first)


def _besides(empty: Rows, wide: Rows) -> Rows:
    """Say of an answer about the things themselves, which is empty, how many rows there are with what lies below."""
    if not wide:
        return empty
    note = f"nothing is about the things themselves; without exact there {'is' if len(wide) == 1 else 'are'} "
    return replace(empty, warnings=(*empty.warnings, note + counted(len(wide), "row")))


def _told(graph: KnowledgeGraph, meant: Meant, found: Rows) -> Rows:
    """Say of each edge by which members it came, how many did, and between two things what carries one of them."""
    if not meant.ends:
        return found
    beside = [note for hit in meant.hits.values() for note in carriers(graph, hit)] if "to" in meant.hits else []
    at, start, end = (found.columns.index(name) for name in (VIA, "subject_id", "object_id"))
    rows = [(*row[:at], meant.via(row[start], row[end]), *row[at + 1 :]) for row in found.rows]
    said = (*found.warnings, *how_many([row[at] for row in rows]), *beside)
    between = [meant.hits[end] for end in ("about", "to") if end in meant.hits]
    exact = all(len(one.members) == 1 for one in meant.ends.values())
    told_first = verdict(graph, between, exact=exact) if len(between) == 2 else ""
    return replace(found, rows=tuple(rows), warnings=said, verdict=told_first)


def _known(belief: float | None) -> float:
    """Let what has no belief come after what has the least."""
    return -1.0 if belief is None else belief


def _once(found: Rows, column: str) -> Rows:
    """Keep one row for each value of a column: an edge with both ends in what was asked about is found twice."""
    at = found.columns.index(column)
    return replace(found, rows=tuple({row[at]: row for row in found.rows}.values()))
