UNWIND $ids AS id
MATCH (s:KgSource {id: id})
DELETE s
