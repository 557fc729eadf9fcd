// title: What can be learnt next
// description: Concepts whose hard direct prerequisites are known; of alternatives one is enough.
// param known: names of the concepts that are known = ["Gradient", "Loss"]
// option limit: how many rows at most = 20
MATCH (step:Concept)-[need:REQUIRES {strength: 'hard'}]->(needed:Concept)
WHERE NOT step.name IN $known
WITH step, coalesce('one of ' + need.any_of, needed.id) AS want, collect(needed.name) AS choices
WITH step, collect(any(choice IN choices WHERE choice IN $known)) AS wants
WHERE all(met IN wants WHERE met)
RETURN step.id AS id, step.name AS name, step.kind AS kind, COUNT { (step)<-[:REQUIRES]-(:Concept) } AS opens
ORDER BY opens DESC, name, id
LIMIT $limit
