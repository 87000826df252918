// title: Contested genes
// group: Genes and variants
// description: Genes whose part in the disease or a subtype is refuted, disputed or of limited evidence by ClinGen, or has votes on both sides, with all that is said on it.
// param disease: disease = amyotrophic lateral sclerosis
// columns: gene, disease, asserted, status, belief, for, against, grades[], references[], edge
// brief: gene, disease, status, belief, grades
// edges: biolink:contributes_to, biolink:subclass_of
// example: disease=familial amyotrophic lateral sclerosis
MATCH (gene:Gene)-[claim:CONTRIBUTES_TO|NOT_ASSERTED]->(illness:Disease)-[:SUBCLASS_OF*0..8]->(:Disease {id: $disease})
WHERE claim.predicate = 'biolink:contributes_to'
WITH DISTINCT gene, claim, illness, claim.id AS edge
OPTIONAL MATCH (found:Evidence {edge_id: edge})
WITH gene, claim, illness, edge, collect(DISTINCT found.grade) AS grades
WHERE NOT claim.asserted OR claim.refutes + claim.no_effect + claim.mixed > 0
   OR any(grade IN grades WHERE grade IN ['Limited', 'Disputed', 'Refuted'])
RETURN coalesce(gene.symbol, gene.name) AS gene, illness.name AS disease, claim.asserted AS asserted, claim.status AS status, claim.belief AS belief,
       claim.supports AS `for`, claim.refutes + claim.no_effect AS against, grades, claim.publications AS references, edge
ORDER BY belief, gene, edge
