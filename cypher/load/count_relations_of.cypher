MATCH (:Concept)-[r]->(:Concept)
WHERE r.hash IS NOT NULL AND any(file IN r.sources WHERE file IN $files)
RETURN coalesce(r.derived, false) AS derived, count(r) AS relations
ORDER BY derived
