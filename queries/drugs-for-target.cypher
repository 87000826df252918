// title: Drugs that act on a gene or mechanism, with trial outcomes and approval history
// group: Trials and therapies
// description: Drugs with an effect on the gene or mechanism, or on a mechanism that the gene contributes to, found or only stated; each with its trials, how these ended, and what regulators decided.
// param target: node and below (a gene or a mechanism) = SOD1
// columns: drug, direct, acts_on, via, effect, aspect, status, for, against, trials[], outcomes[], decisions[], edge
// brief: drug, direct, acts_on, effect, status, outcomes, decisions
// edges: biolink:affects, ALSKG:tests_intervention, ALSKG:has_regulatory_event, biolink:causes, biolink:contributes_to
// example: target=oxidative stress
// note: `outcomes` are those of whole trials: an arm of a platform trial may have ended otherwise; a drug that is only stated to act (status stated) was not tested for it in the report
MATCH (target:Entity) WHERE target.id IN $target
MATCH (target)-[:CONTRIBUTES_TO|CAUSES*0..1]->(acted:Entity)<-[act:AFFECTS|NOT_ASSERTED]-(drug:Drug)
WHERE (acted.id IN $target OR acted:PathologicalProcess) AND act.predicate = 'biolink:affects' AND (act.asserted OR act.status = 'stated')
WITH drug, acted, act, collect(DISTINCT CASE WHEN acted.id IN $target THEN acted.id ELSE target.id END) AS via
OPTIONAL MATCH (trial:ClinicalTrial)-[:TESTS_INTERVENTION]->(drug)
WITH drug, acted, act, via, collect(DISTINCT trial.id) AS trials, collect(DISTINCT trial.name + ': ' + coalesce(trial.primary_endpoint, 'not_reported')) AS outcomes
OPTIONAL MATCH (drug)-[:HAS_REGULATORY_EVENT]->(event:Event)
RETURN DISTINCT drug.name AS drug, acted.id IN $target AS direct, coalesce(acted.symbol, acted.name) AS acts_on, via, act.object_direction AS effect, act.object_aspect AS aspect,
       act.status AS status, act.supports AS `for`, act.refutes + act.no_effect AS against, trials, outcomes, collect(DISTINCT event.name) AS decisions, act.id AS edge
ORDER BY direct DESC, drug, acts_on, edge
