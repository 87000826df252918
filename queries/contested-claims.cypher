// title: Claims with evidence on both sides
// group: Evidence, for and against
// description: Statements that at least one vote supports and at least so many votes refute or find without effect, asserted ones; the votes are counted per primary reference.
// param against: integer (votes against, at least) = 1
// columns: subject, predicate, object, aspect, effect, for, refuted, no_effect, mixed, belief, references[], edge
// brief: subject, predicate, object, for, refuted, no_effect, belief
// edges: any
// example: against=2
// note: belief sorts what was collected; it does not rank treatments; a vote for what a drug acts on may rest on a target that a report states and did not test: `evidence-of-edge` shows the statement
MATCH (one:Entity)-[claim]->(other:Entity)
WHERE claim.asserted AND claim.supports >= 1 AND claim.refutes + claim.no_effect > 0 AND claim.refutes + claim.no_effect >= $against
RETURN DISTINCT coalesce(one.symbol, one.name) AS subject, claim.predicate AS predicate, coalesce(other.symbol, other.name) AS object,
       claim.object_aspect AS aspect, claim.object_direction AS effect, claim.supports AS `for`, claim.refutes AS refuted,
       claim.no_effect AS no_effect, claim.mixed AS mixed, claim.belief AS belief, claim.publications AS references, claim.id AS edge
ORDER BY belief, subject, edge
