CALL db.index.fulltext.queryNodes("kg_concept_text", $query, {limit: $limit})
YIELD node, score
RETURN node.id AS id, score AS score
ORDER BY score DESC, id
