// The page's behaviour: what is chosen, what is hidden, the search, the legend, the address.

const panel = document.getElementById("panel");
const status = document.getElementById("status");
const query = document.getElementById("query");

const everything = concepts.map((_, number) => number);
const hidden = { kinds: new Set(), types: new Set() };
let chosen = null;
let chain = new Set();

const conceptShown = (concept) => !hidden.kinds.has(concepts[concept].kind);
const relationShown = (relation) =>
  !hidden.types.has(relation.type) && conceptShown(relation.source) && conceptShown(relation.target);

function say(text) {
  status.textContent = text;
}

function summary() {
  const shown = everything.filter(conceptShown).length;
  const lines = relations.filter(relationShown).length;
  const of = (part, all, noun) => (part === all ? count(all, noun) : `${part.toLocaleString("en")} of ${count(all, noun)}`);
  return `${of(shown, concepts.length, "concept")} · ${of(lines, relations.length, "relation")}`;
}

/** Give every box and line the look that follows from what is chosen and hidden. */
function paint() {
  const near = new Set(chosen === null ? [] : relationsOf[chosen].flatMap((number) => [relations[number].source, relations[number].target]));
  const boxState = (concept) =>
    chosen === null || near.has(concept) && !chain.has(concept) && concept !== chosen ? "plain"
    : concept === chosen ? "chosen"
    : chain.has(concept) ? "chain"
    : "faded";
  const lineState = ({ source, type, target }) => {
    if (chosen === null) return "plain";
    const inside = (concept) => concept === chosen || chain.has(concept);
    if (types[type].leads && inside(source) && inside(target)) return "chain";
    return source === chosen || target === chosen ? "near" : "faded";
  };
  nodes.update(everything.map((concept) => ({ id: concept, hidden: !conceptShown(concept), ...boxStyle(concept, boxState(concept)) })));
  edges.update(relations.map((relation, id) => ({ id, hidden: !relationShown(relation), ...lineStyle(id, lineState(relation)) })));
}

/** Show a concept: its panel, its chain, and the drawing moved where it is out of view. */
function choose(concept, { whole = false } = {}) {
  if (!conceptShown(concept)) toggle("kinds", concepts[concept].kind);
  chosen = concept;
  const steps = studyOrder(concept);
  chain = new Set(steps.map((step) => step.concept));
  fillPanel(panel, concept, steps, leave);
  panel.hidden = false;
  paint();
  fitCanvas();
  if (whole) frame([concept, ...chain], { anchor: "right", animate: false, smallest: READABLE });
  else if (!inView(concept)) network.moveTo({ position: content.nodes[concept], scale: Math.max(network.getScale(), READABLE), animation: !still.matches });
  const needed = steps.filter((step) => !step.optional).length;
  const helpful = steps.length - needed;
  say(
    steps.length === 0
      ? `${concepts[concept].name}: nothing must be known first`
      : `${concepts[concept].name}: ${count(needed, "concept")} to know first${helpful > 0 ? `, ${helpful} optional` : ""}`,
  );
  remember(addressOf(concept));
}

/** Choose nothing. */
function leave() {
  if (chosen === null) return;
  chosen = null;
  chain = new Set();
  panel.hidden = true;
  panel.replaceChildren();
  paint();
  fitCanvas();
  say(summary());
  remember("#");
}

function remember(address) {
  if ((location.hash || "#") !== address) history.replaceState(null, "", address);
}

/** Choose what the address names, if it names something. */
function follow() {
  const concept = byId.get(new URLSearchParams(location.hash.slice(1)).get("c"));
  if (concept === undefined) leave();
  else choose(concept);
  return concept;
}

// The legend: one chip per kind and per type, with what is shown of how many; pressed means shown.
const chips = [];

