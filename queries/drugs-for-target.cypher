// title: Drugs that act on a gene or mechanism, with trial outcomes and approval history
// group: Trials and therapies
// description: Drugs with an effect on the gene or mechanism, or on a mechanism that the gene contributes to, found or only stated; each with its trials, how these ended, and what regulators decided.
// param target: node (a gene or a mechanism) = SOD1
// columns: drug, direct, via, effect, aspect, status, for, against, trials[], outcomes[], decisions[], edge
// brief: drug, direct, via, effect, status, outcomes, decisions
// edges: biolink:affects, ALSKG:tests_intervention, ALSKG:has_regulatory_event, biolink:causes, biolink:contributes_to
// example: target=oxidative stress
// note: `outcomes` are those of whole trials: an arm of a platform trial may have ended otherwise; a drug that is only stated to act (status stated) was not tested for it in the report
MATCH (:Entity {id: $target})-[:CONTRIBUTES_TO|CAUSES*0..1]->(via:Entity)<-[act:AFFECTS|NOT_ASSERTED]-(drug:Drug)
WHERE (via.id = $target OR via:PathologicalProcess) AND act.predicate = 'biolink:affects' AND (act.asserted OR act.status = 'stated')
WITH DISTINCT drug, via, act
OPTIONAL MATCH (trial:ClinicalTrial)-[:TESTS_INTERVENTION]->(drug)
WITH drug, via, act, collect(DISTINCT trial.id) AS trials, collect(DISTINCT trial.name + ': ' + coalesce(trial.primary_endpoint, 'not_reported')) AS outcomes
OPTIONAL MATCH (drug)-[:HAS_REGULATORY_EVENT]->(event:Event)
RETURN DISTINCT drug.name AS drug, via.id = $target AS direct, coalesce(via.symbol, via.name) AS via, act.object_direction AS effect, act.object_aspect AS aspect,
       act.status AS status, act.supports AS `for`, act.refutes + act.no_effect AS against, trials, outcomes, collect(DISTINCT event.name) AS decisions, act.id AS edge
ORDER BY direct DESC, drug, via, edge
