// title: Concepts with a tag
// description: With their definitions.
// param tag: the tag, exactly as written = "training"
MATCH (concept:Concept)
WHERE $tag IN concept.tags
RETURN concept.id AS id, concept.name AS name, concept.kind AS kind, concept.definition AS definition
ORDER BY name, id
