// A layered drawing of a part of the graph, by the steps of layout.py and order.py on fewer concepts: columns from left to
// right, few crossings, heights that make lines straight, and lanes where long lines cross columns.

const COLUMN_GAP = 44;
const ROW_GAP = 18;
const LANE_GAP = 9;
const MOST_LANES = 3000;
const FEWEST_ROWS = 7;
const SWEEPS = 8;

/**
 * The places of boxes: `boxes` by id to { width, height }, `levels` by id to their level, `links` as pairs of ids.
 * Returns `at`: by id to { x, y }; `lanes`: by "left right" to [left, right, y] each; and `bands`: [level, left, right] each.
 */
function columnsOf(boxes, levels, links) {
  const columns = dealt(boxes, levels, links);
  const column = new Map(columns.flatMap(({ items }, place) => items.map((id) => [id, place])));
  const grid = { order: columns.map(({ items }) => [...items]), height: new Map(), left: new Map(), right: new Map() };
  for (const [id, { height }] of boxes) addItem(grid, id, height);

  const courses = new Map();
  const share = new Map();
  for (const [one, other] of sortedLinks(links, column)) {
    const points = [];
    let before = one;
    for (let place = column.get(one) + 1; place < column.get(other) && share.size < MOST_LANES; place++) {
      const lane = `${one} ${place}`;
      if (!share.has(lane)) {
        share.set(lane, addItem(grid, lane, 0));
        grid.order[place].splice(Math.round(((grid.order[place].length + 1) * (columns[column.get(one)].items.indexOf(one) + 0.5)) / columns[column.get(one)].items.length), 0, lane);
        join(grid, before, lane);
      }
      before = lane;
      points.push(lane);
    }
    join(grid, before, other);
    if (points.length > 0) courses.set(`${one} ${other}`, points);
  }
  uncross(grid);
  const y = straightened(grid);

  const lefts = [];
  const widths = columns.map(({ items }) => Math.max(...items.map((id) => boxes.get(id).width)));
  const bands = [];
  widths.reduce((x, width, place) => {
    lefts.push(x);
    const { level } = columns[place];
    if (bands.at(-1)?.[0] === level) bands.at(-1)[2] = x + width;
    else bands.push([level, x, x + width]);
    return x + width + COLUMN_GAP;
  }, 0);
  const at = new Map([...boxes.keys()].map((id) => [id, { x: lefts[column.get(id)] + widths[column.get(id)] / 2, y: y.get(id) }]));
  const lanes = new Map([...courses].map(([ends, points]) => [ends, points.map((lane) => {
    const place = Number(lane.split(" ")[1]);
    return [lefts[place], lefts[place] + widths[place], y.get(lane)];
  })]));
  return { at, lanes, bands };
}

/** Links from the left column to the right one, the short first, none twice. */
function sortedLinks(links, column) {
  const found = new Map();
  for (const [one, other] of links) {
    if (column.get(one) < column.get(other)) found.set(`${one} ${other}`, [one, other]);
    else if (column.get(one) > column.get(other)) found.set(`${other} ${one}`, [other, one]);
  }
  return [...found.values()].sort((one, other) => column.get(one[1]) - column.get(one[0]) - column.get(other[1]) + column.get(other[0]));
}

/** The boxes of each level in an order with few crossings, dealt to as many columns as keep the drawing's shape. */
function dealt(boxes, levels, links) {
  const numbers = [...new Set([...boxes.keys()].map((id) => levels.get(id)))].sort((one, other) => one - other);
  const place = new Map(numbers.map((level, number) => [level, number]));
  const grid = { order: numbers.map(() => []), height: new Map(), left: new Map(), right: new Map() };
  for (const id of boxes.keys()) grid.order[place.get(levels.get(addItem(grid, id, 1)))].push(id);
  for (const [one, other] of links) {
    if (levels.get(one) < levels.get(other)) join(grid, one, other);
    else if (levels.get(one) > levels.get(other)) join(grid, other, one);
  }
  uncross(grid);
  const rows = Math.max(FEWEST_ROWS, Math.ceil(Math.sqrt(1.45 * boxes.size)));
  return grid.order.flatMap((items, number) => {
    const wide = Math.ceil(items.length / rows);
    return Array.from({ length: wide }, (_, start) => ({ level: numbers[number], items: items.filter((_, position) => position % wide === start) }));
  });
}

function addItem(grid, id, height) {
  grid.height.set(id, height);
  grid.left.set(id, []);
  grid.right.set(id, []);
  return id;
}

function join(grid, left, right) {
  grid.right.get(left).push(right);
  grid.left.get(right).push(left);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Reorder each column by the mean place of its neighbours, to and fro. */
function uncross(grid) {
  const place = new Map();
  const number = (items) => items.forEach((id, position) => place.set(id, (position + 0.5) / items.length));
  grid.order.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    const near = forward ? grid.left : grid.right;
    for (const items of forward ? grid.order : [...grid.order].reverse()) {
      const wanted = new Map(items.map((id) => [id, near.get(id).length > 0 ? mean(near.get(id).map((one) => place.get(one))) : place.get(id)]));
      items.sort((one, other) => wanted.get(one) - wanted.get(other));
      number(items);
    }
  }
}

/** The y of each item: toward its neighbours, in order, and far enough apart. */
function straightened(grid) {
  const y = new Map();
  const offsets = grid.order.map((items) => {
    let below = 0;
    return items.map((id, position) => {
      const [above, height] = [position > 0 ? grid.height.get(items[position - 1]) : 0, grid.height.get(id)];
      if (position > 0) below += (above + height) / 2 + (above > 0 && height > 0 ? ROW_GAP : LANE_GAP);
      return below;
    });
  });
  grid.order.forEach((items, column) => items.forEach((id, position) => y.set(id, offsets[column][position] - offsets[column].at(-1) / 2)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    const places = [...grid.order.keys()];
    for (const column of forward ? places : places.reverse()) {
      const items = grid.order[column];
      const wanted = items.map((id) => {
        const beside = forward ? grid.left.get(id) : grid.right.get(id);
        const near = sweep >= SWEEPS - 2 ? [...grid.left.get(id), ...grid.right.get(id)] : beside;
        return near.length > 0 ? mean(near.map((one) => y.get(one))) : y.get(id);
      });
      nearestApart(wanted, offsets[column]).forEach((value, position) => y.set(items[position], value));
    }
  }
  return y;
}

/** The values nearest to `wanted` that are as far apart as `offsets` says, by pooling adjacent violators. */
function nearestApart(wanted, offsets) {
  const blocks = [];
  wanted.forEach((value, position) => {
    let block = { mean: value - offsets[position], mass: 1 };
    while (blocks.length > 0 && blocks.at(-1).mean >= block.mean) {
      const last = blocks.pop();
      const mass = last.mass + block.mass;
      block = { mean: (last.mean * last.mass + block.mean * block.mass) / mass, mass };
    }
    blocks.push(block);
  });
  return blocks.flatMap(({ mean: middle, mass }) => Array(mass).fill(middle)).map((middle, position) => middle + offsets[position]);
}
