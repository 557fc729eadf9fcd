MATCH (c:Concept)
WHERE c.hash IS NOT NULL
RETURN c.id AS id, c.name AS name, c.aliases AS aliases, c.kind AS kind, c.definition AS definition,
  c.minutes AS minutes, c.url AS url, c.tags AS tags, c.evidence AS evidence, c.sources AS sources, c.hash AS hash,
  c.confidence AS confidence, c.pattern AS pattern
ORDER BY id
