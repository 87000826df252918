"""Looking things up: the card of a thing, its neighbours, edges, their evidence, trials.

All of it is Cypher, so that it holds for whatever answers Cypher. Names go in wherever an
identifier is asked. The methods of
`kg.graph.knowledge_graph.KnowledgeGraph` of the same names tell arguments, answers and errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.engines.core.rows import Rows
from kg.errors import NotFound, UsageError
from kg.graph.card import NodeCard
from kg.schema.lookup import predicate_named
from kg.text.phrases import in_words
from kg.text.safe import brief

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph

DIRECTIONS = ("both", "out", "in")
BETWEEN = "evidence-between"
"""The named question that finds the edges between two things and narrower kinds of them."""

_EDGE_COLUMNS = """
RETURN s.name AS subject, r.predicate AS predicate, o.name AS object,
       r.object_aspect AS aspect, r.object_direction AS direction, type(r) <> 'NOT_ASSERTED' AS asserted,
       r.status AS status, r.belief AS belief, r.supports AS supports, r.refutes AS refutes,
       r.no_effect AS no_effect, r.mixed AS mixed, r.strongest_design AS strongest_design,
       r.publications AS publications, s.id AS subject_id, o.id AS object_id, r.id AS edge
ORDER BY coalesce(belief, -1.0) DESC, subject, predicate, object, edge
"""
_EVIDENCE_COLUMNS = """
RETURN s.name AS subject, r.predicate AS predicate, o.name AS object, e.polarity AS polarity,
       e.study_design AS study_design, e.system AS system, e.statement AS statement, e.reference AS reference,
       e.citation_status AS citation_status, e.year AS year, e.source AS source, e.licence AS licence,
       e.value_low AS value_low, e.value_high AS value_high, e.unit AS unit, e.population AS population,
       e.outcome AS outcome, e.grade AS grade, e.note AS note, r.id AS edge, e.id AS evidence
ORDER BY subject, predicate, object, polarity DESC, year, reference, evidence
"""
_TRIAL_COLUMNS = """
RETURN t.name AS trial, t.phase AS phase, t.status AS status, t.start_year AS start_year, t.enrolment AS enrolment,
       coalesce(t.product, t.cell_source, i.name) AS intervention, t.donor_relation AS donor, t.route AS route,
       t.comparator AS comparator, t.primary_outcome AS primary_outcome, t.primary_endpoint AS primary_endpoint,
       t.id AS id
"""


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


@dataclass(frozen=True, slots=True)
class Selection:
    """Which edges are meant, as `KnowledgeGraph.edges` and `KnowledgeGraph.evidence` are told it.

    Attributes:
        subject: the start.
        predicate: the predicate.
        object: the end.
        about: either end.
        to: the other end from `about`, in either direction.
        exact: with `to`: only edges between the two themselves, not between narrower kinds of them.
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
        if not isinstance(self.exact, bool):
            raise UsageError(f"exact={brief(self.exact)} is neither True nor False.", hint="Use True or False.")

    def conditions(self, graph: KnowledgeGraph) -> tuple[list[str], dict[str, Any]]:
        """Put it into Cypher: conditions on ``(s)-[r]->(o)`` and their parameters."""
        where: list[str] = []
        params: dict[str, Any] = {}
        if self.to is not None:
            where.append("r.id IN $between")
            params["between"] = self._between(graph)
        for key, name, test in (
            ("subject", self.subject, "s.id = $subject"),
            ("object", self.object, "o.id = $object"),
            ("about", self.about if self.to is None else None, "(s.id = $about OR o.id = $about)"),
        ):
            if name is not None:
                where.append(test)
                params[key] = graph.resolve(name).id
        if self.predicate is not None:
            where.append("r.predicate = $predicate")
            params["predicate"] = _predicate(self.predicate)
        return where, params

    def _between(self, graph: KnowledgeGraph) -> list[str]:
        """Find the ids of the edges between the two ends, in either direction."""
        if self.about is None:
            raise UsageError(
                f"to={brief(self.to)} needs about: the thing at the other end.",
                hint="As in about='edaravone', to='ALS'.",
            )
        first, second = graph.resolve(self.about), graph.resolve(str(self.to))
        if first.id == second.id:
            raise UsageError(f"{self.about!r} and {self.to!r} are both {first}.", hint="Name two different things.")
        kinds = "no" if self.exact else "yes"
        return list(dict.fromkeys(graph.ask(BETWEEN, one=first.id, other=second.id, kinds=kinds).column("edge")))


