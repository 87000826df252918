// title: Trials of a cell source, counted by how they ended
// description: Cell-therapy trials whose cell source contains the text, counted by what became of the primary endpoint, with the people enrolled.
// param cells: text (part of the cell source) = MSC
// columns: outcome, trials, people, identifiers[]
// edges: ALSKG:tests_intervention
// example: cells=neural
MATCH (trial:ClinicalTrial)
WHERE trial.cell_source IS NOT NULL AND toLower(trial.cell_source) CONTAINS toLower($cells)
RETURN coalesce(trial.primary_endpoint, 'not_reported') AS outcome, count(DISTINCT trial.id) AS trials,
       sum(coalesce(trial.enrolment, 0)) AS people, collect(DISTINCT trial.id) AS identifiers
ORDER BY trials DESC, outcome
