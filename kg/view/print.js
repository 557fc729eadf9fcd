// What is printed: the study order of the chosen concept or the goal as a page to take along, else the concepts by level.

const sheet = document.getElementById("sheet");
const MOST_PRINTED = 2000; // concepts, about sixty pages

/** For each concept of a set, the relations that lead from it to others of the set: why it must be known. */
function reasonsAmong(members) {
  const found = new Map();
  for (const member of members) {
    for (const number of relationsOf[member]) {
      const { from, to } = content.edges[number];
      if (from !== member || !types[relations[number].type].leads || !members.has(to)) continue;
      found.set(member, [...(found.get(member) ?? []), relations[number]]);
    }
  }
  return found;
}

function printedStep({ concept, number, optional, alternative }, reasons) {
  const { name, kind, definition } = concepts[concept];
  const isKnown = state.known.has(concept);
  const [reason, ...others] = reasons.get(concept) ?? [];
  const marks = [isKnown && "known", optional && "optional", alternative && "or another"].filter(Boolean).join(", ");
  return element("li", { className: isKnown ? "known" : "" },
    element("p", { className: "step" },
      element("span", { className: "box" }, isKnown ? "☑" : "☐"),
      element("span", { className: "place" }, String(number)),
      element("strong", {}, name), ` ${kind}`, marks && element("em", {}, ` ${marks}`),
      element("span", { className: "time" }, durationOf(concept))),
    definition && element("p", {}, definition),
    reason && element("p", { className: "reason" }, [`${sentence(reason)}${reason.reason ? `: ${reason.reason}` : "."}`, others.length > 0 && `(and ${others.length} more)`].filter(Boolean).join(" ")));
}

/** The steps under a heading for each level. */
function printedLevels(steps, reasons) {
  const levels = new Map();
  for (const step of steps) {
    const { level } = concepts[step.concept];
    levels.set(level, [...(levels.get(level) ?? []), step]);
  }
  return [...levels].map(([level, members]) => element("section", {},
    element("h3", {}, level === 0 ? "Level 0: start here" : `Level ${level}`),
    element("ol", {}, ...members.map((step) => printedStep(step, reasons)))));
}

const inOrder = (steps) => [...steps].sort(({ concept: one }, { concept: other }) =>
  concepts[one].level - concepts[other].level || compare(concepts[one].name, concepts[other].name) || one - other);

function fillSheet() {
  const goal = state.chosen ?? state.goal;
  const steps = goal === null ? [...visible(state).concepts].map((concept) => ({ concept })) : [...studyOrder(goal), { concept: goal }];
  const reasons = reasonsAmong(new Set(steps.map((step) => step.concept)));
  const left = steps.filter((step) => !step.optional && !state.known.has(step.concept));
  const printed = inOrder(steps).slice(0, MOST_PRINTED).map((step, place) => ({ ...step, number: place + 1 }));
  sheet.replaceChildren(
    element("h1", {}, document.title),
    element("h2", {}, goal === null ? "Concepts by level" : `Study order for ${concepts[goal].name}`),
    element("p", {}, [count(left.length, "concept"), total(left)].join(" · ")),
    ...printedLevels(printed, reasons),
    printed.length < steps.length && element("p", {}, `And ${count(steps.length - printed.length, "concept")} more: choose one, to print its study order.`) || "",
  );
}

window.addEventListener("beforeprint", fillSheet);
window.addEventListener("afterprint", () => sheet.replaceChildren());
