// The menu and the other buttons of the page's frame: saving, printing, theme, keys, and the legend on a phone.

const menu = document.getElementById("menu");
const help = document.getElementById("help");

const showHelp = () => help.open || help.showModal();

for (const [name, act] of [["save-png", savePng], ["save-svg", saveSvg], ["print", () => window.print()], ["keys", showHelp],
  ["save-marks", saveMarks], ["load-marks", () => marksFile.click()], ["forget-marks", () => change({ known: NONE })]]) {
  document.getElementById(name).addEventListener("click", () => {
    menu.hidePopover();
    act();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.target.closest?.("input, select, textarea")) return;
  event.preventDefault();
  showHelp();
});

const themes = document.querySelectorAll("#theme input");
for (const choice of themes) choice.addEventListener("change", () => change({ theme: choice.value }));
subscribe((now) => {
  for (const choice of themes) choice.checked = choice.value === now.theme;
});

const legendToggle = document.getElementById("legend-toggle");
legendToggle.addEventListener("click", () => {
  legendToggle.setAttribute("aria-expanded", String(legendToggle.getAttribute("aria-expanded") !== "true"));
  fitCanvas();
});
