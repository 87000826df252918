// title: Variants of a gene and how the disease runs in their carriers
// group: Genes and variants
// description: Variants of the gene with their protein change, and each figure or course reported for their carriers.
// param gene: gene = SOD1
// columns: variant, protein, coding, progression, quantity, low, high, unit, n, statement, reference, evidence
// brief: variant, protein, progression, quantity, low, unit, reference
// edges: biolink:is_sequence_variant_of, biolink:has_attribute
// example: gene=FUS
MATCH (variant:SequenceVariant)-[:IS_SEQUENCE_VARIANT_OF]->(:Gene {id: $gene})
WITH DISTINCT variant
OPTIONAL MATCH (variant)-[has:HAS_ATTRIBUTE]->(quantity:Entity)
WITH variant, quantity, has.id AS edge
OPTIONAL MATCH (figure:Evidence {edge_id: edge})
RETURN DISTINCT variant.name AS variant, variant.hgvs_p AS protein, variant.hgvs_c AS coding, variant.progression AS progression,
       quantity.name AS quantity, figure.value_low AS low, figure.value_high AS high, figure.unit AS unit, figure.n AS n,
       figure.statement AS statement, figure.reference AS reference, figure.id AS evidence
ORDER BY progression, variant, quantity
