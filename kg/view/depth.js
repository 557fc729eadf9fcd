// How much of the graph is shown around a concept: the slider, and what a double click adds.

const slider = document.getElementById("depth");
const sliderValue = document.getElementById("depth-value");

slider.addEventListener("input", () => {
  change({ depth: DEPTHS[Number(slider.value) - 1], focus: state.chosen ?? state.focus, expanded: NONE });
});

subscribe((now) => {
  slider.disabled = now.chosen === null && now.focus === null;
  slider.value = String(DEPTHS.indexOf(now.depth) + 1);
  sliderValue.textContent = now.depth === ALL ? "all" : String(now.depth);
  const around = now.focus === null ? "" : ` around ${concepts[now.focus].name}`;
  slider.setAttribute("aria-valuetext", now.depth === ALL ? "the whole graph" : `${count(now.depth, "relation")}${around}`);
  slider.parentElement.title = slider.disabled ? "Choose a concept to see what is near to it" : `Shows ${slider.getAttribute("aria-valuetext")}`;
});

network.on("doubleClick", ({ pointer }) => {
  const concept = conceptAt(pointer.DOM);
  if (concept !== undefined && state.focus !== null) change({ expanded: new Set([...state.expanded, concept]) });
});
