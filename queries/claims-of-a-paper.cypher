// title: What a paper, trial record or registry entry is cited for
// group: Evidence, for and against
// description: Every evidence row that names this reference, for and against, with the statement it bears on.
// param reference: reference = PMID:32877582
// columns: subject, predicate, object, asserted, says, design, citation, finding, record, evidence, edge
// brief: subject, predicate, object, says, finding
// edges: any
// example: reference=CLINICALTRIALS:NCT03280056
MATCH (one:Entity)<-[:ABOUT_SUBJECT]-(found:Evidence {reference: $reference})-[:ABOUT_OBJECT]->(other:Entity)
MATCH (one)-[claim]->(other) WHERE claim.id = found.edge_id
RETURN DISTINCT coalesce(one.symbol, one.name) AS subject, claim.predicate AS predicate, coalesce(other.symbol, other.name) AS object,
       claim.asserted AS asserted, found.polarity AS says, found.study_design AS design, found.citation_status AS citation,
       found.statement AS finding, found.source_record AS record, found.id AS evidence, claim.id AS edge
ORDER BY subject, predicate, object, evidence
