// How each box and line looks in a state: the chosen concept and its chain stand out, the rest recedes.

/** The chosen concept and all that leads to it: the steps of its plan, and what of it is known. */
const chain = following((now) => [planOf(now)], (now) => {
  const plan = planOf(now);
  return new Set(plan === null ? [] : [now.chosen, ...plan.known, ...plan.steps.map((step) => step.concept)]);
});

const KNOWN_DASHES = [4, 3];
const boxLooks = new Map();
const lineLooks = new Map();

/** Bring boxes and lines to the looks of a state; those that have theirs already are left alone, unless `all` are asked for. */
function paint(now, { all = false } = {}) {
  if (all) {
    boxLooks.clear();
    lineLooks.clear();
  }
  const seen = visible(now);
  const along = chain(now);
  const near = new Set(now.chosen === null ? [] : relationsOf[now.chosen].flatMap((number) => [relations[number].source, relations[number].target]));
  const boxLook = (concept) =>
    concept === now.chosen ? "chosen"
    : along.has(concept) ? "chain"
    : now.chosen === null || near.has(concept) ? "plain"
    : "faded";
  const lineLook = ({ source, type, target }) => {
    if (now.chosen === null) return "plain";
    if (types[type].leads && along.has(source) && along.has(target)) return "chain";
    return source === now.chosen || target === now.chosen ? "near" : "faded";
  };
  const knownLook = (concept) => boxLook(concept) + (now.known.has(concept) ? " known" : "");
  const boxOf = (concept) => ({ ...boxStyle(concept, boxLook(concept)), shapeProperties: { borderDashes: now.known.has(concept) && KNOWN_DASHES } });
  nodes.update(altered(concepts, seen.concepts, knownLook, boxLooks, boxOf));
  edges.update(altered(relations, seen.relations, (number) => lineLook(relations[number]), lineLooks, (number) => lineStyle(number, lineLook(relations[number]))));
}

function altered(items, seen, look, looks, style) {
  const found = [];
  for (let id = 0; id < items.length; id++) {
    const wanted = seen.has(id) ? look(id) : "hidden";
    if (looks.get(id) === wanted) continue;
    looks.set(id, wanted);
    found.push(wanted === "hidden" ? { id, hidden: true } : { id, hidden: false, ...style(id) });
  }
  return found;
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
