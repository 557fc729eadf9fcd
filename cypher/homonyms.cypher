// title: Names that several concepts share
// description: Where one name is not enough to say which concept is meant.
MATCH (concept:Concept)
WITH concept.name AS name, concept.id AS id
ORDER BY id
WITH name, collect(id) AS ids
WHERE size(ids) > 1
RETURN name, ids
ORDER BY name
