MERGE (l:KgLoad {id: "kg"})
SET l.state = "unfinished"
