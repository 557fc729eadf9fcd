MATCH (:Concept {id: $id})-[:REQUIRES*]->(p:Concept)
RETURN DISTINCT p.id AS id, p.name AS name, p.kind AS kind, p.minutes AS minutes
