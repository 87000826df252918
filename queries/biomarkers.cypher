// title: Biomarkers that were measured, and which moved
// group: The disease
// description: Measurements that indicate the disease or its state, the direction in which they move in patients, what they measure, and which therapies lowered or raised it or left it unchanged.
// param disease: disease = amyotrophic lateral sclerosis
// columns: biomarker, fluid, moves, condition, for, against, belief, measures[], moved_by[], not_moved_by[], edge
// brief: biomarker, moves, for, against, belief, moved_by
// edges: biolink:biomarker_for, ALSKG:measures, biolink:affects, biolink:subclass_of
// example: disease=sporadic amyotrophic lateral sclerosis
MATCH (marker:ClinicalMeasurement)-[claim:BIOMARKER_FOR]->(condition:Disease)-[:SUBCLASS_OF*0..8]->(:Disease {id: $disease})
WITH DISTINCT marker, claim, condition
OPTIONAL MATCH (marker)-[:MEASURES]->(analyte:Entity)
OPTIONAL MATCH (analyte)<-[:AFFECTS]-(mover:Entity) WHERE mover:Drug OR mover:Treatment
OPTIONAL MATCH (analyte)<-[still:NOT_ASSERTED]-(idle:Entity) WHERE still.predicate = 'biolink:affects' AND still.status <> 'stated' AND (idle:Drug OR idle:Treatment)
RETURN DISTINCT marker.name AS biomarker, marker.fluid AS fluid, claim.subject_direction AS moves, condition.name AS condition,
       claim.supports AS `for`, claim.refutes + claim.no_effect AS against, claim.belief AS belief,
       collect(DISTINCT coalesce(analyte.symbol, analyte.name)) AS measures, collect(DISTINCT mover.name) AS moved_by,
       collect(DISTINCT idle.name) AS not_moved_by, claim.id AS edge
ORDER BY belief DESC, biomarker, edge
