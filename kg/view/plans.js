// The plan of study and what comes next, as `kg plan` and `kg next` give them (kg/plans); on the graph that the page holds.

const MOST_RATED = 200; // candidates that are rated by all that they open
const NEXT = 20; // steps that are told, as by kg next

/** Compare texts by code points, as Python does; by code units, where both say the same. */
function compareTexts(one, other) {
  if (!/[\ud800-\udfff]/.test(one + other)) return one < other ? -1 : Number(one > other);
  const [left, right] = [[...one], [...other]].map((letters) => letters.map((letter) => letter.codePointAt(0)));
  return compareLists(left, right);
}

const folded = concepts.map(() => null);

/** The name of a concept without upper and lower case; where Python's full case folding says more, the page was told. */
function foldedName(concept) {
  folded[concept] ??= concepts[concept].folded ?? concepts[concept].name.toLowerCase();
  return folded[concept];
}

const byFoldedName = (one, other) => compareTexts(foldedName(one), foldedName(other)) || one - other;

/**
 * The plan for goals: { steps, known, minutes, estimated, exact }. A step is { concept, level, minutes, estimated, optional,
 * together, instead, because }, where `because` holds the numbers of the relations that lead to other steps.
 */
function studyPlan(aims, marks) {
  const closure = reachable(aims);
  const known = new Set([...marks].filter((one) => closure.has(one)));
  const firm = choose(aims, known);
  const everything = choose(firm.concepts, known, { soft: true });
  const chosen = everything.concepts;
  const edges = withoutHardCircles(edgesWithin(chosen));
  const together = learntTogether(edges);
  const levels = levelsOf(chosen, edges, together);
  const isUsed = new Set(edges.filter(([dependant, prerequisite]) => levels.get(dependant) > levels.get(prerequisite)).map((edge) => edge[1]));
  const last = new Set(aims.filter((one) => chosen.has(one) && !isUsed.has(one)));
  const instead = insteadOf(chosen, known);
  const steps = studyOrder(levels, edges, together, last).map((concept) => ({
    concept,
    level: levels.get(concept),
    ...minutesOf(concept),
    optional: !firm.concepts.has(concept),
    together: (together.get(concept) ?? []).filter((one) => one !== concept),
    instead: [...(instead.get(concept) ?? [])].sort(ascending),
    because: relationsOf[concept].filter((number) => leadsFrom(number, concept, chosen)),
  }));
  const needed = steps.filter((step) => !step.optional);
  return {
    steps,
    known: [...known].sort(ascending),
    minutes: needed.reduce((sum, step) => sum + step.minutes, 0),
    estimated: needed.some((step) => step.estimated),
    exact: firm.exact && everything.exact,
  };
}

/** The concepts and all that they need, hard or soft, directly or not. */
function reachable(aims) {
  const seen = new Set(aims);
  for (const here of seen) for (const { prerequisite } of needsOf[here]) seen.add(prerequisite);
  return seen;
}

/** Whether a relation makes another of the `chosen` need `concept`. */
function leadsFrom(number, concept, chosen) {
  const { from, to } = content.edges[number];
  return types[relations[number].type].leads && from === concept && chosen.has(to);
}

/** The prerequisites between these, as [dependant, prerequisite, hard]. */
function edgesWithin(chosen) {
  const inside = ({ prerequisite }, concept) => chosen.has(prerequisite) && prerequisite !== concept;
  return [...chosen].flatMap((concept) =>
    needsOf[concept].filter((need) => inside(need, concept)).map(({ prerequisite, hard }) => [concept, prerequisite, hard]));
}

/** The edges, with those soft that lie on a circle of hard ones: a load refuses it, but a store may hold it. It is one step. */
function withoutHardCircles(edges) {
  const circle = componentOf(edges.filter(([, , hard]) => hard));
  return edges.map(([one, other, hard]) => [one, other, hard && !(circle.has(one) && circle.get(one) === circle.get(other))]);
}

/** For each concept of a circle of soft prerequisites, the concepts of the circle; not where hard ones lead out of it and back. */
function learntTogether(edges) {
  const circles = cyclicComponents(edges.filter(([, , hard]) => !hard));
  const head = headOf(new Map(circles.flatMap((circle) => circle.map((one) => [one, circle]))));
  const hard = edges.filter((edge) => edge[2]).map(([one, other]) => [head(one), head(other)]).filter(([one, other]) => one !== other);
  const broken = componentOf(hard);
  return new Map(circles.filter((circle) => !broken.has(circle[0])).flatMap((circle) => circle.map((one) => [one, circle])));
}

