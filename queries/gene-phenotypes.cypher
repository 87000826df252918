// title: Phenotypes of the diseases of a gene
// group: Genes and variants
// description: Diseases that the gene contributes to and the signs reported for them, with how often each was seen; present is false where the source says that the sign does not belong to the disease.
// param gene: gene = SOD1
// columns: disease, phenotype, phenotype_id, present, frequencies[], onsets[], edge
// brief: disease, phenotype, present, frequencies
// edges: biolink:contributes_to, biolink:has_phenotype
// example: gene=TARDBP
MATCH (:Gene {id: $gene})-[:CONTRIBUTES_TO]->(disease:Disease)-[sign:HAS_PHENOTYPE|NOT_ASSERTED]->(phenotype:PhenotypicFeature)
WHERE sign.predicate = 'biolink:has_phenotype'
WITH DISTINCT disease, sign, phenotype, sign.id AS edge
MATCH (found:Evidence {edge_id: edge})
RETURN disease.name AS disease, phenotype.name AS phenotype, phenotype.id AS phenotype_id, sign.asserted AS present,
       collect(DISTINCT found.frequency) AS frequencies, collect(DISTINCT found.onset) AS onsets, edge
ORDER BY disease, present DESC, phenotype
