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

/** What `make` makes, when it is first asked for. */
function lazily(make) {
  let made;
  return () => (made ??= make());
}

const searchable = lazily(() => concepts.map((concept) => [concept.name, ...(concept.aliases ?? [])].map(fold)));

/** The place of each concept in the order of names. */
const alphabetical = lazily(() => {
  const places = new Array(concepts.length);
  [...concepts.keys()]
    .sort((one, other) => compare(concepts[one].name, concepts[other].name) || one - other)
    .forEach((concept, place) => (places[concept] = place));
  return places;
});

/** How well names fit a text: the whole of one 0, its start 1, a word's start 2, any part 3, not at all 4. */
function fit(names, wanted) {
  let best = 4;
  for (const name of names) {
    const place = name.indexOf(wanted);
    if (place < 0) continue;
    if (name === wanted) return 0;
    best = Math.min(best, place === 0 ? 1 : name.includes(` ${wanted}`) ? 2 : 3);
  }
  return best;
}

/** The concepts that a text may mean, the likeliest first. */
function matches(text) {
  const wanted = fold(text);
  if (wanted === "") return [];
  const groups = [[], [], [], [], []];
  searchable().forEach((names, concept) => groups[fit(names, wanted)].push(concept));
  const places = alphabetical();
  return groups.slice(0, 4).flatMap((group) => group.sort((one, other) => places[one] - places[other]));
}
