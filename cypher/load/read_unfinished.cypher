MATCH (l:KgLoad)
RETURN l.id AS id
ORDER BY id
