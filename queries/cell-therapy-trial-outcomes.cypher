// title: How cell-therapy trials in ALS ended
// group: Trials and therapies
// description: Trials of a cell therapy that reported on efficacy: what became of the trial's primary endpoint over all its reports, and what each report says, with its design and reference.
// columns: trial, name, cells, donor, route, people, endpoint, reported, design, reference
// brief: name, cells, people, reported, design, reference
// edges: ALSKG:tests_intervention
// note: `met` is a report's word on its own endpoint, whether it was blinded and controlled or not: see its design; `endpoint` is the trial's, `reported` one report's: a trial whose reports differ is mixed
MATCH (trial:ClinicalTrial)-[tested:TESTS_INTERVENTION]->(:Entity)
WHERE trial.cell_source IS NOT NULL
WITH trial, tested.id AS edge
MATCH (report:Evidence {edge_id: edge})
WHERE report.outcome IN ['met', 'not_met', 'mixed']
RETURN DISTINCT trial.id AS trial, trial.name AS name, trial.cell_source AS cells, trial.donor_relation AS donor, trial.route AS route,
       trial.enrolment AS people, trial.primary_endpoint AS endpoint, report.outcome AS reported, report.study_design AS design, report.reference AS reference
ORDER BY reported, name, design
