// The embedded engine's text index finds whole words only, and one property each.
MATCH (c:Concept)
WHERE c.name =~ $pattern
  OR c.definition =~ $pattern
  OR any(alias IN c.aliases WHERE alias =~ $pattern)
RETURN c.id AS id, c.name AS name, c.aliases AS aliases, c.definition AS definition
ORDER BY id
