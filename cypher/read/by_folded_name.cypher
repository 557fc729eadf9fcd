MATCH (c:Concept)
WHERE toLower(c.name) = $folded OR toLower(c.id) = $folded
RETURN c.id AS id, c.name AS name
ORDER BY id
