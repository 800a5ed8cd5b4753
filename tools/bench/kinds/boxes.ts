import { fraction, pick, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';
import { type Box, type Boxes, boundingBoxes, type MarksSpec } from '../../../packages/kinds/src/index.ts';
import { type CrowdPlan, type CrowdTask, drawn, type SimulatedWorker, simulatedWorkers } from './crowds.ts';

const classes = ['car', 'person', 'sign'];
const boxesSpec: MarksSpec = { classes, bar: Math.round(0.7 * 65_536) };
const picture = { width: 1280, height: 960 };
/** Of the class of a box, how often it is taken for another one. */
const confused = 0.06;

export function boxesCrowd(plan: CrowdPlan, random: Random): readonly CrowdTask<MarksSpec, Boxes>[] {
  const workers = simulatedWorkers(plan, random);
  return Array.from({ length: plan.tasks }, () => {
    const truth = read(Array.from({ length: pick([0, 1, 2, 3, 4, 5, 6], random) }, () => thing(random)));
    const labels = drawn(plan.labelsPerTask, plan.workers, random).map((worker) => ({
      worker,
      value: read(drawnBy(at(workers, worker), truth, random)),
    }));
    return { spec: boxesSpec, truth, labels };
  });
}

/** As a label has it: each box once, in their order. */
const read = (boxes: Boxes): Boxes => {
  const once = new Map(boxes.map((box) => [JSON.stringify(box), box]));
  return boundingBoxes.read(boundingBoxes.canonical([...once.values()]));
};

function thing(random: Random): Box {
  const [width, height] = [whole(40, 300, random), whole(40, 300, random)];
  return {
    class: pick(classes, random),
    left: whole(0, picture.width - width, random),
    top: whole(0, picture.height - height, random),
    width,
    height,
  };
}

const whole = (from: number, to: number, random: Random): number =>
  from + Math.floor(fraction(random) * (to - from + 1));

function drawnBy({ habit, skill }: SimulatedWorker, truth: Boxes, random: Random): Boxes {
  // Without a look: one box around all.
  if (habit === 'lazy') return [{ class: 'car', left: 0, top: 0, ...picture }];
  if (habit === 'spammer') return Array.from({ length: whole(1, 4, random) }, () => thing(random));
  return truth.flatMap((box) => {
    if (fraction(random) < 0.12 * (1 - skill)) return [];
    const name = fraction(random) < confused ? pick(classes, random) : box.class;
    // Who is odd draws every box too far to the right and below, and too large.
    const shift = habit === 'odd' ? 0.2 : 0;
    const one = moved({ ...box, class: name }, shift, 0.02 + 0.06 * (1 - skill), random);
    const isDoubled = fraction(random) < 0.08 * (1 - skill);
    return isDoubled ? [one, moved({ ...box, class: name }, 0, 0.15, random)] : [one];
  });
}

/** Each edge off by chance, and all of them to one side; shares of the sides. */
function moved(box: Box, shift: number, noise: number, random: Random): Box {
  const off = (): number => (fraction(random) + fraction(random) + fraction(random) - 1.5) * 2 * noise;
  const edge = (from: number, side: number, max: number): number =>
    Math.max(0, Math.min(max, Math.round(from + (shift + off()) * side)));
  const left = Math.min(picture.width - 1, edge(box.left, box.width, picture.width));
  const top = Math.min(picture.height - 1, edge(box.top, box.height, picture.height));
  const right = Math.max(left + 1, edge(box.left + box.width, box.width, picture.width));
  const bottom = Math.max(top + 1, edge(box.top + box.height, box.height, picture.height));
  return { class: box.class, left, top, width: right - left, height: bottom - top };
}

const overlap = (one: Box, other: Box): number => {
  const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  const both = Math.max(0, width) * Math.max(0, height);
  return both / (one.width * one.height + other.width * other.height - both);
};

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? at(sorted, half)
    : Math.floor((at(sorted, half - 1) + at(sorted, half)) / 2);
};

/** What is usual: boxes that overlap by half are one; those that most have, by the median of their edges, all alike. */
export function medianBoxes(labels: readonly Boxes[]): Boxes {
  const clusters: { label: number; box: Box }[][] = [];
  for (const [label, boxes] of labels.entries())
    for (const box of boxes) {
      const open = clusters.filter((cluster) => cluster.every((one) => one.label !== label));
      const best = open
        .map((cluster) => ({ cluster, iou: overlap(at(cluster, 0).box, box) }))
        .sort((one, other) => other.iou - one.iou)[0];
      if (best !== undefined && best.iou >= 0.5) best.cluster.push({ label, box });
      else clusters.push([{ label, box }]);
    }
  const there = clusters.filter((cluster) => 2 * cluster.length > labels.length);
  return read(
    there.map((cluster) => {
      const edge = (of: (box: Box) => number): number => middle(cluster.map(({ box }) => of(box)));
      const [left, top] = [edge((box) => box.left), edge((box) => box.top)];
      return {
        class: mostFrequent(cluster.map(({ box }) => box.class)),
        left,
        top,
        width: edge((box) => box.left + box.width) - left,
        height: edge((box) => box.top + box.height) - top,
      };
    }),
  );
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return at(
    [...counts].sort(([, one], [, other]) => other - one),
    0,
  )[0];
}
