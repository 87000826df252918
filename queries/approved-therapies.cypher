// title: Approved therapies with dates and withdrawals
// group: Trials and therapies
// description: Every approval of a drug or cell therapy, full, accelerated, conditional or under exceptional circumstances, with its agency and date, and the withdrawals of the same therapy.
// param agency: text (part of the agency's name) = any
// columns: therapy, approval, agency, date, indication, withdrawals[], finding, citation, references[], edge
// brief: therapy, approval, agency, date, withdrawals
// edges: ALSKG:has_regulatory_event
// example: agency=FDA
// note: a withdrawal names its own agency and date; a therapy may be withdrawn in one place and approved in another
MATCH (therapy:Entity)-[granted:HAS_REGULATORY_EVENT]->(approval:Event)
WHERE approval.event_type IN ['approved', 'accelerated_approval', 'conditional_approval', 'approved_exceptional_circumstances']
  AND toLower(coalesce(approval.agency, '')) CONTAINS toLower($agency)
WITH DISTINCT therapy, granted, approval, granted.id AS edge
OPTIONAL MATCH (therapy)-[:HAS_REGULATORY_EVENT]->(gone:Event) WHERE gone.event_type = 'withdrawn'
WITH therapy, granted, approval, edge, collect(DISTINCT gone.name) AS withdrawals
MATCH (found:Evidence {edge_id: edge})
RETURN DISTINCT therapy.name AS therapy, approval.event_type AS approval, approval.agency AS agency, approval.event_date AS date,
       approval.indication AS indication, withdrawals, found.statement AS finding, found.citation_status AS citation,
       granted.publications AS references, edge
ORDER BY therapy, date, agency, edge, finding
