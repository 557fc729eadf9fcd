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

function stepLine({ concept, optional, alternative }) {
  return element("li", { className: optional ? "optional" : "" },
    dot(concept), linkTo(concept),
    optional && element("span", { className: "mark" }, "optional"),
    alternative && element("span", { className: "mark" }, "or another"),
    element("span", { className: "time" }, durationOf(concept)));
}

function section(title, ...children) {
  return element("section", {}, element("h3", {}, title), ...children);
}

/** Fill the panel with all that is known of a concept. */
function fillPanel(panel, concept, steps, close) {
  const { name, kind, aliases, definition, url, tags, evidence } = concepts[concept];
  const badge = element("span", { className: "badge" }, kind);
  badge.style.borderColor = kindColour(kind);
  const lines = relationLines(concept);
  const needed = steps.filter((step) => !step.optional);
  const closing = element("button", { type: "button", className: "close", title: "Close (Escape)" }, "×");
  closing.setAttribute("aria-label", "Close");
  closing.addEventListener("click", close);
  panel.replaceChildren(
    closing,
    element("h2", {}, name),
    element("p", { className: "facts" }, badge, element("span", { className: "quiet" }, durationOf(concept))),
    aliases ? element("p", { className: "quiet" }, `Also: ${aliases.join(", ")}`) : "",
    definition ? element("p", { className: "definition" }, definition) : "",
    url ? addressLine(url) : "",
    ...(evidence ?? []).map(quotation),
    tags ? element("ul", { className: "tags" }, ...tags.map((tag) => element("li", {}, tag))) : "",
    steps.length > 0
      ? section(`Study order · ${count(needed.length, "concept")} first · ${total(needed)}`, element("ol", { className: "steps" }, ...steps.map(stepLine)))
      : section("Study order", element("p", { className: "quiet" }, "Nothing must be known first: start here.")),
    lines.length > 0
      ? section(`Relations · ${lines.length}`, element("ul", { className: "relations" }, ...lines))
      : section("Relations", element("p", { className: "quiet" }, "Not linked to any other concept yet.")),
  );
  panel.scrollTop = 0;
}
