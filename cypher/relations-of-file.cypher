// title: Relations that a file states
// description: `also_in` counts the other files that state the same relation; derived prerequisites are left out.
// param file: path of the file, relative to the root = "data/ml.yaml"
MATCH (source:Concept)-[relation]->(target:Concept)
WHERE $file IN relation.sources AND NOT coalesce(relation.derived, false)
RETURN source.id AS source, type(relation) AS type, target.id AS target, relation.reason AS reason,
  size(relation.sources) - 1 AS also_in
ORDER BY source, type, target
