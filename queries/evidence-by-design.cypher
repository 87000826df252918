// title: Which evidence about a thing is human, animal, in vitro
// group: Evidence, for and against
// description: Evidence on the edges of one thing, counted by where the finding was made (in people, in animals, in cells, computed, or taken from a review, database, registry or press), by study design, species and what it says.
// param about: node and below = mesenchymal stem cell
// columns: kind, design, taxon, says, rows, references[]
// brief: kind, design, taxon, says, rows
// edges: any
// example: about=TARDBP
// note: cells from patients (patient_ipsc) count as in vitro; the species is that of the experiment
MATCH (thing:Entity) WHERE thing.id IN $about
MATCH (thing)<-[:ABOUT_SUBJECT|ABOUT_OBJECT]-(found:Evidence)
RETURN CASE WHEN found.study_design IN ['randomised_trial', 'open_label_trial', 'human_observational', 'human_tissue'] THEN 'human'
            WHEN found.study_design = 'in_vivo_animal' THEN 'animal'
            WHEN found.study_design IN ['in_vitro', 'patient_ipsc'] THEN 'in vitro'
            WHEN found.study_design = 'computational' THEN 'computed'
            ELSE 'second-hand' END AS kind,
       found.study_design AS design, found.taxon AS taxon, found.polarity AS says, count(DISTINCT found.id) AS rows,
       collect(DISTINCT found.reference) AS references
ORDER BY kind, design, taxon, says