function addChips(group, names, swatch, has) {
  const holder = document.getElementById(group);
  const title = group === "kinds" ? "Kinds" : "Relations";
  holder.append(element("span", { className: "legend-title" }, title));
  for (const name of names) {
    const number = element("span", { className: "number" });
    const sample = element("span", { className: group === "kinds" ? "dot" : "line" });
    const button = element("button", { type: "button", className: "chip" }, sample, element("span", {}, group === "kinds" ? name : types[name].label), number);
    button.addEventListener("click", () => toggle(group, name));
    holder.append(button);
    chips.push({ group, name, button, number, sample, swatch, has });
  }
}

function toggle(group, name) {
  const set = hidden[group];
  if (!set.delete(name)) set.add(name);
  if (chosen !== null && !conceptShown(chosen)) leave();
  paint();
  refreshLegend();
  say(summary());
}

function refreshLegend() {
  for (const { group, name, button, number, sample, swatch, has } of chips) {
    const { shown, all } = has(name);
    sample.style.backgroundColor = swatch(name);
    number.textContent = shown === all ? all.toLocaleString("en") : `${shown.toLocaleString("en")}/${all.toLocaleString("en")}`;
    button.setAttribute("aria-pressed", String(!hidden[group].has(name)));
  }
}

function legend(group, items, key, shown, swatch) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(key(item))) groups.set(key(item), []);
    groups.get(key(item)).push(item);
  }
  const names = [...groups.keys()].sort((one, other) => groups.get(other).length - groups.get(one).length || compare(one, other));
  addChips(group, names, swatch, (name) => ({ all: groups.get(name).length, shown: groups.get(name).filter(shown).length }));
}

// The search: matches while typing, Enter goes to the likeliest, Enter again to the next.
let searched = { text: "", found: [], next: 0 };

function suggest() {
  query.removeAttribute("aria-invalid");
  const names = new Set(matches(query.value).slice(0, 12).map((concept) => concepts[concept].name));
  document.getElementById("matches").replaceChildren(...[...names].map((value) => element("option", { value })));
}

function search() {
  const text = query.value;
  if (fold(text) === "") return;
  if (searched.text !== text) searched = { text, found: matches(text), next: 0 };
  const { found, next } = searched;
  query.setAttribute("aria-invalid", String(found.length === 0));
  if (found.length === 0) {
    say(`No match for “${text}”.`);
    return;
  }
  choose(found[next]);
  if (found.length > 1) say(`${concepts[found[next]].name}: match ${next + 1} of ${found.length}; Enter for the next`);
  searched.next = (next + 1) % found.length;
}

function onKey(event) {
  if (event.key === "Escape") {
    query.value = "";
    suggest();
    leave();
  } else if (event.key === "/" && event.target !== query) {
    event.preventDefault();
    query.focus();
  }
}

function start() {
  legend("kinds", everything, (concept) => concepts[concept].kind, conceptShown, kindColour);
  legend("types", relations, (relation) => relation.type, relationShown, typeColour);
  refreshLegend();
  document.getElementById("empty").hidden = concepts.length > 0;
  query.addEventListener("input", suggest);
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  document.getElementById("whole").addEventListener("click", () => {
    frame(everything.filter(conceptShown));
    say(summary());
  });
  document.addEventListener("keydown", onKey);
  network.on("click", ({ pointer }) => {
    const concept = network.getNodeAt(pointer.DOM);
    if (concept === undefined) leave();
    else choose(concept);
  });
  network.on("hoverNode", () => stage.classList.add("pointing"));
  network.on("blurNode", () => stage.classList.remove("pointing"));
  window.addEventListener("hashchange", follow);
  systemDark.addEventListener("change", () => {
    refreshLegend();
    paint();
    if (chosen !== null) choose(chosen);
  });
  open();
}

/** The first view: the concept of the address, else the goal with its chain, else as much as is readable from the basics on. */
function open() {
  say(summary());
  const asked = byId.get(new URLSearchParams(location.hash.slice(1)).get("c")) ?? byId.get(content.details.goal);
  if (asked !== undefined) {
    choose(asked, { whole: true });
  } else if (concepts.length > 0 && !frame(everything, { animate: false, smallest: READABLE })) {
    say(`${summary()} · drag to move, or show the whole graph`);
  }
}

start();
window.kg = Object.freeze({ network, nodes, edges, concepts, relations });
