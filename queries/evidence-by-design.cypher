// title: Which evidence about a thing is human, animal, in vitro
// group: Evidence, for and against
// description: Evidence on the edges of one thing, counted by study design, species and what it says.
// param about: node = mesenchymal stem cell
// columns: design, taxon, says, rows, references[]
// edges: any
// example: about=TARDBP
MATCH (:Entity {id: $about})<-[:ABOUT_SUBJECT|ABOUT_OBJECT]-(found:Evidence)
RETURN found.study_design AS design, found.taxon AS taxon, found.polarity AS says, count(DISTINCT found.id) AS rows,
       collect(DISTINCT found.reference) AS references
ORDER BY design, taxon, says
