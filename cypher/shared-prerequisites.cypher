// title: Prerequisites that two concepts share
// description: What has to be learnt once to be of use for both.
// concept first: one concept = "Transformer"
// concept second: another concept = "CNN"
MATCH (:Concept {name: $first})-[:REQUIRES*]->(needed:Concept)
WITH DISTINCT needed
MATCH (:Concept {name: $second})-[:REQUIRES*]->(shared:Concept)
WHERE shared.id = needed.id
WITH DISTINCT shared
RETURN shared.id AS id, shared.name AS name, shared.kind AS kind, shared.minutes AS minutes
ORDER BY name, id
