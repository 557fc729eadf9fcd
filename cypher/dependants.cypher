// title: What a concept opens
// description: Everything, near or far, that needs it first.
// concept name: the concept that is known = "Gradient"
MATCH (known:Concept {name: $name})<-[:REQUIRES*]-(opened:Concept)
WHERE opened.id <> known.id
WITH DISTINCT opened
RETURN opened.id AS id, opened.name AS name, opened.kind AS kind, opened.minutes AS minutes
ORDER BY name, id