const headOf = (together) => (concept) => together.get(concept)?.[0] ?? concept;

function levelsOf(chosen, edges, together) {
  const head = headOf(together);
  const between = edges.map(([one, other, hard]) => [head(one), head(other), hard]).filter(([one, other]) => one !== other);
  const levels = prerequisiteLevels([...new Set([...chosen].map(head))], between);
  return new Map([...chosen].sort(ascending).map((one) => [one, levels.get(head(one))]));
}

/** The concepts by level, inside a level in the order of their first use; `last` ones at the end (kg/plans/steps.py). */
function studyOrder(levels, edges, together, last) {
  const head = headOf(together);
  const isInside = ([one, other]) => together.has(one) && head(one) === head(other);
  const rank = prerequisiteLevels([...together.keys()], edges.filter((edge) => edge[2] && isInside(edge)));
  const upward = edges.filter((edge) => !isInside(edge) && levels.get(edge[0]) > levels.get(edge[1]));
  const dependants = grouped(upward.map(([dependant, prerequisite]) => [prerequisite, dependant]));
  const rows = new Map();
  for (const [concept, level] of levels) {
    const isLast = (together.get(concept) ?? [concept]).every((one) => last.has(one));
    const key = `${isLast} ${level}`;
    if (!rows.has(key)) rows.set(key, { isLast, level, units: new Map() });
    const { units } = rows.get(key);
    units.set(head(concept), [...(units.get(head(concept)) ?? []), concept]);
  }
  const position = new Map();
  const firstUse = (one) => (dependants.get(one) ?? []).map((each) => position.get(each)).sort(compareLists)[0] ?? [0, 0];
  const lines = [...rows.values()]
    .sort((one, other) => other.isLast - one.isLast || other.level - one.level)
    .map(({ units }, number) => {
      const line = [...units]
        .map(([first, members]) => ({ first, members, use: members.map(firstUse).sort(compareLists)[0] }))
        .sort((one, other) => compareLists(one.use, other.use) || byFoldedName(one.first, other.first))
        .flatMap(({ members }) => members.sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0) || byFoldedName(one, other)));
      line.forEach((one, place) => position.set(one, [-number, place]));
      return line;
    });
  return lines.reverse().flat();
}

/** For each concept that was taken from a group, the members that were not. */
function insteadOf(chosen, known) {
  const instead = new Map();
  for (const concept of chosen) {
    for (const want of wants(concept).all) {
      if (want.some((one) => known.has(one))) continue;
      const others = want.filter((one) => !chosen.has(one));
      for (const one of want) if (chosen.has(one)) instead.set(one, new Set([...(instead.get(one) ?? []), ...others]));
    }
  }
  return instead;
}

/** What of some concepts can be learnt now, what opens most of them first: { concept, opens, minutes, estimated }. */
function nextSteps(among, known, limit = NEXT) {
  const unknown = new Set([...among].filter((one) => !known.has(one)));
  const dependants = grouped(edgesWithin(unknown).map(([dependant, prerequisite]) => [prerequisite, dependant]));
  const isReady = (one) => wants(one).hard.every((want) => want.some((member) => known.has(member)));
  const opening = (one) => dependants.get(one)?.length ?? 0;
  return [...unknown]
    .filter(isReady)
    .sort((one, other) => opening(other) - opening(one) || one - other)
    .slice(0, Math.max(MOST_RATED, limit))
    .map((concept) => {
      const opened = new Set([concept]);
      for (const here of opened) for (const one of dependants.get(here) ?? []) opened.add(one);
      return { concept, opens: opened.size - 1, ...minutesOf(concept) };
    })
    .sort((one, other) => other.opens - one.opens || one.minutes - other.minutes || one.concept - other.concept)
    .slice(0, limit);
}

/** The concepts of a plan that are not optional. */
const required = (plan) => plan.steps.filter((step) => !step.optional).map((step) => step.concept);

/** The plan for the chosen concept, null where there is none. */
const planOf = following(({ chosen, known }) => [chosen, known], ({ chosen, known }) => (chosen === null ? null : studyPlan([chosen], known)));

/** What comes next on the way to the chosen concept. */
const nextOf = following((now) => [planOf(now)], (now) => (now.chosen === null ? [] : nextSteps(required(planOf(now)), now.known)));
