// title: Chains from mesenchymal stem cells via factor, receptor and pathway to a mechanism of a gene
// group: Stem cells and what they secrete
// description: Cells or products that secrete or deliver a factor, a receptor that binds it, a pathway with that receptor, and a mechanism that the gene contributes to and that some gene of the same pathway contributes to as well; only pathways with at most so many genes in the graph.
// param gene: gene = TARDBP
// param largest: integer (genes of the pathway in the graph, at most) = 30
// param cell: node and below = mesenchymal stem cell
// columns: agent, via, factor, receptor, pathway, pathway_id, pathway_genes, through[], mechanism, gene
// brief: agent, factor, receptor, pathway, mechanism
// edges: biolink:produces, ALSKG:delivers, biolink:directly_physically_interacts_with, biolink:participates_in, biolink:contributes_to, biolink:causes
// example: gene=OPTN
// note: a shared pathway is a hint, not a finding: no link of the chain says that the factor acts on the mechanism
MATCH (gene:Gene {id: $gene})-[:CONTRIBUTES_TO|CAUSES]->(mechanism:PathologicalProcess)
WITH DISTINCT gene, mechanism
MATCH (mechanism)<-[:CONTRIBUTES_TO|CAUSES]-(same:Gene)
WITH DISTINCT gene, mechanism, same
MATCH (same)-[:PARTICIPATES_IN]->(pathway:Pathway)
WITH gene, mechanism, pathway, collect(DISTINCT coalesce(same.symbol, same.name)) AS through
MATCH (pathway)<-[:PARTICIPATES_IN]-(member:Gene)
WITH gene, mechanism, pathway, through, count(DISTINCT member) AS pathway_genes
WHERE pathway_genes <= $largest
MATCH (pathway)<-[:PARTICIPATES_IN]-(receptor:Gene)
WITH DISTINCT gene, mechanism, pathway, through, pathway_genes, receptor
MATCH (receptor)-[:DIRECTLY_PHYSICALLY_INTERACTS_WITH]-(factor:Gene)
WITH DISTINCT gene, mechanism, pathway, through, pathway_genes, receptor, factor
MATCH (factor)<-[:PRODUCES|DELIVERS]-(agent:Entity) WHERE agent.id IN $cell
RETURN DISTINCT agent.name AS agent, agent.id AS via, coalesce(factor.symbol, factor.name) AS factor, coalesce(receptor.symbol, receptor.name) AS receptor,
       pathway.name AS pathway, pathway.id AS pathway_id, pathway_genes, through, mechanism.name AS mechanism,
       coalesce(gene.symbol, gene.name) AS gene
ORDER BY pathway_genes, pathway, mechanism, agent, factor, receptor
