// title: What most concepts need
// description: Counted by direct prerequisites.
// option limit: how many rows at most = 10
MATCH (needed:Concept)<-[:REQUIRES]-(goal:Concept)
RETURN needed.id AS id, needed.name AS name, needed.kind AS kind, count(DISTINCT goal.id) AS required_by
ORDER BY required_by DESC, name, id
LIMIT $limit
