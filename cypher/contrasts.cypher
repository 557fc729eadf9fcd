// title: Concepts set against each other
// description: Each pair once, with the difference where somebody wrote it.
MATCH (one:Concept)-[contrast:CONTRASTS_WITH]->(other:Concept)
RETURN one.id AS id, one.name AS name, other.id AS other_id, other.name AS other_name, contrast.reason AS reason
ORDER BY name, other_name, id, other_id
