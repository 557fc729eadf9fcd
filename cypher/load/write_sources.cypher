UNWIND $rows AS row
MERGE (s:KgSource {id: row.id})
SET s = row
