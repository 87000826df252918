// title: What from mesenchymal stem cells acts on the mechanisms of some ALS genes
// group: Stem cells and what they secrete
// description: Cells, vesicles, secretomes and secreted factors that act on a mechanism which the genes contribute to, on a kind of it or on the process matched with it, with the votes for and against and the papers.
// param genes: list of gene symbols = SOD1, C9orf72, TARDBP, FUS
// param cell: node and below = mesenchymal stem cell
// columns: agent, via, factor, effect, acts_on, mechanism, genes[], for, against, strongest_design, references[], edge
// brief: agent, factor, effect, mechanism, genes, strongest_design
// edges: biolink:contributes_to, biolink:causes, biolink:affects, biolink:actively_involved_in, biolink:produces, ALSKG:delivers
// example: genes=OPTN,TBK1
MATCH (agent:Entity) WHERE agent.id IN $cell
MATCH (agent)-[effect:AFFECTS]->(process:Entity)
WITH DISTINCT agent, effect, process UNWIND process.within AS above
MATCH (mechanism:PathologicalProcess {id: above})<-[:CONTRIBUTES_TO|CAUSES]-(gene:Gene) WHERE gene.symbol IN $genes
RETURN agent.name AS agent, agent.id AS via, '' AS factor, effect.object_direction AS effect, process.name AS acts_on,
       mechanism.name AS mechanism, collect(DISTINCT gene.symbol) AS genes, effect.supports AS `for`,
       effect.refutes + effect.no_effect AS against, effect.strongest_design AS strongest_design,
       effect.publications AS references, effect.id AS edge
UNION ALL
MATCH (agent:Entity) WHERE agent.id IN $cell
MATCH (agent)-[:PRODUCES|DELIVERS]->(factor:Entity)-[effect:AFFECTS|ACTIVELY_INVOLVED_IN]->(process:Entity)
WITH DISTINCT agent, factor, effect, process UNWIND process.within AS above
MATCH (mechanism:PathologicalProcess {id: above})<-[:CONTRIBUTES_TO|CAUSES]-(gene:Gene) WHERE gene.symbol IN $genes
RETURN agent.name AS agent, agent.id AS via, coalesce(factor.symbol, factor.name) AS factor,
       coalesce(effect.object_direction, 'takes part') AS effect, process.name AS acts_on, mechanism.name AS mechanism,
       collect(DISTINCT gene.symbol) AS genes, effect.supports AS `for`, effect.refutes + effect.no_effect AS against,
       effect.strongest_design AS strongest_design, effect.publications AS references, effect.id AS edge
ORDER BY agent, factor, mechanism, edge
