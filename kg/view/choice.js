// Choosing among alternatives, as kg/plans/choice.py does: the least time to learn that gives all that the goals need. A
// want is an array of concepts of which one must be known; a single prerequisite is a want of one.

const EXACT_UP_TO = 12; // open alternatives that are weighed exactly

const wantsOf = concepts.map(() => null);

/** What a concept needs: { hard, all }, arrays of wants. The hard and the soft members of a group are two wants. */
function wants(concept) {
  if (wantsOf[concept] !== null) return wantsOf[concept];
  const groups = new Map();
  for (const { prerequisite, hard, anyOf } of needsOf[concept]) {
    if (prerequisite === concept) continue;
    const key = `${hard} ${anyOf === null ? `=${prerequisite}` : `~${anyOf}`}`;
    if (!groups.has(key)) groups.set(key, { hard, members: new Set() });
    groups.get(key).members.add(prerequisite);
  }
  const all = [...groups.values()].map(({ hard, members }) => ({ hard, want: [...members].sort(ascending) }));
  wantsOf[concept] = { hard: all.filter((one) => one.hard).map((one) => one.want), all: all.map((one) => one.want) };
  return wantsOf[concept];
}

function compareLists(one, other) {
  for (let place = 0; place < Math.min(one.length, other.length); place++) {
    if (one[place] !== other[place]) return one[place] - other[place];
  }
  return one.length - other.length;
}

const compareCosts = (one, other) => one.minutes - other.minutes || one.ids.length - other.ids.length || compareLists(one.ids, other.ids);

function costOf(found) {
  const ids = [...found].sort(ascending);
  return { minutes: ids.reduce((sum, concept) => sum + minutesOf(concept).minutes, 0), ids };
}

/** A least set that has the goals and for each member one of each of its wants: { concepts, exact }. */
function choose(goals, known, { soft = false } = {}) {
  const wantedBy = (concept) => (soft ? wants(concept).all : wants(concept).hard);
  const start = [...goals].filter((one) => !known.has(one)).sort(ascending);
  const base = closed(start, wantedBy, [known]);
  if (alternatives(base, wantedBy, known) > EXACT_UP_TO) {
    return { concepts: withoutSuperfluous(new Set(start), greedy(base, wantedBy, known), wantedBy, known), exact: false };
  }
  return { concepts: least(base, wantedBy, known), exact: true };
}

/** What `start` adds to what is `met`, closed under single prerequisites, and the groups that it wants: { found, groups }. */
function closed(start, wantedBy, met) {
  const found = new Set();
  const groups = [];
  const isMet = (concept) => found.has(concept) || met.some((some) => some.has(concept));
  const stack = start.filter((one) => !isMet(one));
  while (stack.length > 0) {
    const concept = stack.pop();
    if (found.has(concept)) continue;
    found.add(concept);
    for (const want of wantedBy(concept)) {
      if (want.length > 1) groups.push(want);
      else if (!isMet(want[0])) stack.push(want[0]);
    }
  }
  return { found, groups: groups.sort(compareLists) };
}

/** The groups that nothing meets, each once. */
function unmet(groups, ...met) {
  const seen = new Set();
  return groups.filter((want) => {
    const key = want.join();
    if (seen.has(key) || want.some((one) => met.some((some) => some.has(one)))) return false;
    seen.add(key);
    return true;
  });
}

/** How many (member, group) there are in groups that may be open beyond the base; counted until there are too many. */
function alternatives(base, wantedBy, known) {
  const counted = new Map();
  const seen = new Set();
  const waiting = unmet(base.groups, known, base.found);
  let number = 0;
  while (waiting.length > 0 && number <= EXACT_UP_TO) {
    const want = waiting.pop();
    if (counted.has(want.join())) continue;
    counted.set(want.join(), want);
    number += want.length;
    const { found, groups } = closed(want, wantedBy, [known, base.found, seen]);
    for (const one of found) seen.add(one);
    waiting.push(...unmet(groups, known, base.found));
  }
  return number;
}

/** Branch and bound over the members of open groups (Land and Doig, 1960). */
function least(base, wantedBy, known) {
  let best = null;
  const branches = [{ added: new Set(), waiting: base.groups }];
  while (branches.length > 0) {
    const { added, waiting } = branches.pop();
    const cost = costOf(added);
    if (best !== null && compareCosts(cost, best.cost) >= 0) continue;
    const [group, ...others] = unmet(waiting, known, base.found, added);
    if (group === undefined) {
      best = { cost, added };
      continue;
    }
    for (const one of group.toReversed()) {
      const { found, groups } = closed([one], wantedBy, [known, base.found, added]);
      branches.push({ added: new Set([...added, ...found]), waiting: [...others, ...groups] });
    }
  }
  return new Set([...base.found, ...best.added]);
}

/** For each open group in turn, the member that adds the least. */
function greedy(base, wantedBy, known) {
  const taken = new Set(base.found);
  let waiting = base.groups;
  while (waiting.length > 0) {
    const following = [];
    for (const want of waiting) {
      if (unmet([want], known, taken).length === 0) continue;
      let best = null;
      for (const one of want) {
        const { found, groups } = closed([one], wantedBy, [known, taken]);
        const cost = costOf(found);
        if (best === null || compareCosts(cost, best.cost) < 0) best = { cost, found, groups };
      }
      for (const one of best.found) taken.add(one);
      following.push(...best.groups);
    }
    waiting = following.sort(compareLists);
  }
  return taken;
}

/** A part of `taken` of which no proper part would do: members of groups met twice are tried, the longest to learn first. */
function withoutSuperfluous(goals, taken, wantedBy, known) {
  const open = new Map([...taken].map((one) => [one, wantedBy(one).filter((want) => !want.some((each) => known.has(each)))]));
  const wanting = new Map([...taken].map((one) => [one, []])); // the wants that a concept meets
  const twice = new Set();
  for (const [concept, several] of open) {
    for (const want of several) {
      const members = want.filter((one) => taken.has(one));
      const meeting = { concept, ways: members.length };
      for (const one of members) wanting.get(one).push(meeting);
      if (members.length > 1) for (const one of members) twice.add(one);
    }
  }
  const left = new Set(taken);
  const byTime = (one, other) => minutesOf(other).minutes - minutesOf(one).minutes || one - other;
  for (const member of [...twice].filter((one) => !goals.has(one)).sort(byTime)) {
    for (const one of leaving(member, left, goals, wanting)) left.delete(one);
  }
  const reached = new Set(goals);
  for (const concept of reached) {
    for (const want of open.get(concept)) for (const one of want) if (left.has(one)) reached.add(one);
  }
  return reached;
}

/** What goes when the member goes, nothing when a goal would; the ways that are left are counted down accordingly. */
function leaving(member, left, goals, wanting) {
  const gone = new Set();
  const counted = [];
  const stack = left.has(member) ? [member] : [];
  while (stack.length > 0) {
    const concept = stack.pop();
    if (gone.has(concept) || !left.has(concept)) continue;
    if (goals.has(concept)) {
      for (const meeting of counted) meeting.ways += 1;
      return [];
    }
    gone.add(concept);
    for (const meeting of wanting.get(concept)) {
      meeting.ways -= 1;
      counted.push(meeting);
      if (meeting.ways === 0) stack.push(meeting.concept);
    }
  }
  return gone;
}
