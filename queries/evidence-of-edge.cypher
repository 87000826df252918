// title: Who says so: the evidence of one edge
// group: Evidence, for and against
// description: Every evidence row of one edge, for and against, with its figures, where it is to be found and under which licence; edges are listed with their ids by other questions and by `alskg edges`.
// param edge: edge = ALSKG:e5cc29632e3ab6c478947
// columns: subject, predicate, object, asserted, says, design, system, system_detail, finding, low, high, unit, ci_low, ci_high, p, n, reference, citation, url, anchor, year, source, record, licence, evidence
// brief: says, design, finding, reference, citation, licence
// edges: any
// example: edge=ALSKG:ebe7079d8a76095c73f68
MATCH (one:Entity)<-[:ABOUT_SUBJECT]-(found:Evidence {edge_id: $edge})-[:ABOUT_OBJECT]->(other:Entity)
MATCH (one)-[claim]->(other) WHERE claim.id = $edge
RETURN DISTINCT one.name AS subject, claim.predicate AS predicate, other.name AS object, claim.asserted AS asserted, found.polarity AS says,
       found.study_design AS design, found.system AS system, found.system_detail AS system_detail, found.statement AS finding, found.value_low AS low, found.value_high AS high,
       found.unit AS unit, found.ci_low AS ci_low, found.ci_high AS ci_high, found.p_value AS p, found.n AS n, found.reference AS reference,
       found.citation_status AS citation, found.url AS url, found.quote_anchor AS anchor, found.year AS year, found.source AS source,
       found.source_record AS record, found.licence AS licence, found.id AS evidence
ORDER BY says DESC, year, evidence
