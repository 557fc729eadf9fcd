// title: Concepts without a definition
// description: Those with most relations first: there a definition is missed most.
MATCH (concept:Concept)
WHERE concept.definition IS NULL
RETURN concept.id AS id, concept.name AS name, concept.kind AS kind, concept.sources AS sources,
  COUNT { (concept)-[]-(:Concept) } AS relations
ORDER BY relations DESC, name, id
