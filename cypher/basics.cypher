// title: Where to begin
// description: Concepts that need nothing first and that something needs; those that open most come first.
MATCH (basic:Concept)<-[:REQUIRES]-(opened:Concept)
WHERE NOT EXISTS { (basic)-[:REQUIRES]->(:Concept) }
RETURN basic.id AS id, basic.name AS name, basic.kind AS kind, count(DISTINCT opened.id) AS opens
ORDER BY opens DESC, name, id
