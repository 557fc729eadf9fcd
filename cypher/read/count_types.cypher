MATCH (:Concept)-[r]->(:Concept)
RETURN type(r) AS type, coalesce(r.derived, false) AS derived, count(*) AS relations
ORDER BY relations DESC, type, derived
