MATCH (c:Concept)
RETURN c.name AS name
