// How each box and line looks in a state: the chosen concept and its chain stand out, the rest recedes.

/** The chosen concept and all that leads to it: the steps of its plan, and what of it is known. */
const chain = following((now) => [planOf(now)], (now) => {
  const plan = planOf(now);
  return new Set(plan === null ? [] : [now.chosen, ...plan.known, ...plan.steps.map((step) => step.concept)]);
});

/** How each box and line looks: functions of their numbers to the names that `boxStyle` and `lineStyle` know. */
const looks = following((now) => [now.chosen, chain(now)], (now) => {
  const along = chain(now);
  const near = new Set(now.chosen === null ? [] : relationsOf[now.chosen].flatMap((number) => [relations[number].source, relations[number].target]));
  const box = (concept) =>
    concept === now.chosen ? "chosen"
    : along.has(concept) ? "chain"
    : now.chosen === null || near.has(concept) ? "plain"
    : "faded";
  const line = (number) => {
    const { source, type, target } = relations[number];
    if (now.chosen === null) return "plain";
    if (types[type].leads && along.has(source) && along.has(target)) return "chain";
    return source === now.chosen || target === now.chosen ? "near" : "faded";
  };
  return { box, line };
});

const KNOWN_DASHES = [4, 3];
const boxLooks = new Map();
const lineLooks = new Map();

/** Have vis-network draw what is on stage in a state, as it looks then; `all` anew, or only what looks otherwise. */
function paint(now, { all = false } = {}) {
  const staged = onStage(now);
  const { box, line } = looks(now);
  takeOut(edges, lineLooks, staged.relations);
  takeOut(nodes, boxLooks, staged.concepts);
  const boxOf = (concept) => ({ ...boxStyle(concept, box(concept)), shapeProperties: { borderDashes: now.known.has(concept) && KNOWN_DASHES } });
  bringIn(nodes, boxLooks, staged.concepts, (concept) => box(concept) + (now.known.has(concept) ? " known" : ""), boxOf, boxRecord, all);
  bringIn(edges, lineLooks, staged.relations, line, (number) => lineStyle(number, line(number)), lineRecord, all);
}

function takeOut(set, drawn, wanted) {
  const gone = [...drawn.keys()].filter((id) => !wanted.has(id));
  for (const id of gone) drawn.delete(id);
  if (gone.length > 0) set.remove(gone);
}

function bringIn(set, drawn, wanted, look, style, record, all) {
  const [added, altered] = [[], []];
  for (const id of wanted) {
    const before = drawn.get(id);
    const wants = look(id);
    drawn.set(id, wants);
    if (before === undefined) added.push({ ...record(id), ...style(id) });
    else if (all || before !== wants) altered.push({ id, ...style(id) });
  }
  if (altered.length > 0) set.update(altered);
  if (added.length > 0) set.add(added);
}

// What is known has a dashed border and a tick on its corner.
network.on("afterDrawing", (context) => {
  const { surface, text, faint } = palette();
  context.font = `700 10px ${content.options.nodes.font.face}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 1;
  for (const concept of state.known) {
    if (!visible(state).concepts.has(concept)) continue;
    const { x, y, width, height } = content.nodes[concept];
    context.beginPath();
    context.arc(x - width / 2, y - height / 2, 7, 0, 2 * Math.PI);
    context.fillStyle = surface;
    context.strokeStyle = faint;
    context.fill();
    context.stroke();
    context.fillStyle = text;
    context.fillText("✓", x - width / 2, y - height / 2 + 0.5);
  }
});

subscribe((now, before) => paint(now, { all: before === null || now.theme !== before.theme }));
