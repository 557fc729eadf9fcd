// title: Prerequisites that follow from other relations
// description: Each derived step with the relations it follows from, as they stand in the graph.
// option backwards: types whose source is known first, as the ontology says = ["PART_OF", "PRECEDES"]
// option limit: how many rows at most = 100
MATCH (goal:Concept)-[need:REQUIRES]->(needed:Concept)
WHERE coalesce(need.derived, false)
MATCH (goal)-[base]-(needed)
WHERE type(base) IN need.via AND (startNode(base).id = needed.id) = (type(base) IN $backwards)
WITH goal, need, needed, startNode(base).id + ' ' + type(base) + ' ' + endNode(base).id AS fact
ORDER BY fact
RETURN goal.id AS goal, needed.id AS prerequisite, need.strength AS strength, collect(fact) AS follows_from
ORDER BY goal, prerequisite
LIMIT $limit
