// title: What a therapy was found to do, for and against
// group: Trials and therapies
// description: All that is said of a drug, cell product or device and what it acts on, treats, worsens or brings about, asserted or not.
// param therapy: node = lenzumestrocel
// columns: relation, target, effect, aspect, asserted, status, for, refuted, no_effect, mixed, belief, strongest_design, references[], edge
// brief: relation, target, effect, status, for, refuted, belief
// edges: biolink:affects, biolink:ameliorates_condition, biolink:exacerbates_condition, biolink:has_adverse_event, biolink:studied_to_treat, biolink:produces, ALSKG:delivers
// example: therapy=edaravone
// note: `studied_to_treat` says that it was tried, not that it helped; whether it helped is `ameliorates_condition`, asserted or not; belief sorts what was collected; it does not rank treatments; what is only stated (status stated) was named by a report and not tested there
MATCH (:Entity {id: $therapy})-[claim]->(target:Entity)
WHERE claim.predicate IN ['biolink:affects', 'biolink:ameliorates_condition', 'biolink:exacerbates_condition',
                          'biolink:has_adverse_event', 'biolink:studied_to_treat', 'biolink:produces', 'ALSKG:delivers']
RETURN DISTINCT claim.predicate AS relation, coalesce(target.symbol, target.name) AS target, claim.object_direction AS effect,
       claim.object_aspect AS aspect, claim.asserted AS asserted, claim.status AS status, claim.supports AS `for`, claim.refutes AS refuted,
       claim.no_effect AS no_effect, claim.mixed AS mixed, claim.belief AS belief, claim.strongest_design AS strongest_design,
       claim.publications AS references, claim.id AS edge
ORDER BY relation, target, edge
