// title: Time to reach a concept
// description: The minutes of all its prerequisites together, and how many of them name no time.
// concept name: the concept to be reached = "Transformer"
MATCH (goal:Concept {name: $name})-[:REQUIRES*]->(needed:Concept)
WHERE needed.id <> goal.id
WITH DISTINCT needed
RETURN count(needed) AS concepts, coalesce(sum(needed.minutes), 0) AS minutes,
  count(needed) - count(needed.minutes) AS without_minutes
