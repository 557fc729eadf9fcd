// title: Direct prerequisites of a concept, and why
// description: One step only. `via` names the relation types that a derived step follows from.
// concept name: the concept to be reached = "Transformer"
MATCH (goal:Concept {name: $name})-[need:REQUIRES]->(needed:Concept)
RETURN goal.id AS goal, needed.id AS id, needed.name AS name, need.strength AS strength,
  need.reason AS reason, need.via AS via
ORDER BY name, id, goal
