// title: Prerequisites of a concept
// description: Everything that must be known before it, near or far, with the time each takes.
// concept name: the concept to be reached = "Transformer"
MATCH (goal:Concept {name: $name})-[:REQUIRES*]->(needed:Concept)
WHERE needed.id <> goal.id
WITH DISTINCT needed
RETURN needed.id AS id, needed.name AS name, needed.kind AS kind, needed.minutes AS minutes
ORDER BY name, id
