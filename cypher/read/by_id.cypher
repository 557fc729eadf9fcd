MATCH (c:Concept {id: $name})
RETURN c.id AS id, c.name AS name
