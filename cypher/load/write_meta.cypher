MERGE (m:KgMeta {id: "kg"})
SET m = $properties
