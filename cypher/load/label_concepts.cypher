UNWIND $ids AS id
MATCH (c:Concept {id: id})
SET c:__LABEL__
