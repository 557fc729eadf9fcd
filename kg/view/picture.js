// The graph as a picture to keep: all that is not hidden, as it looks now, with title and legend. SVG, and PNG made of it.

const SHARPNESS = 2; // pixels of the PNG for each of the drawing's
const LARGEST = { side: 16384, area: 2 ** 26 }; // of a canvas, in pixels, that every browser can make
const EDGE = 32; // around the picture
const LOOP = 20; // the radius of a line from a concept to itself, as vis-network draws it

function shape(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  }
  made.append(...children);
  return made;
}

/** A stand-in for a canvas that writes down the path which is drawn on it, and how far it reaches. */
class Pen {
  steps = [];
  points = [];

  #go(letter, ...numbers) {
    this.steps.push(letter + numbers.map((number) => Math.round(number * 10) / 10).join(" "));
    for (let place = 0; place < numbers.length; place += 2) this.points.push({ x: numbers[place], y: numbers[place + 1] });
  }
  moveTo(...at) {
    this.#go("M", ...at);
  }
  lineTo(...at) {
    this.#go("L", ...at);
  }
  bezierCurveTo(...at) {
    this.#go("C", ...at);
  }
  loop(x, y, radius) {
    this.#go("M", x - radius, y);
    this.steps.push(`a${radius} ${radius} 0 1 1 ${2 * radius} 0a${radius} ${radius} 0 1 1 ${-2 * radius} 0`);
    this.points.push({ x: x + radius, y: y - radius }, { x, y: y + radius });
  }
}

function pictureOfBox(id) {
  const { color, borderWidth, font } = boxStyle(id, looks(state).box(id));
  const { label } = content.nodes[id];
  const { x, y, width, height } = boxAt(id);
  const [left, top] = [x - width / 2, y - height / 2];
  const size = content.options.nodes.font.size;
  const lines = label.split("\n");
  const text = lines.map((line, place) => shape("tspan", { x, y: y + (place - (lines.length - 1) / 2) * size + size * 0.34 }, line));
  const { name, kind } = concepts[id];
  return {
    reach: [{ x: left, y: top }, { x: left + width, y: top + height }],
    drawn: shape("g", { class: "concept" },
      shape("title", {}, [name, kind, durationOf(id)].filter(Boolean).join(" · ")),
      shape("rect", { x: left, y: top, width, height, rx: 7, fill: color.background, stroke: color.border, "stroke-width": borderWidth, "stroke-dasharray": state.known.has(id) ? KNOWN_DASHES.join(" ") : undefined }),
      shape("text", { "text-anchor": "middle", "font-size": size, fill: font.color }, ...text)),
  };
}

function pictureOfLine(id) {
  const { color, width } = lineStyle(id, looks(state).line(id));
  const { from, to, dashes, arrows } = content.edges[id];
  const pen = new Pen();
  const colour = color.color;
  const made = shape("g", { class: "relation", opacity: color.opacity === 1 ? undefined : String(color.opacity) }, shape("title", {}, sentence(relations[id])));
  if (from === to) pen.loop(boxAt(from).x + boxAt(from).width / 2, boxAt(from).y - LOOP, LOOP);
  else trace(pen, content.edges[id]);
  made.append(shape("path", { d: pen.steps.join(""), fill: "none", stroke: colour, "stroke-width": width, "stroke-dasharray": dashes?.join(" ") }));
  if (arrows === undefined && from !== to) {
    const toArrowScale = content.options.edges.arrows.to.scaleFactor;
    const { point, angle, length } = arrowOf(content.edges[id], { toArrowScale, width });
    const corner = (x, y) => [
      point.x + length * (x * Math.cos(angle) - y * Math.sin(angle)),
      point.y + length * (x * Math.sin(angle) + y * Math.cos(angle)),
    ].map((number) => Math.round(number * 10) / 10).join(" ");
    made.append(shape("path", { d: `M${corner(0, 0)}L${corner(-1, 0.3)}L${corner(-0.9, 0)}L${corner(-1, -0.3)}Z`, fill: colour }));
  }
  return { reach: pen.points, drawn: made };
}

/** Entries of the legend in rows, none wider than `width`: what is drawn of them, and where the next row would begin. */
function pictureOfLegend(title, entries, { left, top, width }) {
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `13px ${content.options.nodes.font.face}`;
  const { faint, text } = palette();
  const drawn = shape("g", { class: "legend", "font-size": 13 }, shape("text", { x: left, y: top, fill: faint }, title));
  let [x, y] = [left + 80, top];
  for (const { name, number, sample } of entries) {
    const words = number === undefined ? name : `${name} ${number.toLocaleString("en")}`;
    const wide = ruler.measureText(words).width + 46;
    if (x + wide > left + width && x > left + 80) [x, y] = [left + 80, y + 24];
    drawn.append(sample(x, y), shape("text", { x: x + 24, y, fill: text }, words));
    x += wide;
  }
  return { drawn, next: y + 26 };
}

function counted(items, key) {
  const numbers = new Map();
  for (const item of items) numbers.set(key(item), (numbers.get(key(item)) ?? 0) + 1);
  return [...numbers].sort(([one, few], [other, many]) => many - few || compare(one, other));
}

