MATCH (a:Concept)-[r]->(b:Concept)
WHERE r.hash IS NOT NULL AND coalesce(r.derived, false) = $derived
RETURN a.id AS source, type(r) AS type, b.id AS target, r.strength AS strength, r.reason AS reason, r.any_of AS any_of,
  r.derived AS derived, r.via AS via, r.evidence AS evidence, r.sources AS sources, r.stated_as AS stated_as,
  r.hash AS hash,
  r.confidence AS confidence, r.pattern AS pattern
ORDER BY source, type, target
