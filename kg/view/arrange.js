// Where things are. The whole graph is where Python put it; the neighbourhood of a concept in a large graph would be
// scattered over all of that, so it is drawn on its own.

const COMPACT = 24; // concepts of a graph whose neighbourhoods are shown where they are
const MOST_ARRANGED = 2500; // concepts of a neighbourhood that is drawn on its own

const { bands: wholeBands, loose: wholeLoose, layout: wholeLayout } = content.details;
const whole = { places: new Map(), lanes: new Map() };

/** The concepts of the neighbourhood that is to be drawn on its own, whatever of it is hidden; null for the whole graph. */
const neighbourhood = following(
  ({ focus, depth, expanded }) => [focus, depth, expanded],
  ({ focus, depth, expanded }) => {
    if (focus === null || concepts.length <= COMPACT) return null;
    const found = new Set([[focus, depth], ...[...expanded].map((one) => [one, 1])].flatMap(([one, far]) => [...nearby(one, far, () => true, NONE)]));
    return found.size > MOST_ARRANGED ? null : found;
  },
);

function putBack() {
  for (const [concept, place] of whole.places) Object.assign(content.nodes[concept], place);
  for (const [relation, lanes] of whole.lanes) content.edges[relation].lanes = lanes;
  whole.places.clear();
  whole.lanes.clear();
  Object.assign(content.details, { bands: wholeBands, loose: wholeLoose, layout: wholeLayout });
}

/** Put the concepts and lines of a neighbourhood where they are to be. */
function arrange(members) {
  const inside = [...new Set([...members].flatMap((concept) => relationsOf[concept]))].filter((number) => {
    const { source, target } = relations[number];
    return source !== target && members.has(source) && members.has(target);
  });
  const links = inside.map((number) => [content.edges[number].from, content.edges[number].to]);
  const boxes = new Map([...members].sort((one, other) => one - other).map((concept) => [concept, content.nodes[concept]]));
  const { at, lanes, bands } = columnsOf(boxes, drawnLevels(members, inside), links);
  for (const [concept, { x, y }] of at) {
    const node = content.nodes[concept];
    whole.places.set(concept, { x: node.x, y: node.y });
    Object.assign(node, { x, y });
  }
  for (const number of inside) {
    const edge = content.edges[number];
    whole.lanes.set(number, edge.lanes);
    edge.lanes = lanes.get(`${edge.from} ${edge.to}`) ?? lanes.get(`${edge.to} ${edge.from}`) ?? [];
  }
  Object.assign(content.details, { bands, loose: null, layout: "levels" });
}

/** The level of each concept; one that has no part in the prerequisites here stands beside what it is linked to. */
function drawnLevels(members, inside) {
  const levels = new Map();
  for (const number of inside) {
    const { source, type, target } = relations[number];
    if (types[type].leads) for (const end of [source, target]) levels.set(end, concepts[end].level);
  }
  const queue = [...levels.keys()].sort((one, other) => levels.get(other) - levels.get(one) || one - other);
  for (const start of [null, ...members]) {
    if (start !== null && !levels.has(start)) {
      levels.set(start, concepts[start].level);
      queue.push(start);
    }
    for (let here = queue.shift(); here !== undefined; here = queue.shift()) {
      for (const number of relationsOf[here]) {
        const other = relations[number].source === here ? relations[number].target : relations[number].source;
        if (members.has(other) && !levels.has(other)) {
          levels.set(other, levels.get(here) + 1);
          queue.push(other);
        }
      }
    }
  }
  return levels;
}

// Before any other part looks where something is; boxes that are drawn already move along.
subscribe((now, before) => {
  if (before !== null && neighbourhood(now) === neighbourhood(before)) return;
  arrangement += 1;
  const moved = new Set(whole.places.keys());
  putBack();
  if (neighbourhood(now) !== null) arrange(neighbourhood(now));
  for (const concept of whole.places.keys()) moved.add(concept);
  nodes.update(nodes.getIds().filter((concept) => moved.has(concept)).map((id) => ({ id, x: content.nodes[id].x, y: content.nodes[id].y })));
});
