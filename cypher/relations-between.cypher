// title: Relations between two concepts
// description: In both directions, derived ones too, with what the files say.
// concept first: one concept = "Optimizer"
// concept second: the other concept = "Gradient"
MATCH (:Concept {name: $first})-[relation]-(:Concept {name: $second})
RETURN DISTINCT startNode(relation).id AS source, type(relation) AS type, endNode(relation).id AS target,
  relation.strength AS strength, relation.reason AS reason, coalesce(relation.derived, false) AS derived,
  relation.evidence AS evidence
ORDER BY source, type, target
