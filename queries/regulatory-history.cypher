// title: What regulators decided on therapies, with dates and withdrawals
// group: Trials and therapies
// description: Approvals, refusals, withdrawals and other decisions on drugs and cell therapies, in order of their dates.
// param decision: text (approved, withdrawn, refused …) = any
// param agency: text (part of the agency's name) = any
// columns: date, therapy, decision, agency, indication, event, references[]
// edges: ALSKG:has_regulatory_event
// example: decision=approved · agency=FDA
MATCH (therapy:Entity)-[decided:HAS_REGULATORY_EVENT]->(event:Event)
WHERE ($decision = '' OR event.event_type = $decision) AND toLower(coalesce(event.agency, '')) CONTAINS toLower($agency)
RETURN DISTINCT event.event_date AS date, therapy.name AS therapy, event.event_type AS decision, event.agency AS agency,
       event.indication AS indication, event.name AS event, decided.publications AS references
ORDER BY date, therapy, event
