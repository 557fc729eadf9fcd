// title: Concepts that a file states
// description: `also_in` counts the other files that state the same concept.
// param file: path of the file, relative to the root = "data/ml.yaml"
MATCH (concept:Concept)
WHERE $file IN concept.sources
RETURN concept.id AS id, concept.name AS name, concept.kind AS kind, size(concept.sources) - 1 AS also_in
ORDER BY name, id
