MATCH (a:Concept)-[r:REQUIRES]->(b:Concept)
RETURN a.id AS source, b.id AS target, r.strength AS strength, r.any_of AS any_of
