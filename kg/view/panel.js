// Text about concepts and relations: hover hints, and the panel. All of it is made with textContent, never from HTML.

/** A new element: `properties` are set on it, `children` (elements or text) appended. */
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return made;
}

function linkTo(concept) {
  const made = element("a", { href: addressOf({ ...preset, chosen: concept }), className: "concept" }, concepts[concept].name);
  made.dataset.concept = concept;
  return made;
}

function dot(concept) {
  const made = element("span", { className: "dot" });
  made.style.backgroundColor = kindColour(concepts[concept].kind);
  return made;
}

function conceptHint(concept) {
  const { name, kind, definition, aliases } = concepts[concept];
  return element("div", { className: "hint" },
    element("strong", {}, name),
    element("p", { className: "quiet" }, [kind, durationOf(concept)].filter(Boolean).join(" · ")),
    definition && element("p", {}, definition),
    aliases && element("p", { className: "quiet" }, `Also: ${aliases.join(", ")}`));
}

function relationHint(number) {
  const relation = relations[number];
  return element("div", { className: "hint" },
    element("strong", {}, sentence(relation)),
    remarks(relation) && element("p", { className: "quiet" }, remarks(relation)),
    relation.reason && element("p", {}, relation.reason),
    ...(relation.evidence ?? []).map(quotation));
}

/** What is special about a relation: that it is soft, or one of several alternatives. */
function remarks(relation) {
  return [relation.soft && "soft: helps, but is not needed", relation.anyOf && `any one of: ${relation.anyOf}`].filter(Boolean).join(" · ");
}

function quotation([file, line, quote]) {
  return element("blockquote", {}, quote && element("p", {}, `“${quote}”`), element("cite", {}, `${file}:${line}`));
}

/** A link for addresses that open a page or a letter; any other is shown as text. */
function addressLine(text) {
  if (/^(https?:\/\/|mailto:)[^\s]/i.test(text) && URL.canParse(text)) {
    const link = element("a", { href: text, rel: "noopener noreferrer", target: "_blank" }, text);
    return element("p", { className: "address" }, link);
  }
  return element("p", { className: "address" }, text);
}

function relationLines(concept) {
  const line = (number) => {
    const relation = relations[number];
    const outward = relation.source === concept;
    const { label, inverse } = types[relation.type];
    return {
      words: outward ? label : inverse,
      other: outward ? relation.target : relation.source,
      relation,
    };
  };
  return relationsOf[concept]
    .map(line)
    .sort((one, other) => compare(one.words, other.words) || compare(concepts[one.other].name, concepts[other.other].name))
    .map(({ words, other, relation }) => element("li", {},
      element("span", { className: "words" }, `${words} `), linkTo(other),
      remarks(relation) && element("span", { className: "mark" }, ` ${remarks(relation)}`),
      relation.reason && element("p", { className: "reason" }, relation.reason),
      ...(relation.evidence ?? []).map(quotation)));
}

/** The tick that marks a concept as known. */
function tick(concept, now) {
  const made = element("input", { type: "checkbox", className: "tick", checked: now.known.has(concept) });
  made.dataset.concept = concept;
  made.setAttribute("aria-label", `${concepts[concept].name} is known`);
  made.addEventListener("change", () => change({ known: toggled(state.known, concept) }));
  return element("label", {}, made);
}

/** A line of the study order. What it is, as `kg plan --format json` says it, is in its data attributes. */
function stepLine(step, now, head) {
  const { concept, level, minutes, estimated, optional, together, instead } = step;
  const remark = [
    optional && "optional",
    together.length > 0 && `together with ${namesOf(together)}`,
    instead.length > 0 && `instead of ${namesOf(instead)}`,
  ].filter(Boolean).join(" · ");
  const line = element("li", { className: [optional && "optional", concept === now.chosen && "goal"].filter(Boolean).join(" ") },
    head && element("span", { className: "level" }, `Level ${level}`),
    tick(concept, now), dot(concept),
    element("span", { className: "step" },
      concept === now.chosen ? element("strong", {}, concepts[concept].name) : linkTo(concept),
      remark && element("span", { className: "mark" }, ` ${remark}`)),
    element("span", { className: "time" }, duration(minutes, estimated)));
  Object.assign(line.dataset, {
    id: concepts[concept].id, level, minutes, estimated, optional, with: JSON.stringify(together.map(idOf)), instead: JSON.stringify(instead.map(idOf)),
  });
  return line;
}

