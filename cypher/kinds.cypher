// title: Concepts by kind
// description: How many there are, and how many have a definition.
MATCH (concept:Concept)
RETURN concept.kind AS kind, count(concept) AS concepts, count(concept.definition) AS defined
ORDER BY concepts DESC, kind
