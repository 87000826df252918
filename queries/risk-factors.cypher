// title: What is said to raise or lower the risk of a disease
// group: The disease
// description: Exposures and variants that are reported to go with a higher or a lower likelihood of the disease or a subtype, asserted or not, with each finding.
// param disease: disease and below = amyotrophic lateral sclerosis
// columns: factor, category, relation, disease, via, asserted, says, design, finding, n, population, reference, citation, year, evidence, edge
// brief: factor, relation, asserted, says, finding, reference
// edges: biolink:associated_with_increased_likelihood_of, biolink:associated_with_decreased_likelihood_of
// example: disease=MONDO:0004976
MATCH (illness:Disease) WHERE illness.id IN $disease
MATCH (factor:Entity)-[claim]->(illness)
WHERE claim.predicate IN ['biolink:associated_with_increased_likelihood_of', 'biolink:associated_with_decreased_likelihood_of']
WITH factor, claim, illness, claim.id AS edge
MATCH (found:Evidence {edge_id: edge})
RETURN DISTINCT coalesce(factor.symbol, factor.name) AS factor, labels(factor)[0] AS category, claim.predicate AS relation, illness.name AS disease, illness.id AS via,
       claim.asserted AS asserted, found.polarity AS says, found.study_design AS design, found.statement AS finding, found.n AS n,
       found.population AS population, found.reference AS reference, found.citation_status AS citation, found.year AS year,
       found.id AS evidence, edge
ORDER BY factor, relation, disease, evidence
