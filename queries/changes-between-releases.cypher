// title: What changed for a thing between two releases
// group: Evidence, for and against
// description: The edges of one thing in an older and in a newer release, compared: added, retracted, renamed, with other votes, or resting on other evidence; unchanged ones are left out. The query is asked of both releases.
// param about: node = TARDBP
// param old: release (a profile, or the beginning of a content id; previous is the newest that was built before) = previous
// param new: release (a profile, or the beginning of a content id; this is the graph that is asked) = this
// columns: change, detail, subject, predicate, object, form, subject_direction, aspect, effect, species, context, asserted, status, for, refuted, no_effect, mixed, belief, strongest_design, evidence[], subject_id, object_id, edge
// brief: change, detail, subject, predicate, object
// compares: subject_id, predicate, object_id, form, subject_direction, aspect, effect, species, context
// edges: any
// example: about=edaravone
MATCH (one:Entity)-[claim]->(other:Entity)
WHERE one.id = $about OR other.id = $about
WITH one, claim, other, claim.id AS edge
MATCH (found:Evidence {edge_id: edge})
RETURN coalesce(one.symbol, one.name) AS subject, claim.predicate AS predicate, coalesce(other.symbol, other.name) AS object,
       claim.subject_form_or_variant AS form, claim.subject_direction AS subject_direction, claim.object_aspect AS aspect,
       claim.object_direction AS effect, claim.species_context AS species, claim.disease_context AS context, claim.asserted AS asserted,
       claim.status AS status, claim.supports AS `for`, claim.refutes AS refuted, claim.no_effect AS no_effect, claim.mixed AS mixed, claim.belief AS belief,
       claim.strongest_design AS strongest_design, collect(DISTINCT found.id) AS evidence, one.id AS subject_id, other.id AS object_id, edge
ORDER BY subject, predicate, object, edge
