MATCH (c:Concept)
WHERE toLower(c.name) STARTS WITH toLower($start)
RETURN DISTINCT c.name AS name
ORDER BY name
