// The search: a box with a list of what its text may mean. Arrow keys go through the list, Enter goes to the concept.

const query = document.getElementById("query");
const answers = document.getElementById("matches");
const MOST_ANSWERS = 12;

let found = [];
let active = 0;

/** List what the text may mean; in the table, the rows are the list. */
function suggest() {
  found = matches(query.value);
  active = 0;
  const isMissing = found.length === 0 && fold(query.value) !== "";
  query.setAttribute("aria-invalid", String(isMissing));
  answers.replaceChildren(...found.slice(0, MOST_ANSWERS).map(answerOf));
  unfold(found.length > 0 && state.view === "drawing");
  if (isMissing) say(`No match for “${query.value}”.`);
  else if (found.length > 0) say(`${found.length === 1 ? "1 match" : `${found.length.toLocaleString("en")} matches`}${found.length > MOST_ANSWERS ? `, the likeliest ${MOST_ANSWERS} listed` : ""}`);
  else say(statusOf(state));
}

/** A line of the list: the name, and the alias that was meant where it was not the name. */
function answerOf(concept, place) {
  const { name, aliases = [] } = concepts[concept];
  const wanted = fold(query.value);
  const alias = fold(name).includes(wanted) ? undefined : aliases.find((one) => fold(one).includes(wanted));
  const line = element("li", { id: `match-${place}` }, dot(concept), element("span", {}, name), alias && element("span", { className: "quiet" }, alias));
  line.setAttribute("role", "option");
  line.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the box keeps the focus
    go(concept);
  });
  return line;
}

function unfold(isOpen) {
  answers.hidden = !isOpen;
  query.setAttribute("aria-expanded", String(isOpen));
  [...answers.children].forEach((line, place) => line.setAttribute("aria-selected", String(place === active)));
  if (isOpen) query.setAttribute("aria-activedescendant", `match-${active}`);
  else query.removeAttribute("aria-activedescendant");
  if (isOpen) answers.children[active].scrollIntoView({ block: "nearest" });
}

function go(concept) {
  unfold(false);
  change({ chosen: concept });
  say(statusOf(state));
}

query.addEventListener("input", suggest);
query.addEventListener("blur", () => unfold(false));
query.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && answers.childElementCount > 0) {
    const listed = answers.childElementCount;
    if (!answers.hidden) active = (active + steps[event.key] + listed) % listed;
    unfold(true);
    event.preventDefault();
  } else if (event.key === "/" && query.value === "") {
    event.preventDefault(); // it leads to the box, which is reached
  } else if (event.key === "Escape" && !answers.hidden) {
    unfold(false);
    event.stopPropagation();
    event.preventDefault();
  }
});
document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  if (found.length > 0) go(found[active]);
});
