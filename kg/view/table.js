// The graph as two tables, of concepts and of relations: what is to be seen in the drawing, for those who read it better so.

const PORTION = 200; // rows that are made at a time

const placeOf = (concept) => alphabetical()[concept];

/** How many lines lead to each concept from what is known first, and from it to what needs it. */
const degrees = following(
  (now) => [visible(now)],
  (now) => {
    const found = { before: new Int32Array(concepts.length), after: new Int32Array(concepts.length) };
    for (const number of visible(now).relations) {
      if (!types[relations[number].type].leads) continue;
      found.before[content.edges[number].to] += 1;
      found.after[content.edges[number].from] += 1;
    }
    return found;
  },
);

function chooser(concept) {
  const button = element("button", { type: "button", className: "name" }, concepts[concept].name);
  button.addEventListener("click", () => change({ chosen: concept }));
  return button;
}

function swatched(className, colour, text) {
  const sample = element("span", { className });
  sample.style.backgroundColor = colour;
  return element("span", { className: "swatched" }, sample, text);
}

const statedIn = ({ evidence }) => (evidence ?? []).map(([file, line]) => `${file}:${line}`).join(", ");
const compareWith = (key) => (one, other) => {
  const [first, second] = [key(one), key(other)];
  return typeof first === "string" ? compare(first, second) : first - second;
};

// A column: its name, what is in a cell, and how two rows compare; `row` is the number of a concept or a relation.
const CONCEPTS = {
  part: "concepts", one: "concept", chosen: (row, now) => row === now.chosen,
  columns: [
    { name: "Concept", cell: chooser, order: compareWith(placeOf) },
    { name: "Kind", cell: (row) => swatched("dot", kindColour(concepts[row].kind), concepts[row].kind), order: compareWith((row) => concepts[row].kind) },
    { name: "Level", number: true, cell: (row) => String(concepts[row].level), order: compareWith((row) => concepts[row].level) },
    { name: "Time", number: true, cell: durationOf, order: compareWith((row) => minutesOf(row).minutes) },
    { name: "Known", cell: (row) => (state.known.has(row) ? "known" : ""), order: compareWith((row) => -state.known.has(row)) },
    { name: "Needs", number: true, cell: (row) => String(degrees(state).before[row]), order: compareWith((row) => degrees(state).before[row]) },
    { name: "Needed by", number: true, cell: (row) => String(degrees(state).after[row]), order: compareWith((row) => degrees(state).after[row]) },
    { name: "Definition", wide: true, cell: (row) => concepts[row].definition ?? "", order: compareWith((row) => concepts[row].definition ?? "") },
  ],
};
const RELATIONS = {
  part: "relations", one: "relation", chosen: (row, now) => [relations[row].source, relations[row].target].includes(now.chosen),
  columns: [
    { name: "From", cell: (row) => chooser(relations[row].source), order: compareWith((row) => placeOf(relations[row].source)) },
    { name: "Relation", cell: (row) => swatched("line", typeColour(relations[row].type), types[relations[row].type].label), order: compareWith((row) => types[relations[row].type].label) },
    { name: "To", cell: (row) => chooser(relations[row].target), order: compareWith((row) => placeOf(relations[row].target)) },
    { name: "Remarks", cell: (row) => remarks(relations[row]), order: compareWith((row) => remarks(relations[row])) },
    { name: "Reason", wide: true, cell: (row) => relations[row].reason ?? "", order: compareWith((row) => relations[row].reason ?? "") },
    { name: "Stated in", cell: (row) => statedIn(relations[row]), order: compareWith((row) => statedIn(relations[row])) },
  ],
};

/** One of the two tables: made once, its rows anew whenever what they follow from has changed. */
class Listing {
  constructor(kind, sorted) {
    this.kind = kind;
    this.sorted = sorted; // { column, down }
    this.body = element("tbody");
    this.caption = element("caption", { className: "unseen" });
    this.heads = kind.columns.map((column) => this.head(column));
    this.more = element("button", { type: "button", className: "more", hidden: true });
    this.none = element("p", { className: "quiet", hidden: true }, `No ${kind.one} is shown: none fits the search and the legend.`);
    this.tab = element("button", { type: "button" });
    const table = element("table", {}, this.caption, element("thead", {}, element("tr", {}, ...this.heads.map((head) => head.cell))), this.body);
    this.whole = element("div", { className: "listing", hidden: true }, table, this.none, this.more);
    this.more.addEventListener("click", () => this.add({ go: true }));
    this.rows = [];
  }

