// The drawing: vis-network with positions from Python, and lines that go around boxes.

const READABLE = 0.7; // the zoom below which labels are too small to read
const CLOSEST = 1.15; // the zoom that opening a small graph does not exceed
const HEADROOM = 30; // pixels at the top for the names of the levels

const still = matchMedia("(prefers-reduced-motion: reduce)");

let arrangement = 0; // counts how often places were changed

// What vis-network draws; `paint` brings it in and takes it out.
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const stage = document.getElementById("drawing");
const network = new vis.Network(stage, { nodes, edges }, content.options);

/** A concept and a relation as vis-network is told of them, without their looks. */
function boxRecord(concept) {
  const { width, height, ...node } = content.nodes[concept];
  return { ...node, title: conceptHint(concept) };
}
function lineRecord(relation) {
  const { lanes, offset, ...edge } = content.edges[relation];
  return { ...edge, title: relationHint(relation) };
}

/** The middle and the size of a concept's box; the browser's font may need a larger one than was reckoned with. */
function boxAt(concept) {
  const { x, y, width, height } = content.nodes[concept];
  const drawn = network.body.nodes[concept]?.shape;
  return { id: concept, x, y, width: Math.max(drawn?.width ?? 0, width), height: Math.max(drawn?.height ?? 0, height) };
}

/** Where the way from the middle of a box to a point outside leaves it. */
function border(end, there) {
  const [dx, dy] = [there.x - end.x, there.y - end.y];
  const part = Math.min(end.width / 2 / Math.abs(dx || 1e-9), end.height / 2 / Math.abs(dy || 1e-9));
  return { x: end.x + dx * part, y: end.y + dy * part };
}

/** A bow from box to box, flat unless other lines lie beside it. */
function bow(from, to, offset) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const across = from.id < to.id ? 2 * offset : -2 * offset; // a curve reaches half of it
  const middle = {
    x: (from.x + to.x) / 2 - (across * (to.y - from.y)) / length,
    y: (from.y + to.y) / 2 + (across * (to.x - from.x)) / length,
  };
  const start = border(from, middle);
  const end = border(to, middle);
  const toward = (point) => ({ x: point.x + ((middle.x - point.x) * 2) / 3, y: point.y + ((middle.y - point.y) * 2) / 3 });
  return { start, end, into: Math.atan2(end.y - middle.y, end.x - middle.x), steps: [[toward(start), toward(end), end]] };
}

/**
 * The course of a line as curves and level stretches: from the edge of one box, through its lanes, to the other's.
 * It ends in the direction `into`.
 */
function course({ from: first, to: last, lanes, offset }) {
  const [from, to] = [boxAt(first), boxAt(last)];
  if (content.details.layout === "force") return bow(from, to, offset);
  const half = (end) => end.width / 2;
  const port = (end) => Math.max(-1, Math.min(1, offset / 24)) * (end.height / 2 - 5);
  const start = { x: from.x, y: from.y + port(from) };
  const end = { x: to.x, y: to.y + port(to) };
  if (Math.abs(from.x - to.x) < half(from) + half(to)) {
    start.x += half(from);
    end.x += half(to);
    const bulge = Math.max(start.x, end.x) + 30 + offset; // a curve reaches three quarters of this: within the gap
    return { start, end, into: Math.PI, steps: [[{ x: bulge, y: start.y }, { x: bulge, y: end.y }, end]] };
  }
  const way = from.x < to.x ? 1 : -1;
  start.x += way * half(from);
  end.x -= way * half(to);
  const steps = [];
  let here = start;
  const bend = (there) => {
    const reach = (there.x - here.x) * 0.5;
    steps.push([{ x: here.x + reach, y: here.y }, { x: there.x - reach, y: there.y }, there]);
    here = there;
  };
  for (const [left, right, y] of way > 0 ? lanes : [...lanes].reverse()) {
    bend({ x: way > 0 ? left : right, y: y + offset });
    here = { x: way > 0 ? right : left, y: y + offset };
    steps.push([here]);
  }
  bend(end);
  return { start, end, into: way > 0 ? 0 : Math.PI, steps };
}

/** Points along a course, near enough for the mouse. */
function sampled({ start, steps }) {
  const points = [start];
  for (const [first, second, third] of steps) {
    const here = points.at(-1);
    if (second === undefined) {
      points.push(first);
      continue;
    }
    for (let part = 1; part <= 8; part++) {
      const t = part / 8;
      const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
      const along = [here, first, second, third];
      points.push({
        x: along.reduce((sum, point, place) => sum + weights[place] * point.x, 0),
        y: along.reduce((sum, point, place) => sum + weights[place] * point.y, 0),
      });
    }
  }
  return points;
}

