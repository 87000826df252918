// title: What lies between two things
// group: What is missing, and what lies between
// description: Things that are joined to both by an asserted edge, whatever its direction, with the weaker belief of the two (what a database defines has none); things with few edges of their own come first, since a hub joins anything with anything.
// param one: node = mesenchymal stem cell
// param other: node = ALS
// param largest: integer (edges of the thing between, at most) = 100
// columns: between, category, first, first_belief, second, second_belief, weaker, degree, edges[]
// brief: between, category, first, second, weaker, degree
// edges: any
// example: one=SOD1 · other=TARDBP
// note: a thing between two others is a hint, not a finding that the one acts on the other
MATCH (:Entity {id: $one})-[first]-(via:Entity)
WHERE $one <> $other AND first.asserted AND via.id <> $one AND via.id <> $other
WITH DISTINCT via, first
MATCH (via)-[second]-(:Entity {id: $other})
WHERE second.asserted
WITH DISTINCT via, first, second
MATCH (via)-[every]-(near:Entity)
WHERE every.asserted
WITH via, first, second, count(DISTINCT every.id) AS degree
WHERE degree <= $largest
RETURN DISTINCT coalesce(via.symbol, via.name) AS between, labels(via)[0] AS category, first.predicate AS first, first.belief AS first_belief,
       second.predicate AS second, second.belief AS second_belief,
       CASE WHEN second.belief IS NULL OR first.belief < second.belief THEN first.belief ELSE second.belief END AS weaker, degree, [first.id, second.id] AS edges
ORDER BY degree, weaker DESC, between, first, second, edges
