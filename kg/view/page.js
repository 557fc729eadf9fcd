// The page's behaviour: where the drawing moves to, what the status says, keys and pointers, and the start.

const panel = document.getElementById("panel");
const status = document.getElementById("status");

function say(text) {
  status.textContent = text;
}

function summary(now) {
  const seen = visible(now);
  const of = (part, all, noun) => (part === all ? count(all, noun) : `${part.toLocaleString("en")} of ${count(all, noun)}`);
  return `${of(seen.concepts.size, concepts.length, "concept")} · ${of(seen.relations.size, relations.length, "relation")}`;
}

/** What the status says of a state. */
function statusOf(now) {
  if (now.chosen === null) return summary(now);
  const { steps, known, minutes, estimated } = planOf(now);
  const { name } = concepts[now.chosen];
  const needed = steps.filter((step) => !step.optional).length;
  if (needed === 0) return `${name}: known`;
  if (steps.length === 1) return `${name}: ${known.length > 0 ? "all that must be known first is known" : "nothing must be known first"}`;
  const helpful = steps.length - needed;
  return `${name}: ${count(needed, "concept")} to learn${helpful > 0 ? `, ${helpful} optional` : ""}, ${duration(minutes, estimated)}`;
}

const leave = () => change({ chosen: null });

/** Show the panel for a state; what has the focus keeps it, and the panel its place, while the concept is the same. */
function showPanel(now, before) {
  panel.hidden = now.chosen === null;
  if (now.chosen === null) {
    panel.replaceChildren();
    return;
  }
  const { scrollTop } = panel;
  const hadFocus = panel.contains(document.activeElement);
  const { className, dataset } = hadFocus ? document.activeElement : {};
  fillPanel(panel, now, leave);
  panel.scrollTop = now.chosen === before?.chosen ? scrollTop : 0;
  if (now.chosen === before?.chosen && className) {
    const same = [...panel.getElementsByClassName(className)].filter((one) => one.dataset.concept === dataset.concept);
    (same[0] ?? panel).focus({ preventScroll: true });
  } else if (hadFocus) {
    panel.focus({ preventScroll: true });
  }
}

subscribe((now, before) => {
  if (before !== null && ["chosen", "known", "goal", "theme"].every((key) => now[key] === before[key])) return;
  showPanel(now, before);
  if (before !== null && (now.chosen === null) !== (before.chosen === null)) fitCanvas();
});

// The drawing moves to a neighbourhood as a whole, and else to what is chosen where that is out of view.
subscribe((now, before) => {
  if (before === null) return;
  const changed = (...keys) => keys.some((key) => now[key] !== before[key]);
  if (now.focus !== null && changed("focus", "depth")) frame([...visible(now).concepts]);
  else if (now.chosen !== null && changed("chosen", "focus", "expanded") && !inView(now.chosen)) {
    network.moveTo({ position: content.nodes[now.chosen], scale: Math.max(network.getScale(), READABLE), animation: !still.matches });
  }
});

subscribe((now, before) => {
  if (before === null || now.chosen !== before.chosen || now.known !== before.known || now.chosen === null) say(statusOf(now));
});

function onKey(event) {
  if (document.querySelector("dialog:modal, :popover-open")) return; // the browser closes those, and only those
  if (event.key === "Escape") {
    query.value = "";
    query.dispatchEvent(new Event("input"));
    leave();
  } else if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input:not([type=checkbox], [type=range], [type=radio]), textarea, select")) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    query.focus();
  } else if (event.key === "k" && state.chosen !== null) {
    change({ known: toggled(state.known, state.chosen) });
  }
}

/** A link to a concept keeps the rest of the state: its address is written when it is about to be followed. */
function renewLink(event) {
  const link = event.target.closest?.("a.concept");
  if (link) link.setAttribute("href", addressOf({ ...state, chosen: Number(link.dataset.concept) }));
}

/** The first view: the concept of the address or the goal with its chain, else as much as is readable from the basics on. */
function open() {
  const shown = [...visible(state).concepts];
  if (state.focus !== null) frame(shown, { around: content.nodes[state.focus], animate: false, smallest: READABLE });
  else if (state.chosen !== null) frame([...chain(state)], { anchor: "right", animate: false, smallest: READABLE });
  else if (shown.length > 0 && state.view === "drawing" && !frame(shown, { animate: false, smallest: READABLE })) say(`${summary(state)} · drag to see more`);
}

document.getElementById("empty").hidden = concepts.length > 0;
document.getElementById("whole").addEventListener("click", () => {
  change({ depth: ALL });
  frame([...visible(state).concepts]);
  say(summary(state));
});
document.addEventListener("keydown", onKey);
for (const kind of ["pointerdown", "focusin", "click"]) document.addEventListener(kind, renewLink, { capture: true });
network.on("click", ({ pointer }) => change({ chosen: conceptAt(pointer.DOM) ?? null }));
network.on("hoverNode", () => stage.classList.add("pointing"));
network.on("blurNode", () => stage.classList.remove("pointing"));

begin();
open();
window.kg = Object.freeze({ network, nodes, edges, concepts, relations, place: (concept) => ({ x: content.nodes[concept].x, y: content.nodes[concept].y }) });
