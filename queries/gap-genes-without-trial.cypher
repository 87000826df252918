// title: Graded ALS genes without a therapy in a trial
// group: What is missing, and what lies between
// description: Genes that ClinGen grades for the disease or a subtype, for which no trial tests a therapy that acts on the gene and none is restricted to a disease of that gene.
// param disease: disease = amyotrophic lateral sclerosis
// param grade: one of Definitive, Strong, Moderate, Limited = any
// columns: gene, gene_id, grades[], diseases[]
// brief: gene, grades, diseases
// edges: biolink:contributes_to, biolink:subclass_of, biolink:affects, ALSKG:tests_intervention, ALSKG:studies_condition
// example: grade=Definitive
// note: a target that is only stated counts; a gene is missing here only if the graph knows the therapy's target; a trial in all patients with ALS does not count as one for the gene; trials in ALS, in familial or in sporadic ALS as a whole do not count as restricted to a gene
MATCH (gene:Gene)-[claim:CONTRIBUTES_TO]->(illness:Disease)-[:SUBCLASS_OF*0..8]->(:Disease {id: $disease})
WITH DISTINCT gene, illness, claim.id AS edge
MATCH (graded:Evidence {edge_id: edge})
WHERE graded.source = 'clingen' AND graded.grade IN ['Definitive', 'Strong', 'Moderate', 'Limited']
  AND ($grade = '' OR graded.grade = $grade)
WITH gene, collect(DISTINCT graded.grade) AS grades, collect(DISTINCT illness.name) AS diseases
OPTIONAL MATCH (gene)<-[act:AFFECTS|NOT_ASSERTED]-(therapy:Entity)<-[:TESTS_INTERVENTION]-(on_gene:ClinicalTrial)
WHERE act.predicate = 'biolink:affects' AND (act.asserted OR act.status = 'stated')
WITH gene, grades, diseases, count(on_gene) AS targeted
OPTIONAL MATCH (gene)-[:CONTRIBUTES_TO]->(own:Disease)<-[:STUDIES_CONDITION]-(on_disease:ClinicalTrial)
WHERE NOT own.id IN ['MONDO:0004976', 'MONDO:0005144', 'MONDO:0005145']
WITH gene, grades, diseases, targeted, count(on_disease) AS restricted
WHERE targeted = 0 AND restricted = 0
RETURN coalesce(gene.symbol, gene.name) AS gene, gene.id AS gene_id, grades, diseases
ORDER BY gene
