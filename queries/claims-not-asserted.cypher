// title: Claims that are in the graph and not asserted
// group: Evidence, for and against
// description: Statements that no study supports, or that more weight speaks against than for: refuted ones, ones found without effect or mixed, phenotypes marked as absent, and those that a report only states. They are not facts, and no other question counts them as such.
// param predicate: predicate = any
// columns: subject, predicate, object, aspect, effect, status, refuted, no_effect, mixed, strongest_design, references[], edge
// brief: subject, predicate, object, status, refuted, no_effect, mixed
// edges: any
// example: predicate=contributes_to
// note: only those of status refuted are shown not to be so; the others were looked for and not found, are undecided or outweighed, or were named and not tested (stated)
MATCH (one:Entity)-[claim:NOT_ASSERTED]->(other:Entity)
WHERE $predicate = '' OR claim.predicate = $predicate
RETURN DISTINCT coalesce(one.symbol, one.name) AS subject, claim.predicate AS predicate, coalesce(other.symbol, other.name) AS object,
       claim.object_aspect AS aspect, claim.object_direction AS effect, claim.status AS status, claim.refutes AS refuted, claim.no_effect AS no_effect,
       claim.mixed AS mixed, claim.strongest_design AS strongest_design, claim.publications AS references, claim.id AS edge
ORDER BY refuted DESC, predicate, subject, object, edge
