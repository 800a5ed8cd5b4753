import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import type { MarksSpec } from '../marks/mark-kind.ts';
import { type Presence, presences, undecidedOf } from '../marks/presence.ts';
import { likeliestValue } from '../marks/verdict.ts';
import { weightOf } from '../marks/weights.ts';
import { type Combined, type DecidedUnit, type Ground, type KindLabel, rounded } from '../units/unit.ts';
import { type Cluster, clustered } from './clusters.ts';
import { sameBoxes } from './matching.ts';
import { agrees, canonical, distance } from './measures.ts';
import { type Box, type Boxes, boxesMax, boxText, inBoxOrder } from './parse.ts';

interface Found {
  readonly cluster: Cluster;
  readonly presence: Presence;
}

/** Existence of each cluster by the engine, its class by the most, its edges by weighted median. */
export function combineBoxes(
  labels: readonly KindLabel<Boxes>[],
  ground: Ground,
  spec: MarksSpec,
): Combined<Boxes> {
  // The same whatever the order in which the labels came.
  const given = labels
    .map((label) => ({ ...label, text: `${canonical(label.value)} ${JSON.stringify(label.columns)}` }))
    .sort((one, other) => (one.text < other.text ? -1 : 1));
  const boxes = given.map(({ value }) => value);
  const columns = given.map((label) => label.columns);
  const presenceOf = presences(columns, ground);
  // Once by votes alone, then with those before whose boxes others found as well.
  let weights: readonly number[] = given.map((one) => weightOf(unit, one.columns));
  let order: readonly number[] = [...given.keys()];
  let found: readonly Found[] = [];
  for (let round = 0; round < rounds; round++) {
    const clusters = clustered(boxes, weights, order);
    const looked = clusters.map((cluster) => presenceOf(makersOf(cluster, given.length)));
    // Where nobody marked anything, that is asked of the labels.
    const undecided = undecidedOf(clusters.length > 0 ? looked : [presenceOf(given.map(() => false))]);
    if (undecided !== null) return undecided;
    found = clusters.flatMap((cluster, i) => {
      const presence = at(looked, i);
      return presence.kind === 'decided' ? [{ cluster, presence }] : [];
    });
    const value = presentOf(found).map(({ cluster }) => cluster.box);
    const likeness = boxes.map((own) => nearness(own, value));
    weights = likeness.map((share, i) => weightOf(share, at(columns, i)));
    order = [...given.keys()].sort((one, other) => at(weights, other) - at(weights, one) || one - other);
  }
  return verdictOf(boxes, found, presenceOf(given.map(() => false)), spec);
}

const rounds = 2;

/** Those that are there, each once, no more than a label may have: of more the surest. */
function presentOf(found: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  const there = found.filter(({ cluster, presence }) => {
    const text = boxText(cluster.box);
    const isNew = presence.isThere && !seen.has(text);
    if (isNew) seen.add(text);
    return isNew;
  });
  const sorted = there.toSorted((one, other) => inBoxOrder(one.cluster.box, other.cluster.box));
  if (sorted.length <= boxesMax) return sorted;
  const surest = new Set(
    sorted.toSorted((one, other) => other.presence.odds - one.presence.odds).slice(0, boxesMax),
  );
  return sorted.filter((one) => surest.has(one));
}

function verdictOf(
  given: readonly Boxes[],
  found: readonly Found[],
  nothing: ReturnType<ReturnType<typeof presences>>,
  spec: MarksSpec,
): Combined<Boxes> {
  const there = presentOf(found);
  const byMarks = there.map(({ cluster }) => cluster.box);
  const isEmptied =
    byMarks.length === 0 && 2 * given.filter((own) => own.length === 0).length <= given.length;
  const isPaid = !isEmptied && given.some((own) => agrees(own, byMarks, spec));
  const foundOf = new Map<Box, Found>();
  for (const one of found) {
    for (const { box } of one.cluster.members) foundOf.set(box, one);
    foundOf.set(one.cluster.box, one);
  }
  const asOthers = (own: Boxes): Boxes =>
    onceEach(own.map((box) => foundOf.get(box)?.cluster.box ?? box)).toSorted(inBoxOrder);
  const value = isPaid ? byMarks : nearestPaid(given, byMarks, spec, asOthers);
  const sure = (box: Box): number => {
    const own = foundOf.get(box);
    if (own === undefined) return 0;
    const { isThere, confidence } = own.presence;
    return rounded(Math.min(isThere ? confidence : 1 - confidence, own.cluster.classShare));
  };
  const units = value.map(
    (box, i): DecidedUnit => ({ name: `box ${i + 1}`, answer: box.class, confidence: sure(box) }),
  );
  const absent = isPaid ? found.filter(({ presence }) => !presence.isThere) : [];
  const none = nothing.kind === 'decided' && value.length === 0 ? [nothing.confidence] : [];
  const confidence = Math.min(
    ...units.map((one) => one.confidence),
    ...absent.map(({ presence }) => presence.confidence),
    ...(found.length === 0 ? none : []),
    1,
  );
  return { kind: 'decided', value, confidence: rounded(confidence), units };
}

/** The label that is nearest, with edges as all have them who found the same boxes; as it is where it would not be paid then. */
function nearestPaid(
  given: readonly Boxes[],
  byMarks: Boxes,
  spec: MarksSpec,
  asOthers: (own: Boxes) => Boxes,
): Boxes {
  const own = likeliestValue(given, byMarks, { canonical, distance, isNone: (one) => one.length === 0 });
  const value = asOthers(own);
  return agrees(own, value, spec) ? value : own;
}

const onceEach = (boxes: Boxes): Boxes => [...new Map(boxes.map((box) => [boxText(box), box])).values()];

/** The mean IoU of what was found by others as well: who overlooks boxes draws the rest no worse. */
function nearness(own: Boxes, value: Boxes): number {
  const matches = sameBoxes(own, value);
  return matches.length === 0
    ? 0
    : Math.floor(matches.reduce((sum, match) => sum + match.iou, 0) / matches.length);
}

function makersOf({ members }: Cluster, labels: number): readonly boolean[] {
  const made = new Set(members.map(({ label }) => label));
  return Array.from({ length: labels }, (_, label) => made.has(label));
}

/** Of each cluster which labels have it, all of them alike. */
export function boxMakers(values: readonly Boxes[]): readonly (readonly boolean[])[] {
  const weights = values.map(() => 1);
  return clustered(values, weights, [...values.keys()]).map((cluster) => makersOf(cluster, values.length));
}
