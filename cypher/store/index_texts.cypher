CREATE FULLTEXT INDEX kg_concept_text IF NOT EXISTS
FOR (c:Concept)
ON EACH [c.name, c.aliases, c.definition]
