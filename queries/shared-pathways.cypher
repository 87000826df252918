// title: Pathways shared by a set of genes
// group: Mechanisms and pathways
// description: Pathways of Reactome to which at least so many of the genes are annotated, the most specific first.
// param genes: list of genes = OPTN, TBK1, SQSTM1, UBQLN2
// param at_least: integer (genes that share a pathway) = 2
// columns: pathway, name, sharing, genes[], genes_in_graph, p, p_bonferroni
// brief: name, sharing, genes, genes_in_graph, p
// hypergeometric: sharing, genes, genes_in_graph
// edges: biolink:participates_in
// example: genes=VCP,VAPB,CHMP2B
MATCH (gene:Gene)-[:PARTICIPATES_IN]->(pathway:Pathway)
WHERE gene.id IN $genes
WITH pathway, collect(DISTINCT coalesce(gene.symbol, gene.name)) AS genes, count(DISTINCT gene.id) AS sharing
WHERE sharing >= $at_least
MATCH (pathway)<-[:PARTICIPATES_IN]-(member:Gene)
RETURN pathway.id AS pathway, pathway.name AS name, sharing, genes, count(DISTINCT member.id) AS genes_in_graph
ORDER BY genes_in_graph, sharing DESC, name
