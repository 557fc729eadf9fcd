// title: What a concept is a case of
// description: Everything that it is, directly or through a more general concept.
// concept name: the special concept = "SGD"
MATCH (special:Concept {name: $name})-[:IS_A*]->(general:Concept)
WITH DISTINCT general
RETURN general.id AS id, general.name AS name, general.kind AS kind, general.definition AS definition
ORDER BY name, id
