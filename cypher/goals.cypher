// title: Where paths end
// description: Concepts that need something first and that nothing needs.
MATCH (goal:Concept)-[:REQUIRES]->(needed:Concept)
WHERE NOT EXISTS { (goal)<-[:REQUIRES]-(:Concept) }
RETURN goal.id AS id, goal.name AS name, goal.kind AS kind, count(DISTINCT needed.id) AS needs
ORDER BY needs DESC, name, id
