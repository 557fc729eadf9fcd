UNWIND $rows AS row
MATCH (:Concept {id: row.source})-[r:__TYPE__]->(:Concept {id: row.target})
DELETE r
