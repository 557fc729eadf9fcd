// The state of the page: one frozen record, one way to change it, and its form in the address. Whatever is drawn, listed
// or said follows from it: a part subscribes, and is given the state after each change, with the one before.

const ALL = Infinity;
const DEPTHS = [1, 2, 3, ALL];
const THEMES = ["auto", "light", "dark"];
const VIEWS = ["drawing", "table"];
const NONE = new Set();

const numbersOf = (ids) => ids.map((id) => byId.get(id)).filter((concept) => concept !== undefined);
const idsOf = (numbers) => [...numbers].map((concept) => concepts[concept].id).sort();

/** What the page opens with, where the address says nothing else. Concepts are numbers, here and everywhere. */
const preset = Object.freeze({
  chosen: byId.get(content.details.goal) ?? null, // the concept in the panel
  goal: byId.get(content.details.goal) ?? null, // the concept that the learner is after
  known: new Set(numbersOf(content.details.known ?? [])),
  focus: byId.get(content.details.focus) ?? null, // the concept whose neighbourhood is shown; null for the whole graph
  depth: content.details.depth ?? ALL, // how many relations away from `focus` are shown
  expanded: NONE, // concepts whose neighbours are shown beside that
  hiddenKinds: NONE,
  hiddenTypes: NONE,
  theme: "auto",
  view: "drawing",
});

let state = preset;
const parts = [];

/** Have `part(state, before)` called after each change, in the order of subscription; at the start, `before` is null. */
function subscribe(part) {
  parts.push(part);
}

/** Change the state, as in `change({ chosen: 3 })`; the only way. Sets are replaced, never altered. */
function change(changes) {
  const before = state;
  state = settled({ ...before, ...changes }, before);
  if (Object.keys(preset).every((key) => state[key] === before[key])) return;
  remember(state.chosen !== before.chosen);
  for (const part of parts) part(state, before);
}

/** Take over what the address says, and draw all for the first time. */
function begin() {
  state = settled(stateAt(location.hash), preset);
  remember(false);
  for (const part of parts) part(state, null);
}

/** What of a state can be: the chosen concept is always to be seen; there is no depth without a concept to measure from. */
function settled(next, before) {
  if (next.depth !== ALL && next.focus === null) next.focus = next.chosen;
  if (next.focus === null) next.depth = ALL;
  if (next.depth === ALL) Object.assign(next, { focus: null, expanded: NONE });
  if (next.chosen !== null) {
    next.hiddenKinds = without(next.hiddenKinds, concepts[next.chosen].kind);
    if (next.focus !== null && !visible(next).concepts.has(next.chosen)) Object.assign(next, { focus: next.chosen, expanded: NONE });
  }
  for (const key of Object.keys(preset)) if (alike(next[key], before[key])) next[key] = before[key];
  return Object.freeze(next);
}

const alike = (one, other) =>
  one === other || one instanceof Set && other instanceof Set && one.size === other.size && [...one].every((item) => other.has(item));
const without = (set, item) => (set.has(item) ? new Set([...set].filter((one) => one !== item)) : set);
const toggled = (set, item) => (set.has(item) ? without(set, item) : new Set([...set, item]));

/** `compute(state)`, done anew only when what `depends(state)` lists has changed. */
function following(depends, compute) {
  let last = null;
  let result;
  return (now) => {
    const current = depends(now);
    if (last === null || current.some((value, place) => value !== last[place])) result = compute(now);
    last = current;
    return result;
  };
}

/** The concepts and relations that are to be seen, as two sets of numbers. */
const visible = following(
  ({ focus, depth, expanded, hiddenKinds, hiddenTypes }) => [focus, depth, expanded, hiddenKinds, hiddenTypes],
  ({ focus, depth, expanded, hiddenKinds, hiddenTypes }) => {
    const allows = (concept) => !hiddenKinds.has(concepts[concept].kind);
    const found = focus === null ? new Set(concepts.keys()) : new Set([...nearby(focus, depth, allows, hiddenTypes)]);
    for (const concept of expanded) for (const one of nearby(concept, 1, allows, hiddenTypes)) found.add(one);
    for (const concept of found) if (!allows(concept)) found.delete(concept);
    const candidates = focus === null ? relations.keys() : new Set([...found].flatMap((concept) => relationsOf[concept]));
    const lines = [...candidates].filter((number) => {
      const { source, type, target } = relations[number];
      return !hiddenTypes.has(type) && found.has(source) && found.has(target);
    });
    return { concepts: found, relations: new Set(lines) };
  },
);

