// title: Where a concept is written
// description: One row for each place: file, line and words.
// concept name: the concept = "Optimizer"
MATCH (concept:Concept {name: $name})
UNWIND concept.evidence AS place
RETURN DISTINCT concept.id AS id, concept.definition AS definition, place AS evidence
ORDER BY id, evidence
