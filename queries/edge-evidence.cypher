// title: The evidence between two things, for and against
// group: Evidence, for and against
// description: Every piece of evidence on the edges between two things in either direction, asserted or not, with how it was come by.
// param one: node = AMX0035
// param other: node = ALS
// columns: subject, predicate, object, asserted, says, design, system, finding, reference, citation, year, source, evidence, edge
// edges: any
// example: one=DAO · other=ALS
MATCH (one:Entity)-[claim]->(other:Entity)
WHERE (one.id = $one AND other.id = $other) OR (one.id = $other AND other.id = $one)
WITH one, other, claim, claim.id AS edge
MATCH (found:Evidence {edge_id: edge})
RETURN DISTINCT one.name AS subject, claim.predicate AS predicate, other.name AS object, claim.asserted AS asserted, found.polarity AS says,
       found.study_design AS design, found.system AS system, found.statement AS finding, found.reference AS reference,
       found.citation_status AS citation, found.year AS year, found.source AS source, found.id AS evidence, edge
ORDER BY predicate, says DESC, year, evidence
