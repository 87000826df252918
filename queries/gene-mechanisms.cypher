// title: Mechanisms of a gene, with the evidence
// group: Genes and variants
// description: Disease mechanisms that the gene contributes to or causes, with every piece of evidence for and against.
// param gene: gene and below = SOD1
// columns: mechanism, via, relation, belief, says, design, system, finding, reference, year, edge
// brief: mechanism, belief, says, design, finding, reference
// edges: biolink:contributes_to, biolink:causes
// example: gene=C9orf72
MATCH (gene:Entity) WHERE gene.id IN $gene
MATCH (gene)-[claim:CONTRIBUTES_TO|CAUSES]->(mechanism:PathologicalProcess)
WITH gene, mechanism, claim, claim.id AS edge
MATCH (found:Evidence {edge_id: edge})
RETURN DISTINCT mechanism.name AS mechanism, gene.id AS via, claim.predicate AS relation, claim.belief AS belief, found.polarity AS says,
       found.study_design AS design, found.system AS system, found.statement AS finding, found.reference AS reference,
       found.year AS year, edge
ORDER BY belief DESC, mechanism, says DESC, year
