MATCH (c:Concept)
RETURN c.name AS name, c.aliases AS aliases
ORDER BY c.id
