// title: Mechanisms shared by a set of genes
// group: Mechanisms and pathways
// description: Disease mechanisms that at least so many of the genes contribute to or cause, with the papers.
// param genes: list of genes = SOD1, C9orf72, TARDBP, FUS
// param at_least: integer (genes that share a mechanism) = 2
// columns: mechanism, sharing, genes[], strongest[], references[]
// edges: biolink:contributes_to, biolink:causes
// example: genes=FUS,TARDBP
MATCH (gene:Gene)-[claim:CONTRIBUTES_TO|CAUSES]->(mechanism:PathologicalProcess)
WHERE gene.id IN $genes
UNWIND CASE WHEN size(claim.publications) = 0 THEN [null] ELSE claim.publications END AS reference
WITH mechanism, count(DISTINCT gene.id) AS sharing, collect(DISTINCT coalesce(gene.symbol, gene.name)) AS genes,
     collect(DISTINCT claim.strongest_design) AS strongest, collect(DISTINCT reference) AS references
WHERE sharing >= $at_least
RETURN mechanism.name AS mechanism, sharing, genes, strongest, references
ORDER BY sharing DESC, mechanism
