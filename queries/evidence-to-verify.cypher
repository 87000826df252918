// title: Evidence whose source nobody has opened yet
// group: Evidence, for and against
// description: Evidence about a thing whose reference was read second-hand or could not be resolved, so that a curator knows where to look next.
// param about: node and below = TARDBP
// columns: citation, subject, predicate, object, via, says, design, finding, reference, url, source, record, evidence, edge
// brief: citation, subject, object, finding, reference, source
// edges: any
// example: about=mesenchymal stem cell
MATCH (thing:Entity) WHERE thing.id IN $about
MATCH (thing)<-[:ABOUT_SUBJECT|ABOUT_OBJECT]-(found:Evidence)
WHERE found.citation_status IN ['secondary', 'unresolved']
WITH DISTINCT found
MATCH (one:Entity)<-[:ABOUT_SUBJECT]-(found)-[:ABOUT_OBJECT]->(other:Entity)
MATCH (one)-[claim]->(other) WHERE claim.id = found.edge_id
RETURN DISTINCT found.citation_status AS citation, coalesce(one.symbol, one.name) AS subject, claim.predicate AS predicate,
       coalesce(other.symbol, other.name) AS object, [one.id, other.id] AS via, found.polarity AS says, found.study_design AS design, found.statement AS finding,
       found.reference AS reference, found.url AS url, found.source AS source, found.source_record AS record, found.id AS evidence,
       claim.id AS edge
ORDER BY citation, subject, object, evidence
