// title: Trials whose primary endpoint was not met
// group: Trials and therapies
// description: Every report that a trial missed its primary endpoint, with the design and the finding; of any intervention, or only where a name of the therapy (also brand names), the trial or the cell source contains the text.
// param intervention: text (part of a name of the therapy, of the trial or of the cell source) = any
// columns: trial, name, intervention, phase, people, design, finding, reference, year
// brief: name, intervention, phase, people, design, reference
// edges: ALSKG:tests_intervention
// example: intervention=MSC
MATCH (trial:ClinicalTrial)-[tested:TESTS_INTERVENTION]->(therapy:Entity)
WHERE toLower(therapy.name) CONTAINS toLower($intervention) OR any(alias IN therapy.synonyms WHERE toLower(alias) CONTAINS toLower($intervention))
   OR toLower(trial.name) CONTAINS toLower($intervention) OR toLower(coalesce(trial.cell_source, '')) CONTAINS toLower($intervention)
WITH trial, therapy, tested.id AS edge
MATCH (report:Evidence {edge_id: edge}) WHERE report.outcome = 'not_met'
RETURN DISTINCT trial.id AS trial, trial.name AS name, therapy.name AS intervention, trial.phase AS phase, trial.enrolment AS people,
       report.study_design AS design, report.statement AS finding, report.reference AS reference, report.year AS year
ORDER BY intervention, year, trial
