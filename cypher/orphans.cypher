// title: Concepts without any relation
// description: Nothing leads to them and nothing starts from them.
MATCH (concept:Concept)
WHERE NOT EXISTS { (concept)-[]-(:Concept) }
RETURN concept.id AS id, concept.name AS name, concept.kind AS kind, concept.sources AS sources
ORDER BY name, id
