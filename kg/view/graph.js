// The graph as the page was given it: what leads to what, how long it takes, and what is called what.

const content = JSON.parse(document.getElementById("content").textContent);
const { concepts, relations, kinds, types } = content.details;

const byId = new Map(concepts.map((concept, number) => [concept.id, number]));
const relationsOf = concepts.map(() => []);
relations.forEach((relation, number) => {
  relationsOf[relation.source].push(number);
  if (relation.target !== relation.source) relationsOf[relation.target].push(number);
});
const needsOf = concepts.map(() => []);
for (const [dependant, prerequisite, hard, anyOf] of content.details.needs) {
  needsOf[dependant].push({ prerequisite, hard, anyOf });
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const compare = (one, other) => collator.compare(one, other);

/** Minutes to learn a concept: its own, else the estimate for its kind. */
function minutesOf(concept) {
  const own = concepts[concept].minutes;
  if (own !== undefined) return { minutes: own, estimated: false };
  return { minutes: kinds[concepts[concept].kind].minutes, estimated: true };
}

function duration(minutes, estimated = false) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest}`;
  return estimated ? `~${words}` : words;
}

function durationOf(concept) {
  const { minutes, estimated } = minutesOf(concept);
  return duration(minutes, estimated);
}

function sentence(relation) {
  return `${concepts[relation.source].name} ${types[relation.type].label} ${concepts[relation.target].name}`;
}

const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

const fold = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean).join(" ");
const searchable = concepts.map((concept) => [concept.name, ...(concept.aliases ?? [])].map(fold));

/** The concepts that a text may mean, the likeliest first: the whole of a name or alias, its start, a word's start, any part. */
function matches(text) {
  const wanted = fold(text);
  if (wanted === "") return [];
  const rank = (names) =>
    names.some((name) => name === wanted) ? 0
    : names.some((name) => name.startsWith(wanted)) ? 1
    : names.some((name) => name.includes(` ${wanted}`)) ? 2
    : names.some((name) => name.includes(wanted)) ? 3
    : 4;
  return searchable
    .map((names, concept) => ({ concept, rank: rank(names) }))
    .filter((found) => found.rank < 4)
    .sort((one, other) => one.rank - other.rank || compare(concepts[one.concept].name, concepts[other.concept].name) || one.concept - other.concept)
    .map((found) => found.concept);
}
