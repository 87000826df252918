// title: Mechanisms that no factor of mesenchymal stem cells is known to touch
// group: What is missing, and what lies between
// description: ALS mechanisms on which neither a cell derived from the given one, nor its product, nor a factor that these secrete or deliver is asserted to act; over the mechanism itself or the process it matches.
// param cell: node and below = mesenchymal stem cell
// param disease: disease = amyotrophic lateral sclerosis
// columns: mechanism, mechanism_id, genes[], belief
// brief: mechanism, genes, belief
// edges: biolink:contributes_to, biolink:affects, biolink:actively_involved_in, biolink:produces, ALSKG:delivers, biolink:causes
// example: cell=neural stem cell
// note: absence from the graph is not evidence of absence
OPTIONAL MATCH (agent:Entity)-[:AFFECTS]->(process:Entity) WHERE agent.id IN $cell
WITH collect(DISTINCT process.within) AS acted
OPTIONAL MATCH (source:Entity)-[:PRODUCES|DELIVERS]->(factor:Entity) WHERE source.id IN $cell
OPTIONAL MATCH (factor)-[:AFFECTS|ACTIVELY_INVOLVED_IN]->(reached:Entity)
WITH acted, collect(DISTINCT reached.within) AS brought
MATCH (mechanism:PathologicalProcess)-[share:CONTRIBUTES_TO]->(:Disease {id: $disease})
WHERE NOT any(above IN acted WHERE mechanism.id IN above) AND NOT any(above IN brought WHERE mechanism.id IN above)
WITH mechanism, max(share.belief) AS belief
OPTIONAL MATCH (mechanism)<-[:CONTRIBUTES_TO|CAUSES]-(gene:Gene)
RETURN mechanism.name AS mechanism, mechanism.id AS mechanism_id, collect(DISTINCT coalesce(gene.symbol, gene.name)) AS genes, belief
ORDER BY belief DESC, mechanism
