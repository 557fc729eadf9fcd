// The search: matches while typing, Enter goes to the likeliest, Enter again to the next.

const query = document.getElementById("query");
let searched = { text: "", found: [], next: 0 };

function suggest() {
  query.removeAttribute("aria-invalid");
  const suggested = new Set(matches(query.value).slice(0, 12).map((concept) => concepts[concept].name));
  document.getElementById("matches").replaceChildren(...[...suggested].map((value) => element("option", { value })));
}

function search() {
  const text = query.value;
  if (fold(text) === "") return;
  if (searched.text !== text) searched = { text, found: matches(text), next: 0 };
  const { found, next } = searched;
  query.setAttribute("aria-invalid", String(found.length === 0));
  if (found.length === 0) {
    say(`No match for “${text}”.`);
    return;
  }
  change({ chosen: found[next] });
  if (found.length > 1) say(`${concepts[found[next]].name}: match ${next + 1} of ${found.length}; Enter for the next`);
  searched.next = (next + 1) % found.length;
}

query.addEventListener("input", suggest);
document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