def edges(graph: KnowledgeGraph, selection: Selection, asserted: bool | None) -> Rows:
    """List edges; see `KnowledgeGraph.edges`."""
    if asserted is not None and not isinstance(asserted, bool):
        hint = "True for asserted edges, False for those that are not, None for both."
        raise UsageError(f"asserted={brief(asserted)} is not True, False or None.", hint=hint)
    where, params = selection.conditions(graph)
    if asserted is not None:
        where.append(f"type(r) {'<>' if asserted else '='} 'NOT_ASSERTED'")
    return graph.cypher(f"MATCH (s:Entity)-[r]->(o:Entity) {_all(where)} {_EDGE_COLUMNS}", params)


def evidence(graph: KnowledgeGraph, selection: Selection, edge: str | None) -> Rows:
    """Show who says so; see `KnowledgeGraph.evidence`."""
    where, params = selection.conditions(graph)
    if edge is not None:
        where.append("r.id = $edge")
        params["edge"] = edge
    query = f"""MATCH (s:Entity)-[r]->(o:Entity) {_all(where)}
                WITH s, r, o, r.id AS edge_id
                MATCH (e:Evidence {{edge_id: edge_id}}) {_EVIDENCE_COLUMNS}"""
    found = graph.cypher(query, params)
    if edge is not None and not found:
        raise NotFound(f"there is no edge {edge!r}.", hint="`alskg edges` lists edges with their ids.")
    return found


def trials(graph: KnowledgeGraph, about: str | None, endpoint: str | None) -> Rows:
    """List trials and how they ended; see `KnowledgeGraph.trials`."""
    from kg.schema.generated import ENUMS

    if endpoint is not None and endpoint not in ENUMS["outcome"]:
        raise UsageError(f"{brief(endpoint)} is not an endpoint.", hint=f"Use {in_words(sorted(ENUMS['outcome']))}.")
    id = graph.resolve(about).id if about is not None else None
    where = ["($endpoint IS NULL OR t.primary_endpoint = $endpoint)"]
    if id is not None:
        where.append(
            """(i.id = $id OR t.id = $id OR (t)-[:STUDIES_CONDITION]->(:Entity {id: $id})
                OR (i)-[:DERIVES_FROM|SUBCLASS_OF|HAS_PART*1..3]->(:Entity {id: $id})
                OR (i)-[:AFFECTS]->(:Gene {id: $id})
                OR (i)-[:NOT_ASSERTED {predicate: 'biolink:affects', status: 'stated'}]->(:Gene {id: $id}))"""
        )
    query = f"MATCH (t:ClinicalTrial)-[:TESTS_INTERVENTION]->(i:Entity) {_all(where)} {_TRIAL_COLUMNS}"
    found = graph.cypher(query, id=id, endpoint=endpoint)
    rows = {row[-1]: row for row in sorted(found.rows, key=lambda row: str(row[5]), reverse=True)}
    ordered = sorted(rows.values(), key=lambda row: (-(row[3] or 0), str(row[0])))
    return Rows(found.columns, tuple(ordered), warnings=found.warnings)


def _known(belief: float | None) -> float:
    """Let what has no belief come after what has the least."""
    return -1.0 if belief is None else belief


def _predicate(name: str) -> str:
    """Find a predicate; what is not one may be the name of a thing in the second place."""
    try:
        return predicate_named(name)
    except NotFound as error:
        ends = "The ends go in by name: about='SOD1', to='ALS', or subject= and object=."
        raise NotFound(error.message, hint=f"{error.hint} {ends}") from None


def _all(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""
