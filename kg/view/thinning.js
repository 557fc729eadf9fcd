// Many concepts at once: vis-network draws those that are near enough to be read, and this the rest, as plain boxes and
// hairlines. Lines are drawn in slices onto a canvas of their own when the view has come to rest, and while it moves that
// picture of them moves along; so are boxes where they are too many to be drawn in each frame.

const MANY = 1000; // concepts that vis-network draws as well as it can be read
const LEGIBLE = 0.4; // the zoom below which nobody reads labels
const CLOSE = 500; // boxes that vis-network draws of many
const LIVE = 2000; // boxes without labels that are drawn in each frame
const REST = 140; // milliseconds without a movement
const SLICE = 12; // milliseconds of drawing lines at a time
const EMPTY = Object.freeze({ concepts: new Set(), relations: new Set() });

let view = null; // the part of the drawing in sight when it last came to rest
let settling;

/** The part of the drawing that is in sight, in its units. */
function sight() {
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  return { x, y, scale, across: stage.clientWidth / 2 / scale, down: stage.clientHeight / 2 / scale };
}

const isSame = (one, other) =>
  one !== null && ["x", "y", "across", "down"].every((key) => Math.abs(one[key] - other[key]) < 0.5 / one.scale);

const isThinned = (now) => visible(now).concepts.size > MANY;

/** What vis-network draws: all that is to be seen, or of many the concepts in sight that can be read. */
const onStage = following(
  (now) => [visible(now), isThinned(now) ? view : null],
  (now) => {
    const seen = visible(now);
    if (!isThinned(now)) return seen;
    if (view === null || view.scale < LEGIBLE) return EMPTY;
    const away = (concept) => Math.max(Math.abs(content.nodes[concept].x - view.x) / view.across, Math.abs(content.nodes[concept].y - view.y) / view.down);
    const near = [...seen.concepts].filter((concept) => away(concept) < 1.25);
    if (near.length > CLOSE) near.sort((one, other) => away(one) - away(other));
    const staged = new Set(near.slice(0, CLOSE));
    const lines = near.flatMap((concept) => relationsOf[concept]).filter((number) => {
      const { source, target } = relations[number];
      return seen.relations.has(number) && staged.has(source) && staged.has(target);
    });
    return { concepts: staged, relations: new Set(lines) };
  },
);

/** The concept at a place of the canvas, whoever drew it. */
function conceptAt({ x, y }) {
  const found = network.getNodeAt({ x, y });
  if (found !== undefined || !isThinned(state)) return found;
  const place = network.DOMtoCanvas({ x, y });
  const slack = 3 / network.getScale(); // boxes of a few pixels are hard to hit
  for (const concept of visible(state).concepts) {
    const box = content.nodes[concept];
    if (Math.abs(box.x - place.x) < box.width / 2 + slack && Math.abs(box.y - place.y) < box.height / 2 + slack) return concept;
  }
  return undefined;
}

/** The same things by how they look, those that are drawn thinly first. */
function byLook(items, style) {
  const found = new Map();
  for (const item of items) {
    const look = style(item);
    if (!found.has(look)) found.set(look, []);
    found.get(look).push(item);
  }
  return [...found].sort(([one], [other]) => (one.borderWidth ?? one.width) - (other.borderWidth ?? other.width));
}

const farBoxes = following(
  (now) => [visible(now), looks(now), isDark()],
  (now) => byLook(visible(now).concepts, (concept) => boxStyle(concept, looks(now).box(concept))),
);

function drawFarBoxes(context, { x, y, scale, across, down }) {
  const isTiny = scale < LEGIBLE;
  const least = 1.3 / scale;
  const staged = onStage(state).concepts;
  for (const [{ color }, members] of farBoxes(state)) {
    context.fillStyle = isTiny ? mix(color.border, color.background, 0.35) : color.background;
    context.strokeStyle = color.border;
    context.lineWidth = 1;
    for (const concept of members) {
      const box = content.nodes[concept];
      if (Math.abs(box.x - x) > across + box.width || Math.abs(box.y - y) > down + box.height || staged.has(concept)) continue;
      const width = Math.max(box.width, least);
      const height = Math.max(box.height, least);
      context.fillRect(box.x - width / 2, box.y - height / 2, width, height);
      if (!isTiny) context.strokeRect(box.x - width / 2, box.y - height / 2, width, height);
    }
  }
}

