// title: What from mesenchymal stem cells acts on the mechanisms of some ALS genes
// group: Stem cells and what they secrete
// description: Cells, vesicles, secretomes and secreted factors that act on a mechanism which the genes contribute to, with the votes for and against and the papers.
// param genes: list of gene symbols = SOD1, C9orf72, TARDBP, FUS
// param cell: node = mesenchymal stem cell
// columns: agent, factor, effect, mechanism, genes[], for, against, strongest_design, references[], edge
// brief: agent, factor, effect, mechanism, genes, strongest_design
// edges: biolink:contributes_to, biolink:causes, biolink:affects, biolink:actively_involved_in, biolink:produces, ALSKG:delivers, biolink:close_match, biolink:derives_from, biolink:exact_match, biolink:subclass_of
// example: genes=OPTN,TBK1
MATCH (gene:Gene)-[:CONTRIBUTES_TO|CAUSES]->(mechanism:PathologicalProcess)
WHERE gene.symbol IN $genes
MATCH (mechanism)-[:EXACT_MATCH|CLOSE_MATCH*0..1]->(process)<-[effect:AFFECTS]-(agent)
WHERE (agent)-[:DERIVES_FROM|SUBCLASS_OF*0..8]->(:Entity {id: $cell})
RETURN agent.name AS agent, '' AS factor, effect.object_direction AS effect, mechanism.name AS mechanism,
       collect(DISTINCT gene.symbol) AS genes, effect.supports AS `for`, effect.refutes + effect.no_effect AS against,
       effect.strongest_design AS strongest_design, effect.publications AS references, effect.id AS edge
UNION ALL
MATCH (gene:Gene)-[:CONTRIBUTES_TO|CAUSES]->(mechanism:PathologicalProcess)
WHERE gene.symbol IN $genes
MATCH (mechanism)-[:EXACT_MATCH|CLOSE_MATCH*0..1]->(process)<-[effect:AFFECTS|ACTIVELY_INVOLVED_IN]-(factor)<-[:PRODUCES|DELIVERS]-(agent)
WHERE (agent)-[:DERIVES_FROM|SUBCLASS_OF*0..8]->(:Entity {id: $cell})
RETURN agent.name AS agent, coalesce(factor.symbol, factor.name) AS factor, coalesce(effect.object_direction, 'takes part') AS effect, mechanism.name AS mechanism,
       collect(DISTINCT gene.symbol) AS genes, effect.supports AS `for`, effect.refutes + effect.no_effect AS against,
       effect.strongest_design AS strongest_design, effect.publications AS references, effect.id AS edge
ORDER BY agent, factor, mechanism, edge
