// title: How cell-therapy trials in ALS ended
// group: Trials and therapies
// description: Trials of a cell therapy that reported on efficacy, their primary endpoint, the design of the report and its reference.
// columns: trial, name, cells, donor, route, people, endpoint, design, reference
// edges: ALSKG:tests_intervention
MATCH (trial:ClinicalTrial)-[tested:TESTS_INTERVENTION]->(:Entity)
WHERE trial.cell_source IS NOT NULL
WITH trial, tested.id AS edge
MATCH (report:Evidence {edge_id: edge})
WHERE report.outcome IN ['met', 'not_met', 'mixed']
RETURN DISTINCT trial.id AS trial, trial.name AS name, trial.cell_source AS cells, trial.donor_relation AS donor, trial.route AS route,
       trial.enrolment AS people, report.outcome AS endpoint, report.study_design AS design, report.reference AS reference
ORDER BY endpoint, name
