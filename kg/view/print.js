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

function printedStep({ concept, number, optional, together = [], instead = [] }, reasons) {
  const { name, kind, definition } = concepts[concept];
  const isKnown = state.known.has(concept);
  const [reason, ...others] = reasons.get(concept) ?? [];
  const marks = [
    optional && "optional",
    together.length > 0 && `together with ${namesOf(together)}`,
    instead.length > 0 && `instead of ${namesOf(instead)}`,
  ].filter(Boolean).join(", ");
  return element("li", { className: isKnown ? "known" : "" },
    element("p", { className: "step" },
      element("span", { className: "box" }, isKnown ? "☑" : "☐"),
      element("span", { className: "place" }, isKnown ? "" : String(number)),
      element("strong", {}, name), ` ${kind}`, marks && element("em", {}, ` ${marks}`),
      element("span", { className: "time" }, durationOf(concept))),
    definition && !isKnown && element("p", {}, definition),
    reason && !isKnown && element("p", { className: "reason" }, [`${sentence(reason)}${reason.reason ? `: ${reason.reason}` : "."}`, others.length > 0 && `(and ${others.length} more)`].filter(Boolean).join(" ")));
}

/** The steps under a heading for each level, those that are known under one of their own. */
function printedLevels(steps, reasons) {
  const heading = ({ concept, level }) =>
    state.known.has(concept) ? "Known already" : level === 0 ? "Level 0: start here" : `Level ${level}`;
  return [...grouped(steps.map((step) => [heading(step), step]))].map(([title, members]) => element("section", {},
    element("h3", {}, title),
    element("ol", {}, ...members.map((step) => printedStep(step, reasons)))));
}

const byLevel = (one, other) => one.level - other.level || byFoldedName(one.concept, other.concept);
const inPlace = (several) => [...several].map((concept) => ({ concept, level: concepts[concept].level, ...minutesOf(concept) })).sort(byLevel);

function fillSheet() {
  const goal = state.chosen ?? state.goal;
  const { steps, known } = goal === null
    ? { steps: inPlace([...visible(state).concepts].filter((one) => !state.known.has(one))), known: [...visible(state).concepts].filter((one) => state.known.has(one)) }
    : studyPlan([goal], state.known);
  const left = steps.filter((step) => !step.optional);
  const all = [...inPlace(known), ...steps];
  const reasons = reasonsAmong(new Set(all.map((step) => step.concept)));
  const printed = all.slice(0, MOST_PRINTED).map((step, place) => ({ ...step, number: place + 1 - known.length }));
  const time = duration(left.reduce((sum, step) => sum + step.minutes, 0), left.some((step) => step.estimated));
  sheet.replaceChildren(
    element("h1", {}, document.title),
    element("h2", {}, goal === null ? "Concepts by level" : `Study order for ${concepts[goal].name}`),
    element("p", {}, [count(left.length, "concept"), time].join(" · ")),
    ...printedLevels(printed, reasons),
    printed.length < all.length && element("p", {}, `And ${count(all.length - printed.length, "concept")} more: choose one, to print its study order.`) || "",
  );
}

window.addEventListener("beforeprint", fillSheet);
window.addEventListener("afterprint", () => sheet.replaceChildren());
