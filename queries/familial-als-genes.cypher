// title: Genes of ALS with inheritance, ClinGen grade and shares
// group: Genes and variants
// description: Genes that contribute to the disease or a subtype of it, each share of patients that a source reports for the gene or a variant of it, and ClinGen's grades for these diseases.
// param disease: disease and below = amyotrophic lateral sclerosis
// columns: gene, via, als_type, inheritance, clingen[], carrier, quantity, low, high, unit, population, says, reference, evidence
// brief: gene, inheritance, clingen, quantity, low, high, population, says
// edges: biolink:contributes_to, biolink:has_attribute, biolink:is_sequence_variant_of
// example: disease=amyotrophic lateral sclerosis type 1
// note: figures of different populations stand side by side; they are not averaged; risk genes and modifiers stand among the causes, als_type and inheritance say which; a grade that ClinGen gave for another disease of the gene is not shown
MATCH (gene:Gene)-[:CONTRIBUTES_TO]->(illness:Disease) WHERE illness.id IN $disease
WITH gene, collect(DISTINCT illness.id) AS via
OPTIONAL MATCH (gene)<-[:ABOUT_SUBJECT]-(graded:Evidence {source: 'clingen'})-[:ABOUT_OBJECT]->(of:Disease) WHERE of.id IN $disease
WITH gene, via, collect(DISTINCT graded.grade) AS clingen
OPTIONAL MATCH (gene)<-[:IS_SEQUENCE_VARIANT_OF*0..1]-(carrier)-[share:HAS_ATTRIBUTE|NOT_ASSERTED]->(quantity:ClinicalAttribute)
WHERE share.predicate = 'biolink:has_attribute' AND quantity.id IN ['ALSKG:share-of-familial-als', 'ALSKG:share-of-sporadic-als', 'ALSKG:share-of-als-cases']
WITH gene, via, clingen, carrier, quantity, share.id AS edge
OPTIONAL MATCH (figure:Evidence {edge_id: edge})
RETURN DISTINCT coalesce(gene.symbol, gene.name) AS gene, via, gene.als_type AS als_type, gene.inheritance AS inheritance, clingen,
       carrier.name AS carrier, quantity.name AS quantity, figure.value_low AS low, figure.value_high AS high, figure.unit AS unit,
       figure.population AS population, figure.polarity AS says, figure.reference AS reference, figure.id AS evidence
ORDER BY gene, quantity, low
