// The legend: one chip per kind and per type, with what is shown of how many; pressed means shown.

const SOFTLY = "helps, but is not needed"; // what a dashed line says

const chips = [
  ...chipsOf("kinds", "Kinds", concepts, (concept) => concept.kind),
  ...chipsOf("types", "Relations", relations, (relation) => relation.type),
];

if (relations.some((relation) => relation.soft)) {
  document.getElementById("types").append(element("span", { className: "legend-note" }, element("span", { className: "dashed" }), SOFTLY));
}

function chipsOf(group, title, items, nameOf) {
  const all = tally(items, nameOf);
  const holder = document.getElementById(group);
  holder.append(element("span", { className: "legend-title" }, title));
  return [...all.keys()]
    .sort((one, other) => all.get(other) - all.get(one) || compare(one, other))
    .map((name) => {
      const number = element("span", { className: "number" });
      const sample = element("span", { className: group === "kinds" ? "dot" : "line" });
      const button = element("button", { type: "button", className: "chip" }, sample, element("span", {}, group === "kinds" ? name : types[name].label), number);
      button.addEventListener("click", () => toggle(group, name));
      holder.append(button);
      return { group, name, all: all.get(name), button, number, sample };
    });
}

function tally(items, nameOf) {
  const found = new Map();
  for (const item of items) found.set(nameOf(item), (found.get(nameOf(item)) ?? 0) + 1);
  return found;
}

/** Hide or show a kind of concepts or a type of relations; what is chosen is let go of where its kind is hidden. */
function toggle(group, name) {
  if (group === "types") return change({ hiddenTypes: toggled(state.hiddenTypes, name) });
  const hiddenKinds = toggled(state.hiddenKinds, name);
  const isGone = state.chosen !== null && hiddenKinds.has(concepts[state.chosen].kind);
  return change({ hiddenKinds, ...(isGone && { chosen: null }) });
}

function drawLegend(now) {
  const seen = visible(now);
  const shown = {
    kinds: tally(seen.concepts, (concept) => concepts[concept].kind),
    types: tally(seen.relations, (relation) => relations[relation].type),
  };
  for (const { group, name, all, button, number, sample } of chips) {
    const part = shown[group].get(name) ?? 0;
    sample.style.backgroundColor = group === "kinds" ? kindColour(name) : typeColour(name);
    number.textContent = part === all ? all.toLocaleString("en") : `${part.toLocaleString("en")}/${all.toLocaleString("en")}`;
    button.setAttribute("aria-pressed", String(!now[group === "kinds" ? "hiddenKinds" : "hiddenTypes"].has(name)));
  }
}

subscribe((now, before) => {
  if (before === null || visible(now) !== visible(before) || now.theme !== before.theme) drawLegend(now);
});
