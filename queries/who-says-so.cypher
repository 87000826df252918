// title: Who asserts something about a thing, and how they came by it
// group: Evidence, for and against
// description: The sources behind the edges of one thing, by citation status, knowledge level and licence, with the number of edges and of evidence rows.
// param about: node and below = TARDBP
// columns: source, citation, knowledge, agent, licence, edges, rows
// brief: source, citation, knowledge, edges, rows
// edges: any
// example: about=riluzole
MATCH (thing:Entity) WHERE thing.id IN $about
MATCH (thing)<-[:ABOUT_SUBJECT|ABOUT_OBJECT]-(found:Evidence)
RETURN found.source AS source, found.citation_status AS citation, found.knowledge_level AS knowledge, found.agent_type AS agent,
       found.licence AS licence, count(DISTINCT found.edge_id) AS edges, count(DISTINCT found.id) AS rows
ORDER BY rows DESC, source, citation
