// title: Sporadic against familial ALS
// group: Genes and variants
// description: Each figure reported for the share of a gene's variants among familial and among sporadic patients, gene by gene, side by side.
// param gene: gene = any
// columns: gene, carrier, group, low, high, unit, population, says, reference, evidence
// brief: gene, group, low, high, population, says, reference
// edges: biolink:has_attribute, biolink:is_sequence_variant_of
// example: gene=C9orf72
// note: figures of different populations stand side by side; they are not averaged
MATCH (gene:Gene)<-[:IS_SEQUENCE_VARIANT_OF*0..1]-(carrier:Entity)-[share:HAS_ATTRIBUTE|NOT_ASSERTED]->(group:ClinicalAttribute)
WHERE share.predicate = 'biolink:has_attribute' AND group.id IN ['ALSKG:share-of-familial-als', 'ALSKG:share-of-sporadic-als']
  AND ($gene = '' OR gene.id = $gene)
WITH gene, carrier, group, share.id AS edge
MATCH (figure:Evidence {edge_id: edge})
RETURN DISTINCT coalesce(gene.symbol, gene.name) AS gene, carrier.name AS carrier, group.name AS group, figure.value_low AS low,
       figure.value_high AS high, figure.unit AS unit, figure.population AS population, figure.polarity AS says,
       figure.reference AS reference, figure.id AS evidence
ORDER BY gene, group, low
