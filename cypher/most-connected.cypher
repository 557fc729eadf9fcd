// title: Concepts with most relations
// description: Both directions, all types; derived prerequisites are not counted.
// option limit: how many rows at most = 10
MATCH (concept:Concept)-[relation]-(:Concept)
WHERE NOT coalesce(relation.derived, false)
RETURN concept.id AS id, concept.name AS name, concept.kind AS kind, count(relation) AS relations
ORDER BY relations DESC, name, id
LIMIT $limit
