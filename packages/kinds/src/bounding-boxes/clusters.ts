import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import { type Weighed, weightedMedian } from '../marks/weights.ts';
import { inCodePointOrder } from '../values/names.ts';
import { matched } from './matching.ts';
import type { Box, Boxes } from './parse.ts';

/** A box of a cluster: whose it is. */
interface Member {
  readonly label: number;
  readonly box: Box;
  readonly weight: number;
}

/** Boxes of different labels, at most one of each, that are taken for the same. */
export interface Cluster {
  readonly members: readonly Member[];
  /** What they amount to. */
  readonly box: Box;
  /** The share of the members that have its class. */
  readonly classShare: number;
}

/** Boxes of the same class are rather taken for the same than those that overlap a little more. */
const sameClass = unit / 4;

/** The labels are matched one after the other with what those before amount to: the first of them weighs most. */
export function clustered(
  labels: readonly Boxes[],
  weights: readonly number[],
  order: readonly number[],
): readonly Cluster[] {
  const clusters: { members: Member[]; box: Box }[] = [];
  for (const label of order) {
    const boxes = at(labels, label);
    const known = clusters.map(({ box }) => box);
    const placeOf = new Map(
      matched(boxes, known, (one, other, overlap) =>
        one.class === other.class ? overlap + sameClass : overlap,
      ).map(({ one, other }) => [one, other]),
    );
    for (const [i, box] of boxes.entries()) {
      const member = { label, box, weight: at(weights, label) };
      const place = placeOf.get(i);
      if (place === undefined) clusters.push({ members: [member], box });
      else {
        const cluster = at(clusters, place);
        cluster.members.push(member);
        cluster.box = amountOf(cluster.members);
      }
    }
  }
  return clusters.map(({ members, box }) => {
    const same = members.filter((member) => member.box.class === box.class).length;
    return { members, box, classShare: same / members.length };
  });
}

/** Each edge by weighted median: since every box has a width and a height, so has what comes out. */
function amountOf(members: readonly Member[]): Box {
  const edge = (of: (box: Box) => number): number =>
    weightedMedian(members.map(({ box, weight }): Weighed => ({ value: of(box), weight })));
  const [left, top] = [edge((box) => box.left), edge((box) => box.top)];
  return {
    class: classOf(members),
    left,
    top,
    width: edge((box) => box.left + box.width) - left,
    height: edge((box) => box.top + box.height) - top,
  };
}

/** That of the most members; of equally many, of those that weigh most; then the first by code points. */
function classOf(members: readonly Member[]): string {
  const sums = new Map<string, { count: number; weight: number }>();
  for (const { box, weight } of members) {
    const sum = sums.get(box.class) ?? { count: 0, weight: 0 };
    sums.set(box.class, { count: sum.count + 1, weight: sum.weight + weight });
  }
  const ranked = [...sums].sort(
    ([one, a], [other, b]) => b.count - a.count || b.weight - a.weight || inCodePointOrder(one, other),
  );
  return at(ranked, 0)[0];
}
