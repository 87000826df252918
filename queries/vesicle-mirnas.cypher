// title: miRNAs that mesenchymal stem cells or their vesicles hand over, and what they lower
// group: Stem cells and what they secrete
// description: MicroRNAs that MSCs, their vesicles and products deliver or change, and what each miRNA acts on; the votes are those of the action, the references those of both links.
// param cell: node and below = mesenchymal stem cell
// columns: carrier, via, relation, change, mirna, acts_on, effect, aspect, for, against, references[], edge
// brief: carrier, mirna, change, acts_on, effect, references
// edges: ALSKG:delivers, biolink:affects, biolink:produces
// example: cell=mesenchymal stem cell of the bone marrow
MATCH (carrier:Entity)-[hand:DELIVERS|AFFECTS|PRODUCES]->(mirna:MicroRNA)
WHERE carrier.id IN $cell
OPTIONAL MATCH (mirna)-[act:AFFECTS]->(target:Entity)
RETURN DISTINCT carrier.name AS carrier, carrier.id AS via, hand.predicate AS relation, hand.object_direction AS change, mirna.name AS mirna,
       coalesce(target.symbol, target.name) AS acts_on, act.object_direction AS effect, act.object_aspect AS aspect,
       act.supports AS `for`, act.refutes + act.no_effect AS against,
       hand.publications + [one IN coalesce(act.publications, []) WHERE NOT one IN hand.publications] AS references, act.id AS edge
ORDER BY carrier, mirna, acts_on
