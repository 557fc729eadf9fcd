MATCH (l:KgLoad)
DELETE l
