// title: Models of a gene and what they show
// group: Genes and variants
// description: Animals and cell lines that carry or change the gene, what they show, and whether they are held to model a disease.
// param gene: gene and below = SOD1
// columns: model, via, kind, taxon, shows, disease, asserted, for, against, references[], edge
// brief: model, kind, disease, asserted, references
// edges: biolink:has_gene, biolink:model_of
// example: gene=C9orf72
MATCH (gene:Entity) WHERE gene.id IN $gene
MATCH (model:Entity)-[:HAS_GENE]->(gene) WHERE model:Genotype OR model:CellLine
WITH model, collect(DISTINCT gene.id) AS via
OPTIONAL MATCH (model)-[claim:MODEL_OF|NOT_ASSERTED]->(disease:Disease) WHERE claim.predicate = 'biolink:model_of'
RETURN DISTINCT model.name AS model, via, model.model_type AS kind, model.taxon AS taxon, model.description AS shows, disease.name AS disease,
       claim.asserted AS asserted, claim.supports AS `for`, claim.refutes + claim.no_effect AS against,
       coalesce(claim.publications, []) AS references, claim.id AS edge
ORDER BY model, disease
