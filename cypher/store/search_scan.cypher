// For stores without a full-text index over several properties that finds beginnings of words.
MATCH (c:Concept)
WHERE c.name =~ $pattern
  OR c.definition =~ $pattern
  OR any(alias IN c.aliases WHERE alias =~ $pattern)
RETURN c.id AS id, c.name AS name, c.aliases AS aliases, c.definition AS definition
ORDER BY id