function distanceToStretch(one, other, x, y) {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const along = Math.max(0, Math.min(1, ((x - one.x) * dx + (y - one.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(one.x + along * dx - x, one.y + along * dy - y);
}

/** Draw the course of a line into the path of a canvas, up to where its arrow begins. */
function trace(context, edge) {
  const { start, end, into, steps } = course(edge);
  const tip = edge.arrows ? 0 : 6;
  context.moveTo(start.x, start.y);
  for (const [first, second, third] of steps) {
    if (second === undefined) context.lineTo(first.x, first.y);
    else if (third === end) context.bezierCurveTo(first.x, first.y, second.x, second.y, end.x - tip * Math.cos(into), end.y - tip * Math.sin(into));
    else context.bezierCurveTo(first.x, first.y, second.x, second.y, third.x, third.y);
  }
}

/** Where the arrow of a line is, and how long. */
function arrowOf(edge, { toArrowScale, width }) {
  const { end, into } = course(edge);
  const length = 15 * toArrowScale + 3 * width;
  const core = { x: end.x - 0.9 * length * Math.cos(into), y: end.y - 0.9 * length * Math.sin(into) };
  return { point: end, core, angle: into, length };
}

// vis-network 9.1 draws one curve from box to box, and has no way to lead it around others: the three methods of an
// edge that draw it, end it and find it are replaced. Where a version has them not, its own curves remain.
edges.on("add", (_, { items }) => {
  for (const relation of items) {
    const edge = content.edges[relation];
    const drawn = network.body?.edges?.[relation]?.edgeType;
    if (!drawn?._line || !drawn.getArrowData || !drawn.getDistanceToEdge || edge.from === edge.to) continue;
    drawn._line = (context) => {
      context.beginPath();
      trace(context, edge);
      context.stroke();
    };
    drawn.getArrowData = (context, position, via, selected, hover, values) => ({ ...arrowOf(edge, values), type: values.toArrowType });
    let [points, at] = [[], -1];
    drawn.getDistanceToEdge = (x1, y1, x2, y2, x, y) => {
      if (at !== arrangement) [points, at] = [sampled(course(edge)), arrangement];
      let nearest = Infinity;
      for (let place = 1; place < points.length; place++) {
        nearest = Math.min(nearest, distanceToStretch(points[place - 1], points[place], x, y));
      }
      return nearest;
    };
  }
});

// Levels as columns of paper, behind all; their names at the top of the view, before all, however far it is moved.
network.on("beforeDrawing", (context) => {
  const top = network.DOMtoCanvas({ x: 0, y: 0 }).y;
  const bottom = network.DOMtoCanvas({ x: 0, y: stage.clientHeight }).y;
  context.fillStyle = palette().band;
  for (const [place, [, left, right]] of content.details.bands.entries()) {
    if (place % 2 === 0) context.fillRect(left - 25, top, right - left + 50, bottom - top);
  }
});
network.on("afterDrawing", (context) => {
  const { paper, faint } = palette();
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const scale = network.getScale();
  context.fillStyle = clear(paper, 0.88);
  if (content.details.bands.length > 0) context.fillRect(corner.x, corner.y, stage.clientWidth / scale, HEADROOM / scale);
  context.font = `600 ${11 / scale}px ${content.options.nodes.font.face}`;
  context.textBaseline = "top";
  context.textAlign = "center";
  context.fillStyle = faint;
  for (const [level, left, right] of content.details.bands) {
    const name = level === 0 ? "Start here" : `Level ${level}`;
    if (context.measureText(name).width < right - left + 40) context.fillText(name, (left + right) / 2, corner.y + 9 / scale);
  }
  if (content.details.loose !== null && content.details.bands.length > 0) {
    context.textAlign = "left";
    context.fillText("Not linked yet", 0, content.details.loose - 18);
  }
});

/** Give the canvas the size of its place now, with zoom and left edge kept: vis-network itself would scale the drawing. */
function fitCanvas() {
  const scale = network.getScale();
  const { x, y } = network.DOMtoCanvas({ x: 0, y: 0 });
  network.redraw();
  network.moveTo({ scale, position: { x: x + stage.clientWidth / 2 / scale, y: y + stage.clientHeight / 2 / scale } });
}

/** Show these concepts as large as they fit, up to a readable size; what does not fit then is beyond `anchor`'s side, or far from `around`. */
function frame(shown, { anchor = "left", around = null, animate = true, smallest = 0.02 } = {}) {
  if (shown.length === 0) return;
  fitCanvas();
  const edge = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const concept of shown) {
    const { x, y, width, height } = content.nodes[concept];
    edge.left = Math.min(edge.left, x - width / 2);
    edge.right = Math.max(edge.right, x + width / 2);
    edge.top = Math.min(edge.top, y - height / 2);
    edge.bottom = Math.max(edge.bottom, y + height / 2);
  }
  const width = stage.clientWidth - 40;
  const height = stage.clientHeight - HEADROOM - 24;
  const fitting = Math.min(width / (edge.right - edge.left), height / (edge.bottom - edge.top), CLOSEST);
  const scale = Math.max(fitting, smallest);
  const position = { x: (edge.left + edge.right) / 2, y: (edge.top + edge.bottom) / 2 - (HEADROOM - 12) / 2 / scale };
  if (edge.right - edge.left > width / scale) {
    const [first, last] = [edge.left + width / 2 / scale, edge.right - width / 2 / scale];
    position.x = around !== null ? Math.max(first, Math.min(last, around.x)) : anchor === "left" ? first : last;
  }
  if (anchor === "left" && edge.bottom - edge.top > height / scale) {
    const [first, last] = [edge.top + (stage.clientHeight / 2 - HEADROOM - 8) / scale, edge.bottom - (stage.clientHeight / 2 - 16) / scale];
    position.y = around !== null ? Math.max(first, Math.min(last, around.y)) : first;
  }
  network.moveTo({ position, scale, animation: animate && !still.matches && { duration: 350, easingFunction: "easeInOutQuad" } });
  return fitting >= smallest;
}

/** Whether a concept's box is inside the view. */
function inView(concept) {
  const { x, y } = network.canvasToDOM({ x: content.nodes[concept].x, y: content.nodes[concept].y });
  return x > 60 && y > HEADROOM + 10 && x < stage.clientWidth - 60 && y < stage.clientHeight - 20;
}
