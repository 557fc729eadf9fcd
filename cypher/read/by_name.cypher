MATCH (c:Concept {name: $name})
RETURN c.id AS id, c.name AS name
ORDER BY id
