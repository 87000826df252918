// title: Chains from mesenchymal stem cells over factor, receptor and pathway to a gene's mechanism
// description: A factor that MSCs secrete binds a receptor; receptor and ALS gene are annotated to one pathway; the gene contributes to a mechanism.
// param gene: gene = SOD1
// param largest: integer (genes of the graph in a pathway, at most) = 60
// columns: agent, factor, receptor, pathway, pathway_genes, gene, mechanisms[]
// edges: biolink:produces, biolink:directly_physically_interacts_with, biolink:participates_in, biolink:contributes_to, biolink:causes
// example: gene=TBK1
// note: a shared pathway is a hint, not a finding: no link of the chain says that the factor acts on the gene
MATCH (gene:Gene {id: $gene})-[:CONTRIBUTES_TO|CAUSES]->(mechanism:PathologicalProcess)
WITH gene, collect(DISTINCT mechanism.name) AS mechanisms
MATCH (gene)-[:PARTICIPATES_IN]->(pathway:Pathway)
MATCH (pathway)<-[:PARTICIPATES_IN]-(member:Gene)
WITH gene, mechanisms, pathway, count(DISTINCT member) AS pathway_genes
WHERE pathway_genes <= $largest
MATCH (pathway)<-[:PARTICIPATES_IN]-(receptor:Gene)-[:DIRECTLY_PHYSICALLY_INTERACTS_WITH]-(factor:Gene)<-[:PRODUCES]-(agent:Entity)
WHERE (agent)-[:DERIVES_FROM|SUBCLASS_OF*0..8]->(:Cell {id: 'CL:0000134'})
RETURN DISTINCT agent.name AS agent, coalesce(factor.symbol, factor.name) AS factor, coalesce(receptor.symbol, receptor.name) AS receptor,
       pathway.name AS pathway, pathway_genes, coalesce(gene.symbol, gene.name) AS gene, mechanisms
ORDER BY pathway_genes, agent, factor, receptor, pathway
