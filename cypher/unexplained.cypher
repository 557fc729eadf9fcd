// title: Relations that do not say why
// description: Written relations without a reason; derived prerequisites are left out.
MATCH (source:Concept)-[relation]->(target:Concept)
WHERE relation.reason IS NULL AND NOT coalesce(relation.derived, false)
RETURN source.id AS source, type(relation) AS type, target.id AS target, relation.sources AS sources
ORDER BY source, type, target
