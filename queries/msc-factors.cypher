// title: Factors that mesenchymal stem cells secrete, and what they act on
// group: Stem cells and what they secrete
// description: What MSCs, their kinds and their products produce or deliver, and what each factor acts on, with the votes for and against.
// param cell: node and below = mesenchymal stem cell
// columns: agent, via, handing, factor, relation, effect, aspect, target, target_id, for, against, strongest_design, edge
// brief: agent, factor, effect, target, for, against, strongest_design
// edges: biolink:produces, ALSKG:delivers, biolink:affects, biolink:actively_involved_in, biolink:regulates
// example: cell=mesenchymal stem cell of the bone marrow
MATCH (agent:Entity)-[hand:PRODUCES|DELIVERS]->(factor:Entity)
WHERE agent.id IN $cell
OPTIONAL MATCH (factor)-[act:AFFECTS|REGULATES|ACTIVELY_INVOLVED_IN]->(target:Entity)
RETURN DISTINCT agent.name AS agent, agent.id AS via, hand.predicate AS handing, coalesce(factor.symbol, factor.name) AS factor, act.predicate AS relation,
       act.object_direction AS effect, act.object_aspect AS aspect, target.name AS target, target.id AS target_id, act.supports AS `for`,
       act.refutes + act.no_effect AS against, act.strongest_design AS strongest_design, act.id AS edge
ORDER BY agent, factor, target
