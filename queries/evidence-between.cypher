// title: The evidence between two things, for and against
// group: Evidence, for and against
// description: Every piece of evidence on the edges between two things in either direction, or between what lies below them (ALS type 1 for ALS, a product for a cell), asserted or not, with how it was obtained.
// param one: node and below = AMX0035
// param other: node and below = ALS
// columns: subject, predicate, object, via, asserted, status, polarity, role, trial, study_design, system, system_detail, statement, reference, citation_status, year, source, licence, value_low, value_high, unit, ci_low, ci_high, p_value, n, weeks, population, frequency, onset, outcome, grade, note, url, subject_id, object_id, edge, evidence
// brief: subject, object, polarity, study_design, statement, reference
// edges: any
// direct first: yes
// example: one=SOD1 · other=ALS
// note: `studied_to_treat` says that something was tried, not that it helped
MATCH (first:Entity) WHERE first.id IN $one
MATCH (first)-[between]-(second:Entity) WHERE second.id IN $other
WITH DISTINCT startNode(between) AS subject, between AS claim, endNode(between) AS object, between.id AS edge
MATCH (found:Evidence {edge_id: edge})
RETURN subject.name AS subject, claim.predicate AS predicate, object.name AS object, [subject.id, object.id] AS via,
       claim.asserted AS asserted, claim.status AS status, found.polarity AS polarity, found.role AS role, found.trial AS trial,
       found.study_design AS study_design, found.system AS system,
       found.system_detail AS system_detail,
       found.statement AS statement, found.reference AS reference, found.citation_status AS citation_status, found.year AS year,
       found.source AS source, found.licence AS licence, found.value_low AS value_low, found.value_high AS value_high,
       found.unit AS unit, found.ci_low AS ci_low, found.ci_high AS ci_high, found.p_value AS p_value, found.n AS n,
       found.weeks AS weeks, found.population AS population, found.frequency AS frequency, found.onset AS onset,
       found.outcome AS outcome, found.grade AS grade, found.note AS note, found.url AS url,
       subject.id AS subject_id, object.id AS object_id, edge, found.id AS evidence
ORDER BY subject, predicate, object, edge, polarity DESC, year, evidence
