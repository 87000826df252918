"""Looking things up: the card of a thing, its neighbours, edges, their evidence, trials.

All of it is Cypher, so that it holds for whatever answers Cypher. Names go in wherever an
identifier is asked.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.engines.core.limits import DEFAULT, Limits
from kg.engines.core.rows import Rows
from kg.errors import NotFound, UsageError
from kg.graph.card import NodeCard
from kg.schema.lookup import predicate_named

if TYPE_CHECKING:
    from kg.engines.search.engine import Hit

DIRECTIONS = ("both", "out", "in")

_EDGE_COLUMNS = """
RETURN s.name AS subject, r.predicate AS predicate, o.name AS object,
       r.object_aspect AS aspect, r.object_direction AS direction, type(r) <> 'NOT_ASSERTED' AS asserted,
       r.belief AS belief, r.supports AS supports, r.refutes AS refutes, r.no_effect AS no_effect, r.mixed AS mixed,
       r.strongest_design AS strongest_design, r.publications AS publications,
       s.id AS subject_id, o.id AS object_id, r.id AS edge
ORDER BY belief DESC, subject, predicate, object, edge
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


class LookUps(ABC):
    """What can be looked up in a graph that answers Cypher and knows what names stand for."""

    @abstractmethod
    def cypher(
        self, query: str, params: Mapping[str, Any] | None = None, /, *, limits: Limits = DEFAULT, **named: Any
    ) -> Rows:
        """Answer a question in Cypher; ``$name`` takes the parameter or keyword of that name.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
        """

    @abstractmethod
    def resolve(self, name: str, *, category: str | None = None) -> Hit:
        """The one thing that a name or an identifier stands for.

        Args:
            name: an identifier, symbol, name or alias.
            category: only things of that class.

        Raises:
            NotFound: nothing goes by it; the hint says what is near.
            UsageError: several things do; the message lists them.
        """

    def node(self, name: str) -> NodeCard:
        """What the graph knows about one thing, with its edges counted by relation.

        Raises:
            NotFound: nothing goes by that name.
            UsageError: several things do.
        """
        hit = self.resolve(name)
        found = self.cypher("MATCH (n:Entity {id: $id}) RETURN n", id=hit.id).scalar()
        if found is None:
            raise NotFound(
                f"{hit} is not on the server any more.",
                hint="Somebody changed the graph there; run `alskg neo4j push`.",
            )
        counts = self.cypher(
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

    def neighbours(self, name: str, *, predicate: str | None = None, direction: str = "both") -> Rows:
        """The things next to one thing over asserted edges, each with the edge.

        Args:
            name: the thing.
            predicate: only over that predicate (``contributes_to``).
            direction: ``out``, ``in`` or ``both``, as seen from the thing.

        Raises:
            NotFound: nothing goes by that name, or there is no such predicate.
            UsageError: several things go by it, or the direction is none.
        """
        if direction not in DIRECTIONS:
            raise UsageError(f"{direction!r} is no direction.", hint=f"Directions are {', '.join(DIRECTIONS)}.")
        id, wanted = self.resolve(name).id, predicate_named(predicate) if predicate is not None else None
        parts = [
            f"""MATCH (n:Entity {{id: $id}}){left}[r]{right}(other:Entity)
                WHERE type(r) <> 'NOT_ASSERTED' AND ($predicate IS NULL OR r.predicate = $predicate)
                RETURN '{way}' AS direction, r.predicate AS predicate, other.name AS name,
                       labels(other)[0] AS category, r.belief AS belief, r.strongest_design AS strongest_design,
                       other.id AS id, r.id AS edge"""
            for way, left, right in (("out", "-", "->"), ("in", "<-", "-"))
            if direction in (way, "both")
        ]
        found = self.cypher("\nUNION ALL\n".join(parts), id=id, predicate=wanted)
        rows = sorted(found.rows, key=lambda row: (row[0] != "out", row[1], -row[4], str(row[2]), row[7]))
        return Rows(found.columns, tuple(rows), warnings=found.warnings, truncated=found.truncated, total=found.total)

    def edges(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
        *,
        about: str | None = None,
        asserted: bool | None = True,
    ) -> Rows:
        """Edges by their ends and predicate, the best believed first.

        Args:
            subject: the start.
            predicate: ``contributes_to`` or ``biolink:contributes_to``.
            object: the end.
            about: either end.
            asserted: True for what is asserted, False for what is not (refuted, without effect),
                None for both.

        Raises:
            NotFound: nothing goes by a name, or there is no such predicate.
            UsageError: a name stands for several things.
        """
        where, params = self._where(subject, predicate, object, about)
        if asserted is not None:
            where.append(f"type(r) {'<>' if asserted else '='} 'NOT_ASSERTED'")
        return self.cypher(f"MATCH (s:Entity)-[r]->(o:Entity) {_all(where)} {_EDGE_COLUMNS}", **params)

    def evidence(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
        *,
        about: str | None = None,
        edge: str | None = None,
    ) -> Rows:
        """Who says so: the evidence of some edges, for and against, asserted or not.

        Args:
            subject: the start.
            predicate: ``contributes_to`` or ``biolink:contributes_to``.
            object: the end.
            about: either end.
            edge: the id of one edge (``ALSKG:e…``).

        Raises:
            NotFound: nothing goes by a name, or there is no such predicate or edge.
            UsageError: a name stands for several things.
        """
        where, params = self._where(subject, predicate, object, about)
        if edge is not None:
            where.append("r.id = $edge")
            params["edge"] = edge
        query = f"""MATCH (s:Entity)-[r]->(o:Entity) {_all(where)}
                    WITH s, r, o, r.id AS edge_id
                    MATCH (e:Evidence {{edge_id: edge_id}}) {_EVIDENCE_COLUMNS}"""
        found = self.cypher(query, **params)
        if edge is not None and not found:
            raise NotFound(f"there is no edge {edge!r}.", hint="`alskg edges` lists edges with their ids.")
        return found

    def trials(self, about: str | None = None, *, endpoint: str | None = None) -> Rows:
        """Trials of an intervention, a cell, a target gene or a condition, with how they ended.

        Args:
            about: what the trial tests or studies; all trials when left out.
            endpoint: only trials whose primary endpoint is ``met``, ``not_met``, ``mixed``,
                ``not_reported`` or ``safety_only``.

        Raises:
            NotFound: nothing goes by that name.
            UsageError: several things do, or there is no such endpoint.
        """
        from kg.schema.generated import ENUMS

        if endpoint is not None and endpoint not in ENUMS["outcome"]:
            raise UsageError(f"{endpoint!r} is no endpoint.", hint=f"They are {', '.join(sorted(ENUMS['outcome']))}.")
        id = self.resolve(about).id if about is not None else None
        where = ["($endpoint IS NULL OR t.primary_endpoint = $endpoint)"]
        if id is not None:
            where.append(
                """(i.id = $id OR t.id = $id OR (t)-[:STUDIES_CONDITION]->(:Entity {id: $id})
                    OR (i)-[:DERIVES_FROM|SUBCLASS_OF|HAS_PART*1..3]->(:Entity {id: $id})
                    OR (i)-[:AFFECTS]->(:Gene {id: $id}))"""
            )
        query = f"MATCH (t:ClinicalTrial)-[:TESTS_INTERVENTION]->(i:Entity) {_all(where)} {_TRIAL_COLUMNS}"
        found = self.cypher(query, id=id, endpoint=endpoint)
        rows = {row[-1]: row for row in sorted(found.rows, key=lambda row: str(row[5]), reverse=True)}
        ordered = sorted(rows.values(), key=lambda row: (-(row[3] or 0), str(row[0])))
        return Rows(found.columns, tuple(ordered), warnings=found.warnings)

    def _where(
        self, subject: str | None, predicate: str | None, object: str | None, about: str | None
    ) -> tuple[list[str], dict[str, Any]]:
        where: list[str] = []
        params: dict[str, Any] = {}
        for key, name, test in (
            ("subject", subject, "s.id = $subject"),
            ("object", object, "o.id = $object"),
            ("about", about, "(s.id = $about OR o.id = $about)"),
        ):
            if name is not None:
                where.append(test)
                params[key] = self.resolve(name).id
        if predicate is not None:
            where.append("r.predicate = $predicate")
            params["predicate"] = predicate_named(predicate)
        return where, params


def _all(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""
