MATCH (c:Concept)
WHERE c.id IN $ids
RETURN c.id AS id, c.name AS name, c.kind AS kind, c.minutes AS minutes
