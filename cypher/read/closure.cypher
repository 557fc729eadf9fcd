MATCH (:Concept {id: $id})-[:REQUIRES*]->(p:Concept)
RETURN DISTINCT p.id AS id
ORDER BY id
