// title: What was claimed about a thing, year by year
// group: Evidence, for and against
// description: All evidence on the edges of one thing, asserted or not, in order of years, what has no year last; database records are left out unless asked for.
// param about: node and below = edaravone
// param databases: one of yes, no = no
// columns: year, says, subject, predicate, object, via, design, finding, reference, evidence
// brief: year, says, subject, predicate, object, reference
// edges: any
// example: about=riluzole
MATCH (thing:Entity) WHERE thing.id IN $about
MATCH (thing)<-[:ABOUT_SUBJECT|ABOUT_OBJECT]-(found:Evidence)
WHERE $databases = 'yes' OR found.study_design <> 'database'
WITH DISTINCT found
MATCH (one:Entity)<-[:ABOUT_SUBJECT]-(found)-[:ABOUT_OBJECT]->(other:Entity)
MATCH (one)-[claim]->(other) WHERE claim.id = found.edge_id
RETURN DISTINCT found.year AS year, found.polarity AS says, coalesce(one.symbol, one.name) AS subject, claim.predicate AS predicate,
       coalesce(other.symbol, other.name) AS object, [one.id, other.id] AS via, found.study_design AS design, found.statement AS finding, found.reference AS reference,
       found.id AS evidence
ORDER BY year, evidence
