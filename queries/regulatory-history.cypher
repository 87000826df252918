// title: What regulators decided on therapies, with dates and withdrawals
// group: Trials and therapies
// description: Approvals, refusals, withdrawals and other decisions on drugs and cell therapies, and steps of the applicants (filed, planned, taken off the market), in order of their dates; where only a report gave the event, the date is that of the report.
// param decision: one of approved, accelerated_approval, conditional_approval, approved_exceptional_circumstances, refused, withdrawn, application_withdrawn, filed, refusal_to_file, review_resumed, meeting_set, positive_opinion, negative_opinion, advisory_vote_against, trial_cleared, available, planned = any
// param agency: text (part of the agency's name) = any
// columns: date, therapy, decision, agency, indication, event, finding, citation, references[]
// brief: date, therapy, decision, agency, indication
// edges: ALSKG:has_regulatory_event
// example: decision=approved · agency=FDA
// note: `approved-therapies` gathers every kind of approval with the withdrawals
MATCH (therapy:Entity)-[decided:HAS_REGULATORY_EVENT]->(event:Event)
WHERE ($decision = '' OR event.event_type = $decision) AND toLower(coalesce(event.agency, '')) CONTAINS toLower($agency)
WITH therapy, event, decided.publications AS references, decided.id AS edge
MATCH (found:Evidence {edge_id: edge})
RETURN DISTINCT event.event_date AS date, therapy.name AS therapy, event.event_type AS decision, event.agency AS agency,
       event.indication AS indication, event.name AS event, found.statement AS finding, found.citation_status AS citation, references
ORDER BY date, therapy, event, finding
