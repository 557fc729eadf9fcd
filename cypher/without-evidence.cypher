// title: Concepts that quote nothing
// description: Their evidence, where they have any, is a file and a line without the words that say so.
MATCH (concept:Concept)
WHERE all(place IN concept.evidence WHERE NOT place CONTAINS ': ')
RETURN concept.id AS id, concept.name AS name, concept.kind AS kind, concept.evidence AS evidence
ORDER BY name, id
