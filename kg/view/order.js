// Orders of prerequisites, as kg/order.py has them: cycles and levels. Concepts are numbers, in the order of their ids.

/** The sets of two or more that reach each other, by edges [from, to]: Tarjan, "Depth-first search and linear graph algorithms", 1972. */
function cyclicComponents(edges) {
  const below = grouped(edges);
  const index = new Map();
  const low = new Map();
  const stack = [];
  const open = new Set();
  const found = [];
  for (const root of below.keys()) {
    const path = index.has(root) ? [] : [[root, 0]];
    while (path.length > 0) {
      const [here, place] = path.at(-1);
      if (place === 0) {
        index.set(here, index.size);
        low.set(here, index.get(here));
        stack.push(here);
        open.add(here);
      }
      const ends = below.get(here) ?? [];
      if (place < ends.length) {
        path.at(-1)[1] += 1;
        const end = ends[place];
        if (!index.has(end)) path.push([end, 0]);
        else if (open.has(end)) low.set(here, Math.min(low.get(here), index.get(end)));
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const [caller] = path.at(-1);
        low.set(caller, Math.min(low.get(caller), low.get(here)));
      }
      if (low.get(here) === index.get(here)) {
        const component = stack.splice(stack.lastIndexOf(here));
        for (const one of component) open.delete(one);
        if (component.length > 1) found.push(component.sort(ascending));
      }
    }
  }
  return found;
}

const ascending = (one, other) => one - other;

/** [key, value] pairs as a map from key to values. */
function grouped(pairs) {
  const found = new Map();
  for (const [key, value] of pairs) {
    if (found.has(key)) found.get(key).push(value);
    else found.set(key, [value]);
  }
  return found;
}

/** The smallest of its cyclic component, for each concept on a cycle. */
const componentOf = (edges) => new Map(cyclicComponents(edges).flatMap((found) => found.map((one) => [one, found[0]])));

/**
 * The level of each of `nodes` by edges [dependant, prerequisite, hard]: 0 needs nothing, n + 1 something of level n. Soft
 * edges on a cycle do not count; those on a cycle of hard ones share a level.
 */
function prerequisiteLevels(nodes, edges) {
  const round = componentOf(edges);
  const kept = edges.filter(([one, other, hard]) => hard || !round.has(one) || round.get(one) !== round.get(other));
  const shared = componentOf(kept.filter(([one, other]) => round.has(one) && round.has(other)));
  const head = (one) => shared.get(one) ?? one;
  const levels = peeled(nodes.map(head), kept.map(([one, other]) => [head(one), head(other)]).filter(([one, other]) => one !== other));
  return new Map(nodes.map((one) => [one, levels.get(head(one))]));
}

/** Levels of an acyclic graph: what waits for nothing is taken off, row by row (Kahn, "Topological sorting of large networks", 1962). */
function peeled(nodes, edges) {
  const dependants = grouped(edges.map(([one, other]) => [other, one]));
  const waiting = new Map();
  for (const [one] of edges) waiting.set(one, (waiting.get(one) ?? 0) + 1);
  const levels = new Map();
  let row = [...new Set([...nodes, ...dependants.keys()])].filter((one) => !waiting.has(one));
  for (let level = 0; row.length > 0; level++) {
    const following = [];
    for (const one of row) {
      levels.set(one, level);
      for (const dependant of dependants.get(one) ?? []) {
        waiting.set(dependant, waiting.get(dependant) - 1);
        if (waiting.get(dependant) === 0) following.push(dependant);
      }
    }
    row = following;
  }
  return levels;
}
