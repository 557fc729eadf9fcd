// title: Files and what they state
// description: How many concepts each file states and how many of them no other file states.
MATCH (concept:Concept)
UNWIND concept.sources AS file
RETURN file, count(concept) AS concepts, sum(CASE WHEN size(concept.sources) = 1 THEN 1 ELSE 0 END) AS only_here
ORDER BY file
