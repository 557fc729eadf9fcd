UNWIND $rows AS row
MERGE (c:Concept {id: row.id})
SET c = row
SET c:__LABEL__
