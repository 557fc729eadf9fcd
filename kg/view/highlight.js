// How each box and line looks in a state: the chosen concept and its chain stand out, the rest recedes.

/** The steps of study before the chosen concept, none where nothing is chosen. */
const studied = following(({ chosen }) => [chosen], ({ chosen }) => (chosen === null ? [] : studyOrder(chosen)));

/** The chosen concept and all that leads to it. */
const chain = following(({ chosen }) => [chosen], (now) => new Set(now.chosen === null ? [] : [now.chosen, ...studied(now).map((step) => step.concept)]));

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
  nodes.update(altered(concepts, seen.concepts, boxLook, boxLooks, (concept) => boxStyle(concept, boxLook(concept))));
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

subscribe((now, before) => paint(now, { all: before === null || now.theme !== before.theme }));
