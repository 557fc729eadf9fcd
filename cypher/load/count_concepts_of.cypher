MATCH (c:Concept)
WHERE c.hash IS NOT NULL AND any(file IN c.sources WHERE file IN $files)
RETURN count(c) AS concepts
