// title: Alternatives among prerequisites
// description: Groups of which one member will do.
MATCH (goal:Concept)-[need:REQUIRES]->(choice:Concept)
WHERE need.any_of IS NOT NULL
WITH goal, need.any_of AS choose_one, choice
ORDER BY choice.name, choice.id
RETURN goal.id AS goal, choose_one, collect(choice.name) AS choices
ORDER BY goal, choose_one
