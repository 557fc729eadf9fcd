MATCH (c:Concept)
RETURN c.kind AS kind, count(*) AS concepts
ORDER BY concepts DESC, kind