// Lines: `lines.done` is the last whole picture of them, `lines.making` the one that is being drawn.
const lines = { done: null, making: null };

/** Begin a new picture of the lines in sight. */
function drawLines() {
  const at = sight();
  const ratio = devicePixelRatio;
  const canvas = element("canvas", { width: Math.round(stage.clientWidth * ratio), height: Math.round(stage.clientHeight * ratio) });
  const context = canvas.getContext("2d");
  context.setTransform(at.scale * ratio, 0, 0, at.scale * ratio, canvas.width / 2 - at.x * at.scale * ratio, canvas.height / 2 - at.y * at.scale * ratio);
  const staged = onStage(state).relations;
  // What only passes by would hide what can be read.
  const isInSight = (number) => {
    const [one, other] = [content.nodes[content.edges[number].from], content.nodes[content.edges[number].to]];
    return !staged.has(number)
      && (at.scale < LEGIBLE || [one, other].some((end) => Math.abs(end.x - at.x) < at.across && Math.abs(end.y - at.y) < at.down))
      && Math.abs((one.x + other.x) / 2 - at.x) < at.across + Math.abs(one.x - other.x) / 2
      && Math.abs((one.y + other.y) / 2 - at.y) < at.down + Math.abs(one.y - other.y) / 2;
  };
  const inSight = [...visible(state).relations].filter(isInSight);
  const styled = byLook(inSight, (number) => lineStyle(number, looks(state).line(number)));
  const made = { at, canvas, context, left: styled.flatMap(([style, members]) => members.map((number) => ({ style, number }))).reverse() };
  made.crowded = inSight.length > 4 * MANY;
  lines.making = made;
  stage.setAttribute("aria-busy", "true");
  requestAnimationFrame(() => drawSlice(made));
}

/** Draw some more of the lines; the picture that is left over from another view is not gone on with. */
function drawSlice(made) {
  if (lines.making !== made) return;
  const { context, left, at: { scale }, crowded } = made;
  const end = performance.now() + SLICE;
  while (left.length > 0 && performance.now() < end) {
    const { style } = left.at(-1);
    context.beginPath();
    for (let drawn = 0; drawn < 200 && left.at(-1)?.style === style; drawn++) {
      const edge = content.edges[left.pop().number];
      if (edge.from === edge.to) continue;
      if (crowded) {
        context.moveTo(content.nodes[edge.from].x, content.nodes[edge.from].y);
        context.lineTo(content.nodes[edge.to].x, content.nodes[edge.to].y);
      } else {
        trace(context, edge);
      }
    }
    context.strokeStyle = style.color.color;
    context.globalAlpha = style.width > 2 ? 1 : crowded ? 0.3 : 0.6;
    context.lineWidth = Math.max(style.width, 0.7 / scale);
    context.stroke();
  }
  if (left.length > 0) requestAnimationFrame(() => drawSlice(made));
  else finish(made);
  if (left.length === 0 || lines.done === null) network.redraw();
}

/** Take a picture for the one that is shown; boxes that are too many to be drawn in each frame are put into it. */
function finish(made) {
  if (made !== null && visible(state).concepts.size > LIVE) {
    made.context.globalAlpha = 1;
    drawFarBoxes(made.context, made.at);
    made.hasBoxes = true;
  }
  Object.assign(lines, { done: made, making: null });
  stage.removeAttribute("aria-busy");
}

function showLines(context) {
  const shown = lines.done ?? lines.making;
  if (shown === null) return;
  const { canvas, at } = shown;
  context.drawImage(canvas, at.x - at.across, at.y - at.down, 2 * at.across, 2 * at.down);
}

/** Bring on stage what can be read now, and draw the lines anew. */
function settle() {
  view = sight();
  paint(state);
  drawLines();
}

network.on("beforeDrawing", (context) => {
  if (!isThinned(state)) return;
  if (!isSame(view, sight())) {
    clearTimeout(settling);
    settling = setTimeout(settle, view === null ? 0 : REST);
  }
  showLines(context);
  if (!lines.done?.hasBoxes) drawFarBoxes(context, sight());
});

subscribe((now, before) => {
  if (!isThinned(now)) finish(null);
  else if (before === null || visible(now) !== visible(before) || looks(now) !== looks(before) || now.theme !== before.theme) {
    if (before === null || visible(now) !== visible(before)) lines.done = null;
    drawLines();
  }
});
