// title: Definitions that mention something
// description: The text anywhere in a definition, in any case; for ranked results use the search.
// param text: a word or a part of one = "gradient"
MATCH (concept:Concept)
WHERE toLower(concept.definition) CONTAINS toLower($text)
RETURN concept.id AS id, concept.name AS name, concept.kind AS kind, concept.definition AS definition
ORDER BY name, id
