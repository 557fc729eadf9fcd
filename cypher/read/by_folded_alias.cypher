MATCH (c:Concept)
WHERE any(alias IN c.aliases WHERE toLower(alias) = $folded)
RETURN c.id AS id, c.name AS name
ORDER BY id
