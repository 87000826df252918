// title: Claims with evidence on both sides
// group: Evidence, for and against
// description: Statements that at least one study supports and at least so many refute or find without effect, asserted or not; a vote is one study, and the status says whether those against weigh at least half as much.
// param against: integer (votes against, at least) = 1
// columns: subject, predicate, object, aspect, effect, asserted, status, for, refuted, no_effect, mixed, belief, references[], edge
// brief: subject, predicate, object, status, for, refuted, no_effect, belief
// edges: any
// example: against=2
// note: belief sorts what was collected; it does not rank treatments
MATCH (one:Entity)-[claim]->(other:Entity)
WHERE claim.supports >= 1 AND claim.refutes + claim.no_effect > 0 AND claim.refutes + claim.no_effect >= $against
RETURN DISTINCT coalesce(one.symbol, one.name) AS subject, claim.predicate AS predicate, coalesce(other.symbol, other.name) AS object,
       claim.object_aspect AS aspect, claim.object_direction AS effect, claim.asserted AS asserted, claim.status AS status, claim.supports AS `for`, claim.refutes AS refuted,
       claim.no_effect AS no_effect, claim.mixed AS mixed, claim.belief AS belief, claim.publications AS references, claim.id AS edge
ORDER BY belief, subject, edge
