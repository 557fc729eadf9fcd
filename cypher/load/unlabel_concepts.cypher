UNWIND $ids AS id
MATCH (c:Concept {id: id})
REMOVE c:__LABEL__
