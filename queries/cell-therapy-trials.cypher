// title: Cell-therapy trials by source of the cells, route, phase and primary endpoint
// group: Trials and therapies
// description: Trials of a cell therapy; each parameter restricts to trials whose entry contains the text.
// param cells: text (part of the cell source) = any
// param route: text (part of the route) = any
// param phase: text (part of the phase) = any
// param endpoint: one of met, not_met, mixed, not_reported, safety_only = any
// columns: trial, name, cells, donor, route, phase, status, people, start_year, endpoint, primary_outcome
// brief: name, cells, route, phase, people, endpoint
// edges: ALSKG:tests_intervention
// example: cells=bone-marrow · route=intrathecal
MATCH (trial:ClinicalTrial) WHERE trial.cell_source IS NOT NULL
  AND toLower(trial.cell_source) CONTAINS toLower($cells)
  AND toLower(coalesce(trial.route, '')) CONTAINS toLower($route)
  AND toLower(coalesce(trial.phase, '')) CONTAINS toLower($phase)
  AND ($endpoint = '' OR trial.primary_endpoint = $endpoint)
RETURN DISTINCT trial.id AS trial, trial.name AS name, trial.cell_source AS cells, trial.donor_relation AS donor, trial.route AS route,
       trial.phase AS phase, trial.status AS status, trial.enrolment AS people, trial.start_year AS start_year,
       trial.primary_endpoint AS endpoint, trial.primary_outcome AS primary_outcome
ORDER BY start_year, trial
