// title: How good diagnostic criteria and tests are
// group: The disease
// description: Criteria and tests for a disease, each reported figure (sensitivity, specificity) beside the others.
// param disease: disease and below = amyotrophic lateral sclerosis
// columns: aid, disease, via, quantity, low, high, unit, n, population, says, finding, reference, citation, year, evidence
// brief: aid, quantity, low, high, unit, reference
// edges: biolink:diagnoses, biolink:has_attribute
// example: disease=MONDO:0004976
MATCH (aid:DiagnosticAid)-[:DIAGNOSES]->(illness:Disease) WHERE illness.id IN $disease
WITH DISTINCT aid, illness
OPTIONAL MATCH (aid)-[has:HAS_ATTRIBUTE]->(quantity:ClinicalAttribute)
WITH aid, illness, quantity, has.id AS edge
OPTIONAL MATCH (figure:Evidence {edge_id: edge})
RETURN DISTINCT aid.name AS aid, illness.name AS disease, illness.id AS via, quantity.name AS quantity, figure.value_low AS low, figure.value_high AS high,
       figure.unit AS unit, figure.n AS n, figure.population AS population, figure.polarity AS says, figure.statement AS finding,
       figure.reference AS reference, figure.citation_status AS citation, figure.year AS year, figure.id AS evidence
ORDER BY aid, quantity, low, evidence
