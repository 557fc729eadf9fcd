// title: What a concept uses
// description: Its USES relations with their reasons.
// concept name: the concept = "Optimizer"
MATCH (user:Concept {name: $name})-[use:USES]->(used:Concept)
RETURN user.id AS concept, used.id AS id, used.name AS name, used.kind AS kind, use.reason AS reason
ORDER BY name, id, concept
