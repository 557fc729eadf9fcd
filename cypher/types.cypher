// title: Relations by type
// description: How many there are, how many of them are derived, and how many say why.
MATCH (:Concept)-[relation]->(:Concept)
RETURN type(relation) AS type, count(relation) AS relations,
  sum(CASE WHEN coalesce(relation.derived, false) THEN 1 ELSE 0 END) AS derived, count(relation.reason) AS explained
ORDER BY relations DESC, type
