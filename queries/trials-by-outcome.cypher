// title: Trials of a cell source, counted by how they ended
// group: Trials and therapies
// description: Trials of what is made from a kind of cell, counted by what became of the primary endpoint, with the people enrolled where the number is known.
// param source: node and below = mesenchymal stem cell
// columns: outcome, trials, people, trials_without_number, identifiers[]
// brief: outcome, trials, people, trials_without_number
// edges: ALSKG:tests_intervention
// example: source=mesenchymal stem cell of the bone marrow
// note: a safety trial that found its product safe is `safety_only`, which says nothing about whether it helps; `met` says nothing about blinding or controls: see cell-therapy-trial-outcomes
MATCH (trial:ClinicalTrial)-[:TESTS_INTERVENTION]->(given:Entity) WHERE given.id IN $source
WITH DISTINCT trial
RETURN coalesce(trial.primary_endpoint, 'not_reported') AS outcome, count(trial) AS trials,
       sum(coalesce(trial.enrolment, 0)) AS people, sum(CASE WHEN trial.enrolment IS NULL THEN 1 ELSE 0 END) AS trials_without_number,
       collect(DISTINCT trial.id) AS identifiers
ORDER BY trials DESC, outcome
