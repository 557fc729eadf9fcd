// What the learner knows: what comes next by it, and the marks as a file in the form of `kg known` (kg/known.py).

const FORMAT = "kg-known";
const LARGEST_FILE = 10_000_000; // bytes
const MOST_CONCEPTS = 5000; // of a graph whose next steps are told without a goal: they are rated anew with each mark
const TOLD_NEXT = 3;

const coming = document.getElementById("next");

function tellNext(now) {
  const among = now.goal !== null ? required(studyPlan([now.goal], now.known)) : concepts.length <= MOST_CONCEPTS ? concepts.keys() : [];
  const found = nextSteps(among, now.known, TOLD_NEXT);
  coming.hidden = found.length === 0;
  const title = `${now.known.size === 0 ? "Start with" : "Next"}${now.goal === null ? "" : `, for ${concepts[now.goal].name}`}: `;
  coming.replaceChildren(title, ...found.flatMap(({ concept }, place) => [place > 0 ? " · " : "", linkTo(concept)]));
}

subscribe((now, before) => {
  if (before === null || now.known !== before.known || now.goal !== before.goal) tellNext(now);
});

function saveMarks() {
  const text = `${JSON.stringify({ format: FORMAT, known: idsOf(state.known) }, null, 2)}\n`;
  offer(new Blob([text], { type: "application/json" }), "kg.known.json");
  say(`Saved ${count(state.known.size, "mark")} as kg.known.json.`);
}

/** The ids in the text of a file of marks, null where it is no such file. */
function marksIn(text) {
  try {
    const { format, known } = JSON.parse(text.replace(/^\ufeff/, ""));
    return format === FORMAT && Array.isArray(known) && known.every((id) => typeof id === "string") ? known : null;
  } catch {
    return null;
  }
}

async function loadMarks(file) {
  if (file.size > LARGEST_FILE) return say(`${file.name} is too large for a file of marks.`);
  const ids = marksIn(await file.text());
  if (ids === null) return say(`${file.name} holds no marks: their form is {"format": "${FORMAT}", "known": ["id", …]}.`);
  const loaded = new Set(numbersOf(ids));
  change({ known: new Set([...state.known, ...loaded]) });
  const missing = new Set(ids).size - loaded.size;
  return say(`${count(loaded.size, "concept")} marked as known from ${file.name}${missing > 0 ? `; ${missing.toLocaleString("en")} more ${missing === 1 ? "is" : "are"} not in this graph` : ""}.`);
}

const marksFile = document.getElementById("marks-file");
marksFile.addEventListener("change", async () => {
  const [file] = marksFile.files;
  if (file !== undefined) await loadMarks(file).catch(() => say(`${file.name} cannot be read.`));
  marksFile.value = "";
});

const knownCount = document.getElementById("known-count");
subscribe((now) => {
  knownCount.textContent = now.known.size.toLocaleString("en");
  for (const name of ["save-marks", "forget-marks"]) document.getElementById(name).disabled = now.known.size === 0;
});
