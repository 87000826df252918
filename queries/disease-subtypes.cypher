// title: Subtypes of a disease with their genes, inheritance and onset
// group: The disease
// description: Every kind of the disease, with the genes that contribute to it and what the Human Phenotype Ontology gives as inheritance, onset and course.
// param disease: disease and below = amyotrophic lateral sclerosis
// columns: disease, disease_id, via, genes[], inheritance[], onset[], course[]
// brief: disease, genes, inheritance, onset, course
// edges: biolink:contributes_to, biolink:has_mode_of_inheritance, biolink:has_attribute
// example: disease=amyotrophic lateral sclerosis type 1
MATCH (illness:Disease) WHERE illness.id IN $disease
OPTIONAL MATCH (gene:Gene)-[:CONTRIBUTES_TO]->(illness)
WITH illness, collect(DISTINCT coalesce(gene.symbol, gene.name)) AS genes
OPTIONAL MATCH (illness)-[:HAS_MODE_OF_INHERITANCE]->(mode:GeneticInheritance)
WITH illness, genes, collect(DISTINCT mode.name) AS inheritance
OPTIONAL MATCH (illness)-[:HAS_ATTRIBUTE]->(age:Onset)
WITH illness, genes, inheritance, collect(DISTINCT age.name) AS onset
OPTIONAL MATCH (illness)-[:HAS_ATTRIBUTE]->(course:ClinicalCourse)
RETURN illness.name AS disease, illness.id AS disease_id, illness.id AS via, genes, inheritance, onset, collect(DISTINCT course.name) AS course
ORDER BY disease, disease_id
