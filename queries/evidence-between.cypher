// title: The evidence between two things, for and against
// group: Evidence, for and against
// description: Every piece of evidence on the edges between two things in either direction, or between narrower kinds of them (ALS type 1 for ALS), asserted or not, with how it was obtained.
// param one: node = AMX0035
// param other: node = ALS
// param kinds: one of yes, no = yes
// columns: direct, subject, predicate, object, asserted, says, design, system, finding, reference, citation, year, source, evidence, edge
// brief: subject, object, says, design, finding, reference
// edges: any
// example: one=SOD1 · other=ALS
// note: `direct` is false where an end is a narrower kind of what was asked for; `studied_to_treat` says that something was tried, not that it helped
MATCH (first:Entity)-[:SUBCLASS_OF*0..8]->(:Entity {id: $one})
WHERE $kinds = 'yes' OR first.id = $one
WITH collect(DISTINCT first.id) AS ones
MATCH (second:Entity)-[:SUBCLASS_OF*0..8]->(:Entity {id: $other})
WHERE $kinds = 'yes' OR second.id = $other
WITH ones, collect(DISTINCT second.id) AS others
MATCH (subject:Entity)-[claim]->(object:Entity)
WHERE (subject.id IN ones AND object.id IN others) OR (subject.id IN others AND object.id IN ones)
WITH subject, object, claim, claim.id AS edge
MATCH (found:Evidence {edge_id: edge})
RETURN DISTINCT (subject.id = $one AND object.id = $other) OR (subject.id = $other AND object.id = $one) AS direct,
       subject.name AS subject, claim.predicate AS predicate, object.name AS object, claim.asserted AS asserted, found.polarity AS says,
       found.study_design AS design, found.system AS system, found.statement AS finding, found.reference AS reference,
       found.citation_status AS citation, found.year AS year, found.source AS source, found.id AS evidence, edge
ORDER BY direct DESC, subject, predicate, object, says DESC, year, evidence
