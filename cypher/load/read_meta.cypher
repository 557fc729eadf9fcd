MATCH (m:KgMeta {id: "kg"})
RETURN m.version AS version, m.ontology AS ontology
