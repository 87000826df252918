// title: Figures reported of a disease: incidence, survival, shares
// group: The disease
// description: Each figure that a source reports of the disease or a subtype, side by side, with its population and confidence interval; nothing is averaged.
// param disease: disease and below = amyotrophic lateral sclerosis
// param quantity: text (part of its name) = any
// columns: disease, via, quantity, low, high, unit, ci_low, ci_high, n, population, says, finding, reference, year, evidence
// brief: disease, quantity, low, high, unit, population
// edges: biolink:has_attribute
// example: quantity=survival
// note: figures of different populations and years stand side by side; they are not averaged
MATCH (illness:Disease) WHERE illness.id IN $disease
MATCH (illness)-[has]->(quantity:ClinicalAttribute)
WHERE has.predicate = 'biolink:has_attribute' AND toLower(quantity.name) CONTAINS toLower($quantity)
WITH illness, quantity, has.id AS edge
MATCH (figure:Evidence {edge_id: edge})
RETURN DISTINCT illness.name AS disease, illness.id AS via, quantity.name AS quantity, figure.value_low AS low, figure.value_high AS high, figure.unit AS unit,
       figure.ci_low AS ci_low, figure.ci_high AS ci_high, figure.n AS n, figure.population AS population, figure.polarity AS says,
       figure.statement AS finding, figure.reference AS reference, figure.year AS year, figure.id AS evidence
ORDER BY disease, quantity, low, evidence
