// title: Prerequisites that only help
// description: Steps marked soft: by somebody, or because a cycle had to be cut.
MATCH (goal:Concept)-[need:REQUIRES {strength: 'soft'}]->(needed:Concept)
RETURN goal.id AS goal, needed.id AS prerequisite, need.reason AS reason,
  coalesce(need.derived, false) AS derived, need.via AS via
ORDER BY goal, prerequisite
