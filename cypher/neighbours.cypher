// title: Everything said about a concept
// description: Its relations in both directions; derived prerequisites are left out.
// concept name: the concept = "Optimizer"
MATCH (:Concept {name: $name})-[relation]-(:Concept)
WHERE NOT coalesce(relation.derived, false)
RETURN DISTINCT startNode(relation).id AS source, type(relation) AS type, endNode(relation).id AS target,
  relation.reason AS reason, relation.evidence AS evidence
ORDER BY source, type, target
