// Light and dark: which of them is on, and the colours of boxes, lines and legend that follow from the ontology's.

const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark: as chosen on it, else as the reader's system is. */
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === undefined ? systemDark.matches : chosen === "dark";
}

subscribe((now, before) => {
  if (before !== null && now.theme === before.theme) return;
  if (now.theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = now.theme;
});
// The system's change is one of the theme that "auto" stands for.
systemDark.addEventListener("change", () => {
  for (const part of parts) part(state, { ...state, theme: null });
});

const LIGHT = { paper: "#fbfcfe", surface: "#ffffff", band: "#f2f5f9", faint: "#5b6675", text: "#111827", away: "#000000", accent: "#1d4ed8", fill: 0.87 };
const DARK = { paper: "#12161d", surface: "#1a202a", band: "#171c25", faint: "#9aa6b5", text: "#e8edf4", away: "#ffffff", accent: "#8ab4ff", fill: 0.74 };

/** The colours of the drawing that no ontology chooses; `away` is what a colour moves to, to stand out from the paper. */
const palette = () => (isDark() ? DARK : LIGHT);

const channels = (colour) => [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));

/** The colour that is `share` of the way (0 to 1) from one to the other. */
function mix(colour, other, share) {
  const to = channels(other);
  const parts = channels(colour).map((part, place) => Math.round(part * (1 - share) + to[place] * share));
  return "#" + parts.map((part) => part.toString(16).padStart(2, "0")).join("");
}

const clear = (colour, alpha) => `rgba(${channels(colour).join(",")},${alpha})`;

/** Relative luminance, 0 to 1, as WCAG 2.2 defines it. */
function luminance(colour) {
  const [red, green, blue] = channels(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, 1 to 21, as WCAG 2.2 defines it. */
function contrast(one, other) {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

/** The colour nearest to `colour`, on the way to `away`, that has this contrast to all of `grounds`. */
function standingOut(colour, away, least, ...grounds) {
  for (let share = 0; share < 1; share += 0.04) {
    const made = mix(colour, away, share);
    if (grounds.every((ground) => contrast(made, ground) >= least)) return made;
  }
  return away;
}

const OUTLINE = 3; // WCAG 1.4.11: what must be seen to understand a drawing
const LETTERS = 4.5; // WCAG 1.4.3: text

const remembered = new Map();

/** What `make` makes, once for each theme. */
function once(name, make) {
  const key = `${isDark()} ${name}`;
  if (!remembered.has(key)) remembered.set(key, make());
  return remembered.get(key);
}

function outline(colour) {
  const { paper, surface, band, away } = palette();
  return once(`outline ${colour}`, () => standingOut(isDark() ? mix(colour, away, 0.3) : colour, away, OUTLINE, paper, surface, band));
}

/** The colour that stands for a kind, in boxes and legend alike. */
const kindColour = (kind) => outline(kinds[kind].colour);

/** The colour that stands for a type of relations, in lines and legend alike. */
const typeColour = (type) => outline(types[type].colour);

/** How a box looks: "plain", "chosen", "chain" (known first) or "faded". */
function boxStyle(concept, state) {
  const { kind } = concepts[concept];
  return once(`box ${state} ${kind}`, () => {
    const { paper, text, fill } = palette();
    const colour = kindColour(kind);
    if (state === "chosen") {
      const letters = contrast("#ffffff", colour) >= LETTERS ? "#ffffff" : "#000000"; // one of them has 4.58 on any colour
      return boxOptions(colour, isDark() ? "#ffffff" : mix(colour, "#000000", 0.35), letters, 3);
    }
    const background = mix(colour, paper, state === "chain" ? fill - 0.06 : fill);
    if (state === "faded") {
      const pale = mix(background, paper, 0.55);
      return boxOptions(pale, mix(colour, paper, 0.72), standingOut(mix(text, paper, 0.6), text, LETTERS, pale), 1);
    }
    return boxOptions(background, colour, text, state === "chain" ? 2 : 1);
  });
}

function boxOptions(background, border, text, borderWidth) {
  const colours = { background, border };
  return { color: { ...colours, highlight: colours, hover: colours }, font: { color: text }, borderWidth };
}

/** How a line looks: "plain", "chain", "near" (at the chosen concept) or "faded". */
function lineStyle(relation, state) {
  const { type } = relations[relation];
  return once(`line ${state} ${type}`, () => {
    const colour = typeColour(type);
    const width = (types[type].leads ? 1.3 : 1) + (state === "chain" ? 0.9 : 0);
    // faded lines let those through that they lie on
    return { color: { color: colour, hover: colour, highlight: colour, inherit: false, opacity: state === "faded" ? 0.17 : 1 }, width };
  });
}
