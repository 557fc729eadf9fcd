// title: Concepts of a kind
// description: With their definitions.
// param kind: kind, as the ontology names it = "algorithm"
MATCH (concept:Concept {kind: $kind})
RETURN concept.id AS id, concept.name AS name, concept.definition AS definition, concept.minutes AS minutes
ORDER BY name, id
