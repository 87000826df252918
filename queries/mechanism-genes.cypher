// title: Genes of a mechanism
// group: Mechanisms and pathways
// description: Genes that contribute to a disease mechanism or one of its kinds, with the votes for and against.
// param mechanism: mechanism and below = Nucleocytoplasmic transport defect
// columns: mechanism, via, gene, gene_id, relation, for, against, belief, strongest_design, references[], edge
// brief: gene, mechanism, relation, for, against, belief
// edges: biolink:contributes_to, biolink:causes
// example: mechanism=Axonal transport defect
MATCH (kind:PathologicalProcess) WHERE kind.id IN $mechanism
MATCH (gene:Gene)-[claim:CONTRIBUTES_TO|CAUSES]->(kind)
RETURN DISTINCT kind.name AS mechanism, kind.id AS via, coalesce(gene.symbol, gene.name) AS gene, gene.id AS gene_id, claim.predicate AS relation,
       claim.supports AS `for`, claim.refutes + claim.no_effect AS against, claim.belief AS belief,
       claim.strongest_design AS strongest_design, claim.publications AS references, claim.id AS edge
ORDER BY belief DESC, gene, mechanism, edge