const idOf = (concept) => concepts[concept].id;
const namesOf = (several) => several.map((concept) => concepts[concept].name).join(", ");

/** What the learner knows already, of what the chosen concept needs: basics first. */
function knownLine(concept, now) {
  const line = element("li", { className: "known" }, tick(concept, now), dot(concept),
    element("span", { className: "step" }, linkTo(concept)), element("span", { className: "time" }, durationOf(concept)));
  line.dataset.id = idOf(concept);
  return line;
}

const LISTED = 200; // lines that a list has at first, and gets more at a time

/** A list of items, of which the rest is made when it is asked for. */
function listing(tag, className, items, line) {
  const list = element(tag, { className });
  const more = element("button", { type: "button", className: "more" });
  const extend = () => {
    const shown = list.childElementCount;
    list.append(...items.slice(shown, shown + LISTED).map((item, place) => line(item, shown + place)));
    const left = items.length - list.childElementCount;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(left, LISTED)} more of ${left.toLocaleString("en")}`;
  };
  more.addEventListener("click", extend);
  extend();
  return element("div", {}, list, more);
}

function studySection(now) {
  const { steps, known, minutes, estimated, exact } = planOf(now);
  const needed = steps.filter((step) => !step.optional).length;
  const basics = [...known].sort((one, other) => concepts[one].level - concepts[other].level || byFoldedName(one, other));
  const title = steps.length === 0 ? "Study order · nothing left to learn" : `Study order · ${needed} to learn · ${duration(minutes, estimated)}`;
  const made = section(title,
    !exact && element("p", { className: "quiet" }, "There were too many alternatives to weigh all of them: another choice may take less time."),
    basics.length > 0 && listing("ul", "steps knowns", basics, (concept) => knownLine(concept, now)),
    listing("ol", "steps", steps, (step, place) => stepLine(step, now, step.level !== steps[place - 1]?.level)));
  Object.assign(made.dataset, { minutes, estimated, exact });
  return made;
}

const LISTED_NEXT = 5;

/** What can be learnt now, with what it opens in its data attributes, as `kg next` says it. */
function nextSection(now) {
  const found = nextOf(now);
  if (found.length === 0) return "";
  const line = ({ concept, opens, minutes, estimated }) => {
    const made = element("li", {}, dot(concept), linkTo(concept), element("span", { className: "mark" }, ` opens ${opens}`));
    Object.assign(made.dataset, { id: idOf(concept), opens, minutes, estimated });
    return made;
  };
  return section("What next", element("ul", { className: "next" }, ...found.slice(0, LISTED_NEXT).map(line)));
}

function section(title, ...children) {
  return element("section", {}, element("h3", {}, title), ...children);
}

function button(label, isPressed, title, act) {
  const made = element("button", { type: "button", className: "toggle", title }, label);
  made.setAttribute("aria-pressed", String(isPressed));
  made.addEventListener("click", act);
  return made;
}

/** Fill the panel with all that there is to say of the chosen concept. */
function fillPanel(panel, now, close) {
  const { chosen } = now;
  const { name, kind, aliases, definition, url, tags, evidence } = concepts[chosen];
  const badge = element("span", { className: "badge" }, kind);
  badge.style.borderColor = kindColour(kind);
  const lines = relationLines(chosen);
  const closing = element("button", { type: "button", className: "close", title: "Close (Escape)" }, "×");
  closing.setAttribute("aria-label", "Close");
  closing.addEventListener("click", close);
  panel.replaceChildren(
    closing,
    element("h2", {}, name),
    element("p", { className: "facts" }, badge, element("span", { className: "quiet" }, durationOf(chosen)),
      button("Known", now.known.has(chosen), "Mark as known (k)", () => change({ known: toggled(state.known, chosen) })),
      button("Goal", now.goal === chosen, "Count what comes next towards this", () => change({ goal: state.goal === chosen ? null : chosen }))),
    aliases ? element("p", { className: "quiet" }, `Also: ${aliases.join(", ")}`) : "",
    definition ? element("p", { className: "definition" }, definition) : "",
    url ? addressLine(url) : "",
    ...(evidence ?? []).map(quotation),
    tags ? element("ul", { className: "tags" }, ...tags.map((tag) => element("li", {}, tag))) : "",
    nextSection(now),
    studySection(now),
    lines.length > 0
      ? section(`Relations · ${lines.length}`, element("ul", { className: "relations" }, ...lines))
      : section("Relations", element("p", { className: "quiet" }, "Not linked to any other concept yet.")),
  );
}