/** A concept and what is within some relations of it, in either direction, by way of what is not hidden. */
function nearby(concept, depth, allows, hiddenTypes) {
  const steps = new Map([[concept, 0]]);
  for (const [here, step] of steps) {
    if (step === depth) break;
    for (const number of relationsOf[here]) {
      const { source, type, target } = relations[number];
      const other = source === here ? target : source;
      if (!hiddenTypes.has(type) && allows(other) && !steps.has(other)) steps.set(other, step + 1);
    }
  }
  return steps.keys();
}

const listed = (concept) => (concept === null ? [] : [concepts[concept].id]);
const first = (ids) => numbersOf(ids)[0] ?? null;
const member = (allowed) => ([text], fallback) => allowed.find((one) => String(one) === text) ?? fallback;
const names = (texts) => [...texts].sort();

// How the parts of the state are written: the name in the address, to texts, from texts. What is as in the preset is left
// out, but for the chosen concept; what is unknown is dropped.
const FORMS = {
  chosen: ["c", listed, first],
  goal: ["goal", listed, first],
  depth: ["depth", (depth) => [depth === ALL ? "all" : depth], ([text], fallback) => (text === "all" ? ALL : member(DEPTHS)([text], fallback))],
  focus: ["from", listed, first],
  expanded: ["expand", idsOf, (ids) => new Set(numbersOf(ids))],
  hiddenKinds: ["hide", names, (texts) => new Set(texts.filter((name) => Object.hasOwn(kinds, name)))],
  hiddenTypes: ["omit", names, (texts) => new Set(texts.filter((name) => Object.hasOwn(types, name)))],
  known: ["known", idsOf, (ids) => new Set(numbersOf(ids))],
  theme: ["theme", (theme) => [theme], member(THEMES)],
  view: ["view", (view) => [view], member(VIEWS)],
};

/** The address of a state: `#c=transformer&depth=2&known=gradient,loss`. */
function addressOf(wanted) {
  const said = Object.entries(FORMS)
    .filter(([key]) => !alike(wanted[key], preset[key]) || key === "chosen" && wanted.chosen !== null)
    .map(([key, [name, toTexts]]) => `${name}=${toTexts(wanted[key]).map(encodeURIComponent).join(",")}`);
  return `#${said.join("&")}`;
}

/** The state of an address, whatever stands in it. */
function stateAt(address) {
  const given = new Map();
  for (const part of address.replace(/^#/, "").split("&")) {
    const [, name, text] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
    if (name !== undefined) given.set(name, text === "" ? [] : text.split(",").map(decoded).filter((item) => item !== null));
  }
  const read = { ...preset };
  for (const [key, [name, , fromTexts]] of Object.entries(FORMS)) {
    if (given.has(name)) read[key] = fromTexts(given.get(name), preset[key]);
  }
  return read;
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

// The address follows the state; choosing another concept is a step that the browser's Back takes back. Browsers take
// offence at many changes a second, so those between are left out.
const PAUSE = 400; // milliseconds
let written = -PAUSE;
let lastHash = location.hash; // as it was read or written; another one is the reader's, and about to be heard of
let waiting;

function remember(isStep) {
  clearTimeout(waiting);
  waiting = undefined;
  const pause = written + PAUSE - performance.now();
  if (pause <= 0) write(isStep);
  else waiting = setTimeout(write, pause, isStep);
}

function write(isStep) {
  const address = addressOf(state);
  if (location.hash !== lastHash || (lastHash || "#") === address) return;
  written = performance.now();
  if (isStep) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  lastHash = location.hash;
}

window.addEventListener("hashchange", () => {
  lastHash = location.hash;
  change(stateAt(location.hash));
  remember(false);
});