/** The picture as an SVG element, and its size; null where nothing is shown. */
function picture() {
  const boxes = [...visible(state).concepts];
  const lines = [...visible(state).relations];
  if (boxes.length === 0) return null;
  const { paper, band, faint, text } = palette();
  const drawnLines = lines.map(pictureOfLine);
  const drawnBoxes = boxes.map(pictureOfBox);
  const reach = [...drawnLines, ...drawnBoxes].flatMap((one) => one.reach);
  const furthest = (pick, key) => reach.reduce((so, point) => pick(so, point[key]), reach[0][key]);
  const bounds = { left: furthest(Math.min, "x"), right: furthest(Math.max, "x"), top: furthest(Math.min, "y"), bottom: furthest(Math.max, "y") };

  const left = bounds.left - EDGE;
  const width = Math.max(bounds.right - bounds.left + 2 * EDGE, 720);
  const top = bounds.top - EDGE - 76;
  const levels = content.details.bands.filter((one) => one[1] <= bounds.right && one[2] >= bounds.left);
  const behind = shape("g", { class: "levels", "font-size": 13, "font-weight": 600, "text-anchor": "middle", fill: faint });
  for (const [place, [level, from, to]] of levels.entries()) {
    if (place % 2 === 0) behind.append(shape("rect", { x: from - 25, y: top + 56, width: to - from + 50, height: bounds.bottom - top - 56 + 16, fill: band }));
    behind.append(shape("text", { x: (from + to) / 2, y: top + 76 }, level === 0 ? "Start here" : `Level ${level}`));
  }
  const place = (y) => ({ left: bounds.left, top: y, width: width - 2 * EDGE });
  const ofKinds = pictureOfLegend("Kinds", counted(boxes, (concept) => concepts[concept].kind).map(([name, number]) => ({
    name, number,
    sample: (x, y) => shape("rect", { x, y: y - 10, width: 14, height: 11, rx: 3, fill: kindColour(name) }),
  })), place(bounds.bottom + 52));
  const ofTypes = pictureOfLegend("Relations", [
    ...counted(lines, (relation) => relations[relation].type).map(([type, number]) => ({
      name: types[type].label, number,
      sample: (x, y) => shape("rect", { x, y: y - 6, width: 16, height: 3, rx: 1.5, fill: typeColour(type) }),
    })),
    ...(lines.some((relation) => relations[relation].soft) ? [{
      name: SOFTLY,
      sample: (x, y) => shape("line", { x1: x, x2: x + 17, y1: y - 4.5, y2: y - 4.5, stroke: faint, "stroke-width": 2, "stroke-dasharray": "7 3" }),
    }] : []),
  ], place(ofKinds.next));
  const legend = lines.length > 0 ? [ofKinds, ofTypes] : [ofKinds];
  const height = legend.at(-1).next + 6 - top;
  const made = shape("svg", {
    role: "img", width, height, "font-family": content.options.nodes.font.face,
    viewBox: [left, top, width, height].map((number) => Math.round(number * 10) / 10).join(" "),
  },
    shape("title", {}, document.title),
    shape("rect", { x: left, y: top, width, height, fill: paper }),
    shape("text", { x: bounds.left, y: top + 36, "font-size": 20, "font-weight": 650, fill: text }, document.title),
    behind,
    shape("g", { class: "relations" }, ...drawnLines.map((one) => one.drawn)),
    shape("g", { class: "concepts" }, ...drawnBoxes.map((one) => one.drawn)),
    ...legend.map((one) => one.drawn));
  return { text: new XMLSerializer().serializeToString(made), width, height };
}

/** The title of the page as the name of a file, without what a file system or a shell could take amiss. */
function fileName(ending) {
  const name = document.title.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+/, "").slice(0, 60).replace(/-+$/, "");
  return `${name || "graph"}.${ending}`;
}

/** Have the browser save a file. */
function offer(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function saveSvg() {
  const made = picture();
  if (made === null) return say("There is nothing to save: no concept is shown.");
  offer(new Blob([made.text], { type: "image/svg+xml" }), fileName("svg"));
  return say(`Saved ${fileName("svg")}.`);
}

async function savePng() {
  const made = picture();
  if (made === null) return say("There is nothing to save: no concept is shown.");
  const scale = Math.min(SHARPNESS, LARGEST.side / made.width, LARGEST.side / made.height, Math.sqrt(LARGEST.area / (made.width * made.height)));
  const whole = (length) => Math.floor(length * scale + 1e-6); // the longest side times the scale may come to 16383.999
  const canvas = element("canvas", { width: whole(made.width), height: whole(made.height) });
  const address = URL.createObjectURL(new Blob([made.text], { type: "image/svg+xml" }));
  try {
    const image = element("img", { src: address });
    await image.decode();
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("The canvas gave no picture.");
    offer(blob, fileName("png"));
  } catch {
    return say("The browser cannot make a PNG of this size. Save it as SVG, or hide a part of it.");
  } finally {
    URL.revokeObjectURL(address);
  }
  const size = `${canvas.width.toLocaleString("en")} × ${canvas.height.toLocaleString("en")} pixels`;
  return say(
    scale < SHARPNESS
      ? `Saved ${fileName("png")}, ${size}: no canvas is larger, so its letters are smaller than usual. The SVG has no such bound.`
      : `Saved ${fileName("png")}, ${size}.`,
  );
}
