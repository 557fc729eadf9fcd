// title: Relations that hold both ways
// description: Pairs of concepts with relations of one type in both directions; each is worth a second look.
MATCH (one:Concept)-[there]->(other:Concept)-[back]->(one)
WHERE type(there) = type(back) AND one.id < other.id
RETURN one.id AS id, type(there) AS type, other.id AS other_id, there.strength AS strength,
  back.strength AS back_strength
ORDER BY id, other_id, type
