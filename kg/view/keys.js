// The drawing by keyboard: one concept is under the cursor, arrows move it along the lines, and the status says where it is.

/** The dependants of each concept, the other way of `needsOf`. */
const dependantsOf = following(
  () => [],
  () => {
    const found = concepts.map(() => []);
    needsOf.forEach((needs, dependant) => {
      for (const { prerequisite } of needs) found[prerequisite].push(dependant);
    });
    return found;
  },
);

/** The concepts of each level that are to be seen, from top to bottom. */
const levelColumns = following(
  (now) => [visible(now)],
  (now) => {
    const found = new Map();
    for (const concept of visible(now).concepts) {
      const { level } = concepts[concept];
      if (!found.has(level)) found.set(level, []);
      found.get(level).push(concept);
    }
    for (const column of found.values()) column.sort((one, other) => content.nodes[one].y - content.nodes[other].y || content.nodes[one].x - content.nodes[other].x);
    return found;
  },
);

let cursor = null;

function seenOf(neighbours) {
  return [...new Set(neighbours)].filter((concept) => visible(state).concepts.has(concept));
}
const prerequisitesOf = (concept) => seenOf(needsOf[concept].map((need) => need.prerequisite));
const dependantsSeen = (concept) => seenOf(dependantsOf(state)[concept]);

function nearestOf(concept, candidates) {
  const away = (other) => Math.hypot(content.nodes[other].x - content.nodes[concept].x, 3 * (content.nodes[other].y - content.nodes[concept].y));
  return candidates.reduce((best, other) => (best === null || away(other) < away(best) ? other : best), null);
}

/** The concept that the cursor starts at: the chosen one, else the goal, else the first of the first level. */
function firstUnderCursor() {
  const { concepts: seen } = visible(state);
  const wanted = [cursor, state.chosen, state.goal].find((concept) => concept !== null && seen.has(concept));
  return wanted ?? levelColumns(state).get(Math.min(...levelColumns(state).keys()))?.[0] ?? null;
}

function whereabouts(concept) {
  const [needs, serves] = [prerequisitesOf(concept).length, dependantsSeen(concept).length];
  const known = state.known.has(concept) ? ", known" : "";
  return `${concepts[concept].name}, level ${concepts[concept].level}${known}, ${count(needs, "prerequisite")}, ${count(serves, "dependant")}`;
}

function moveCursor(concept) {
  cursor = concept;
  if (cursor === null) return;
  if (!inView(cursor)) network.moveTo({ position: content.nodes[cursor], scale: Math.max(network.getScale(), READABLE), animation: !still.matches && { duration: 200, easingFunction: "easeInOutQuad" } });
  else network.redraw();
  say(whereabouts(cursor));
}

function upDown(step) {
  const column = levelColumns(state).get(concepts[cursor].level);
  return column[column.indexOf(cursor) + step] ?? null;
}

const MOVES = {
  ArrowLeft: { to: () => nearestOf(cursor, prerequisitesOf(cursor)), otherwise: "needs nothing that is shown" },
  ArrowRight: { to: () => nearestOf(cursor, dependantsSeen(cursor)), otherwise: "is needed by nothing that is shown" },
  ArrowUp: { to: () => upDown(-1), otherwise: "is the first of its level" },
  ArrowDown: { to: () => upDown(1), otherwise: "is the last of its level" },
};
const STEP = 80; // pixels that the drawing moves with Shift and an arrow
const PANS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
const ZOOMS = { "+": 1.25, "=": 1.25, "-": 0.8 };

function onStageKey(event) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (key in PANS && event.shiftKey) {
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: x + PANS[key][0] / scale, y: y + PANS[key][1] / scale }, scale });
  } else if (key in ZOOMS) {
    network.moveTo({ scale: Math.max(0.02, Math.min(4, network.getScale() * ZOOMS[key])) });
  } else if (cursor !== null && key in MOVES) {
    const next = MOVES[key].to();
    if (next === null) say(`${concepts[cursor].name} ${MOVES[key].otherwise}.`);
    else moveCursor(next);
  } else if (cursor !== null && (key === "Enter" || key === " ")) {
    change({ chosen: cursor });
    panel.focus();
  } else {
    return;
  }
  event.preventDefault();
}

stage.tabIndex = 0;
stage.querySelector(".vis-network").tabIndex = -1; // the stage is the one stop
stage.addEventListener("keydown", onStageKey);
stage.addEventListener("focus", () => {
  if (stage.matches(":focus-visible")) moveCursor(firstUnderCursor());
});
stage.addEventListener("blur", () => network.redraw());

network.on("afterDrawing", (context) => {
  if (cursor === null || !stage.matches(":focus-visible") || !visible(state).concepts.has(cursor)) return;
  const { x, y, width, height } = boxAt(cursor);
  context.strokeStyle = palette().accent;
  context.lineWidth = 3 / Math.min(1, network.getScale());
  context.setLineDash([]);
  context.strokeRect(x - width / 2 - 6, y - height / 2 - 6, width + 12, height + 12);
});

// What was under the cursor may have been hidden; what was chosen by other ways is under it then.
subscribe((now, past) => {
  if (past !== null && now.chosen !== null && now.chosen !== past.chosen) cursor = now.chosen;
  if (cursor !== null && !visible(now).concepts.has(cursor)) cursor = null;
});

// After the panel is closed from within, the focus is where it came from, not lost.
subscribe((now, past) => {
  if (past?.chosen != null && now.chosen === null && (panel.contains(document.activeElement) || document.activeElement === document.body)) {
    if (now.view === "drawing") stage.focus({ preventScroll: true });
    else tables.querySelector(`[data-row="${past.chosen}"] button`)?.focus();
  }
});
