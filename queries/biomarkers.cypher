// title: Biomarkers that were measured, and which moved
// group: The disease
// description: Measurements that indicate the disease, and others that were taken in people with it: the fluid, the direction in which they move in patients, which therapies moved them in that fluid (and which way) or left them, and which moved what is measured where the fluid is not said.
// param disease: disease and below = amyotrophic lateral sclerosis
// columns: biomarker, fluid, moves, condition, via, for, against, belief, measures[], moved_by[], not_moved_by[], moved_fluid_unstated[], not_moved_fluid_unstated[], edge
// brief: biomarker, moves, for, against, moved_by, not_moved_by
// edges: biolink:biomarker_for, ALSKG:measures, biolink:affects
// example: disease=sporadic amyotrophic lateral sclerosis
MATCH (marker:ClinicalMeasurement)-[claim:BIOMARKER_FOR]->(condition:Disease) WHERE condition.id IN $disease
WITH DISTINCT marker, claim, condition
OPTIONAL MATCH (marker)-[:MEASURES]->(analyte:Entity)
OPTIONAL MATCH (marker)<-[moving:AFFECTS]-(mover:Entity)
OPTIONAL MATCH (marker)<-[still:NOT_ASSERTED]-(idle:Entity) WHERE still.predicate = 'biolink:affects' AND still.status <> 'stated'
OPTIONAL MATCH (analyte)<-[moved:AFFECTS]-(other:Entity)
WHERE moved.object_aspect = 'abundance' AND (other:Drug OR other:Treatment) AND NOT (other)-[:AFFECTS]->(:ClinicalMeasurement)-[:MEASURES]->(analyte)
OPTIONAL MATCH (analyte)<-[unmoved:NOT_ASSERTED]-(rest:Entity)
WHERE unmoved.predicate = 'biolink:affects' AND unmoved.status <> 'stated' AND unmoved.object_aspect = 'abundance' AND (rest:Drug OR rest:Treatment)
RETURN DISTINCT marker.name AS biomarker, marker.fluid AS fluid, claim.subject_direction AS moves, condition.name AS condition, condition.id AS via,
       claim.supports AS `for`, claim.refutes + claim.no_effect AS against, claim.belief AS belief,
       collect(DISTINCT coalesce(analyte.symbol, analyte.name)) AS measures,
       collect(DISTINCT mover.name + ': ' + coalesce(moving.object_direction, 'changed')) AS moved_by, collect(DISTINCT idle.name) AS not_moved_by,
       collect(DISTINCT other.name + ': ' + coalesce(moved.object_direction, 'changed')) AS moved_fluid_unstated,
       collect(DISTINCT rest.name) AS not_moved_fluid_unstated, claim.id AS edge
UNION ALL
MATCH (condition:Disease) WHERE condition.id IN $disease
MATCH (marker:ClinicalMeasurement)-[told]-(:Entity)
WHERE told.disease_context = condition.id AND NOT (marker)-[:BIOMARKER_FOR]->(:Disease)
WITH DISTINCT marker, condition
OPTIONAL MATCH (marker)-[:MEASURES]->(analyte:Entity)
OPTIONAL MATCH (marker)<-[moving:AFFECTS]-(mover:Entity)
OPTIONAL MATCH (marker)<-[still:NOT_ASSERTED]-(idle:Entity) WHERE still.predicate = 'biolink:affects' AND still.status <> 'stated'
OPTIONAL MATCH (analyte)<-[moved:AFFECTS]-(other:Entity)
WHERE moved.object_aspect = 'abundance' AND (other:Drug OR other:Treatment) AND NOT (other)-[:AFFECTS]->(:ClinicalMeasurement)-[:MEASURES]->(analyte)
OPTIONAL MATCH (analyte)<-[unmoved:NOT_ASSERTED]-(rest:Entity)
WHERE unmoved.predicate = 'biolink:affects' AND unmoved.status <> 'stated' AND unmoved.object_aspect = 'abundance' AND (rest:Drug OR rest:Treatment)
RETURN DISTINCT marker.name AS biomarker, marker.fluid AS fluid, null AS moves, condition.name AS condition, condition.id AS via,
       null AS `for`, null AS against, null AS belief,
       collect(DISTINCT coalesce(analyte.symbol, analyte.name)) AS measures,
       collect(DISTINCT mover.name + ': ' + coalesce(moving.object_direction, 'changed')) AS moved_by, collect(DISTINCT idle.name) AS not_moved_by,
       collect(DISTINCT other.name + ': ' + coalesce(moved.object_direction, 'changed')) AS moved_fluid_unstated,
       collect(DISTINCT rest.name) AS not_moved_fluid_unstated, null AS edge
ORDER BY belief DESC, biomarker, edge
