// title: Trials of a therapy, report by report
// group: Trials and therapies
// description: Trials that test a drug or cell product, a kind of it, or what has it as a part, with each report of how they ended.
// param therapy: node and below = tofersen
// columns: trial, name, via, phase, status, people, comparator, start_year, primary_outcome, endpoint, reported, design, finding, reference, evidence
// brief: name, phase, people, reported, design, finding
// edges: ALSKG:tests_intervention
// example: therapy=NurOwn
MATCH (given:Entity) WHERE given.id IN $therapy
MATCH (trial:ClinicalTrial)-[tested:TESTS_INTERVENTION]->(given)
WITH trial, given, tested.id AS edge
MATCH (report:Evidence {edge_id: edge})
RETURN DISTINCT trial.id AS trial, trial.name AS name, given.id AS via, trial.phase AS phase, trial.status AS status, trial.enrolment AS people,
       trial.comparator AS comparator, trial.start_year AS start_year, trial.primary_outcome AS primary_outcome,
       trial.primary_endpoint AS endpoint, report.outcome AS reported, report.study_design AS design, report.statement AS finding,
       report.reference AS reference, report.id AS evidence
ORDER BY start_year, trial, evidence
