// title: Trials of a therapy, report by report
// group: Trials and therapies
// description: Trials that test a drug or cell product, a kind of it, or what has it as a part, with each report of how they ended.
// param therapy: node = tofersen
// columns: trial, name, phase, status, people, comparator, start_year, primary_outcome, endpoint, reported, design, finding, reference, evidence
// brief: name, phase, people, reported, design, finding
// edges: ALSKG:tests_intervention, biolink:derives_from, biolink:has_part, biolink:subclass_of
// example: therapy=NurOwn
MATCH (given:Entity)-[:SUBCLASS_OF|DERIVES_FROM|HAS_PART*0..8]->(:Entity {id: $therapy})
WITH DISTINCT given
MATCH (trial:ClinicalTrial)-[tested:TESTS_INTERVENTION]->(given)
WITH trial, tested.id AS edge
MATCH (report:Evidence {edge_id: edge})
RETURN DISTINCT trial.id AS trial, trial.name AS name, trial.phase AS phase, trial.status AS status, trial.enrolment AS people,
       trial.comparator AS comparator, trial.start_year AS start_year, trial.primary_outcome AS primary_outcome,
       trial.primary_endpoint AS endpoint, report.outcome AS reported, report.study_design AS design, report.statement AS finding,
       report.reference AS reference, report.id AS evidence
ORDER BY start_year, trial, evidence