  head(column) {
    const button = element("button", { type: "button" }, column.name);
    const cell = element("th", { scope: "col", className: column.number ? "number" : "" }, button);
    button.addEventListener("click", () => {
      this.sorted = { column, down: this.sorted.column === column && !this.sorted.down };
      this.fill(this.rows);
      say(`Sorted by ${column.name.toLowerCase()}, ${this.sorted.down ? "descending" : "ascending"}.`);
    });
    return { column, cell };
  }

  /** List these rows, of `all` that there are. */
  fill(rows, all = this.all) {
    this.all = all;
    const { column, down } = this.sorted;
    this.rows = [...rows].sort((one, other) => (down ? -1 : 1) * column.order(one, other) || this.kind.columns[0].order(one, other) || one - other);
    for (const head of this.heads) {
      if (head.column === column) head.cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.cell.removeAttribute("aria-sort");
    }
    const many = rows.length === all ? count(all, this.kind.one) : `${rows.length.toLocaleString("en")} of ${count(all, this.kind.one)}`;
    this.caption.textContent = many;
    this.tab.textContent = many;
    this.none.hidden = rows.length > 0;
    this.body.replaceChildren();
    this.add();
  }

  add({ go = false } = {}) {
    const made = this.body.rows.length;
    const next = this.rows.slice(made, made + PORTION).map((row) => this.row(row));
    this.body.append(...next);
    const left = this.rows.length - made - next.length;
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${Math.min(PORTION, left)} more of ${left.toLocaleString("en")}`;
    if (go) next[0]?.querySelector("button").focus();
  }

  row(number) {
    const line = element("tr", {});
    line.dataset.row = number;
    if (this.kind.chosen(number, state)) line.setAttribute("aria-current", "true");
    this.kind.columns.forEach((column, place) => {
      const cell = element(place === 0 ? "th" : "td", { className: [column.number && "number", column.wide && "wide"].filter(Boolean).join(" ") }, column.cell(number));
      if (place === 0) cell.scope = "row";
      line.append(cell);
    });
    return line;
  }

  point(now) {
    for (const line of this.body.rows) {
      if (this.kind.chosen(Number(line.dataset.row), now)) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    }
  }
}

const tables = document.getElementById("tables");
const listings = [
  new Listing(CONCEPTS, { column: CONCEPTS.columns[2], down: false }),
  new Listing(RELATIONS, { column: RELATIONS.columns[0], down: false }),
];
tables.append(
  element("div", { className: "tabs", role: "group", ariaLabel: "Which table" }, ...listings.map((one) => one.tab)),
  ...listings.map((one) => one.whole),
);
for (const one of listings) one.tab.addEventListener("click", () => turnTo(one));

function turnTo(wanted) {
  for (const one of listings) {
    one.whole.hidden = one !== wanted;
    one.tab.setAttribute("aria-pressed", String(one === wanted));
  }
}

function fillTables(now) {
  const seen = visible(now);
  const found = fold(query.value) === "" ? null : new Set(matches(query.value));
  const fits = (concept) => found === null || found.has(concept);
  listings[0].fill([...seen.concepts].filter(fits), concepts.length);
  listings[1].fill([...seen.relations].filter((row) => fits(relations[row].source) || fits(relations[row].target)), relations.length);
}

turnTo(listings[0]);
query.addEventListener("input", () => state.view === "table" && fillTables(state));

const viewButtons = new Map(VIEWS.map((view) => [view, document.getElementById(`view-${view}`)]));
for (const [view, button] of viewButtons) button.addEventListener("click", () => change({ view }));

subscribe((now, before) => {
  for (const [view, button] of viewButtons) button.setAttribute("aria-pressed", String(view === now.view));
  tables.hidden = now.view !== "table";
  stage.classList.toggle("behind", now.view === "table");
  if (now.view !== "table") return tables.hidden;
  const isSame = before !== null && before.view === now.view && before.theme === now.theme && before.known === now.known && visible(before) === visible(now);
  if (!isSame) fillTables(now);
  else if (now.chosen !== before.chosen) for (const one of listings) one.point(now);
  return undefined;
});
