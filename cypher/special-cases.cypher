// title: Special cases of a concept
// description: Everything that is one, directly or through a special case of its own.
// concept name: the general concept = "Optimizer"
MATCH (general:Concept {name: $name})<-[:IS_A*]-(special:Concept)
WITH DISTINCT special
RETURN special.id AS id, special.name AS name, special.kind AS kind, special.definition AS definition
ORDER BY name, id
