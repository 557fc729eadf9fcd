// title: Parts of a concept
// description: Its parts, and theirs.
// concept name: the whole = "Transformer"
MATCH (whole:Concept {name: $name})<-[:PART_OF*]-(part:Concept)
WITH DISTINCT part
RETURN part.id AS id, part.name AS name, part.kind AS kind, part.definition AS definition
ORDER BY name, id
