import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import { type Box, type Boxes, inBoxOrder } from './parse.ts';

/** Where more hang together on one side, or more overlap by half, boxes are matched one by one: no picture is like that. */
const assignedMax = 40;
const edgesPerBox = 8;

/** The area that two boxes share. */
function shared(one: Box, other: Box): number {
  const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  if (width <= 0) return 0;
  const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  return height <= 0 ? 0 : width * height;
}

/** Intersection over union, in 1/65536, rounded down. */
function iou(one: Box, other: Box): number {
  const both = shared(one, other);
  return both === 0
    ? 0
    : Math.floor((both * unit) / (one.width * one.height + other.width * other.height - both));
}

/** Two boxes that are taken for the same: the places of both, and how much they overlap. */
export interface Match {
  readonly one: number;
  readonly other: number;
  readonly iou: number;
}

interface Edge extends Match {
  readonly weight: number;
}

/** How much it speaks for two boxes to be the same; 0: they are not. */
type WeightOf = (one: Box, other: Box, iou: number) => number;

/** Of boxes whose IoU is at least a half, the assignment with the greatest sum of weights, each box once. */
export function matched(one: Boxes, other: Boxes, weightOf: WeightOf): readonly Match[] {
  const near = neighbours(other, weightOf);
  const edgesMax = edgesPerBox * (one.length + other.length);
  const edges: Edge[] = [];
  for (const [i, box] of one.entries()) {
    near(box, (j, overlap, weight) => {
      edges.push({ one: i, other: j, iou: overlap, weight });
    });
    if (edges.length > edgesMax) return oneByOne(one, near);
  }
  return components(edges, one.length).flatMap((group) => assigned(group) ?? oneByOne(one, near, group));
}

type Neighbours = (box: Box, found: (other: number, iou: number, weight: number) => void) => void;

/** Visits all that may be the same as a box, by their left edges. */
function neighbours(others: Boxes, weightOf: WeightOf): Neighbours {
  const byLeft = [...others.keys()].sort((a, b) => at(others, a).left - at(others, b).left || a - b);
  const lefts = byLeft.map((place) => at(others, place).left);
  const widest = others.reduce((most, { width }) => Math.max(most, width), 0);
  return (box, found) => {
    let [low, high] = [0, lefts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(lefts, middle) <= box.left - widest) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < lefts.length && at(lefts, i) < box.left + box.width; i++) {
      const place = at(byLeft, i);
      const other = at(others, place);
      const overlap = iou(box, other);
      if (2 * overlap < unit) continue;
      const weight = weightOf(box, other, overlap);
      if (weight > 0) found(place, overlap, weight);
    }
  };
}

/** The edges that hang together, each group by itself. */
function components(edges: readonly Edge[], ones: number): readonly (readonly Edge[])[] {
  const roots: number[] = [];
  const rootOf = (place: number): number => {
    let root = place;
    while ((roots[root] ?? root) !== root) root = roots[root] ?? root;
    for (let next = place; next !== root; ) [next, roots[next]] = [roots[next] ?? root, root];
    return root;
  };
  for (const { one, other } of edges) {
    const [a, b] = [rootOf(one), rootOf(ones + other)];
    roots[Math.max(a, b)] = Math.min(a, b);
  }
  const groups = new Map<number, Edge[]>();
  for (const edge of edges) {
    const root = rootOf(edge.one);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [edge]);
    else group.push(edge);
  }
  return [...groups.values()];
}

/** Null: there are too many. */
function assigned(edges: readonly Edge[]): readonly Match[] | null {
  if (edges.length === 1) return edges;
  const rows = [...new Set(edges.map((edge) => edge.one))];
  const columns = [...new Set(edges.map((edge) => edge.other))];
  if (Math.max(rows.length, columns.length) > assignedMax) return null;
  const weights = rows.map(() => columns.map(() => 0));
  const [rowOf, columnOf] = [placesOf(rows), placesOf(columns)];
  for (const { one, other, weight } of edges)
    at(weights, rowOf.get(one) ?? 0)[columnOf.get(other) ?? 0] = weight;
  const chosen = assignment(weights, columns.length);
  return edges.filter(({ one, other }) => chosen[rowOf.get(one) ?? 0] === columnOf.get(other));
}

const placesOf = (values: readonly number[]): ReadonlyMap<number, number> =>
  new Map(values.map((value, place) => [value, place]));

/** Each box, in order, takes of those that are left the one that it weighs most with. */
function oneByOne(ones: Boxes, near: Neighbours, group?: readonly Edge[]): readonly Match[] {
  const asked = group === undefined ? [...ones.keys()] : [...new Set(group.map(({ one }) => one))];
  const taken = new Set<number>();
  const matches: Match[] = [];
  for (const one of asked) {
    let [best, most, bestIou] = [-1, 0, 0];
    near(at(ones, one), (other, overlap, weight) => {
      if (weight > most && !taken.has(other)) [best, most, bestIou] = [other, weight, overlap];
    });
    if (best === -1) continue;
    taken.add(best);
    matches.push({ one, other: best, iou: bestIou });
  }
  return matches;
}

/** Kuhn and Munkres, by shortest augmenting paths: of each row its column; work grows with the cube. */
function assignment(weights: readonly (readonly number[])[], columns: number): readonly number[] {
  const size = Math.max(weights.length, columns);
  const cost = (row: number, column: number): number => -(weights[row]?.[column] ?? 0);
  const rowPotential = Array<number>(size + 1).fill(0);
  const columnPotential = Array<number>(size + 1).fill(0);
  const rowOf = Array<number>(size + 1).fill(0);
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row;
    const least = Array<number>(size + 1).fill(Number.POSITIVE_INFINITY);
    const from = Array<number>(size + 1).fill(0);
    const used = Array<boolean>(size + 1).fill(false);
    let column = 0;
    do {
      used[column] = true;
      const here = at(rowOf, column);
      let [delta, next] = [Number.POSITIVE_INFINITY, 0];
      for (let to = 1; to <= size; to++) {
        if (at(used, to)) continue;
        const reduced = cost(here - 1, to - 1) - at(rowPotential, here) - at(columnPotential, to);
        if (reduced < at(least, to)) {
          least[to] = reduced;
          from[to] = column;
        }
        if (at(least, to) < delta) [delta, next] = [at(least, to), to];
      }
      for (let to = 0; to <= size; to++)
        if (at(used, to)) {
          rowPotential[at(rowOf, to)] = at(rowPotential, at(rowOf, to)) + delta;
          columnPotential[to] = at(columnPotential, to) - delta;
        } else least[to] = at(least, to) - delta;
      column = next;
    } while (at(rowOf, column) !== 0);
    while (column !== 0) {
      const before = at(from, column);
      rowOf[column] = at(rowOf, before);
      column = before;
    }
  }
  const found = Array<number>(size).fill(-1);
  for (let column = 1; column <= size; column++) found[at(rowOf, column) - 1] = column - 1;
  return found;
}

/** Above what all matches of a component can be worth together, so that more of them are always better. */
const manyFirst = (assignedMax + 1) * unit;

/** Boxes of the same class, as F1 and the distance match them: as many as can be, and of these the nearest. */
export function sameBoxes(one: Boxes, other: Boxes): readonly Match[] {
  // The same whichever of the two stands first.
  const [first, second] = isBefore(other, one) ? [other, one] : [one, other];
  return matched(first, second, (a, b, overlap) => (a.class === b.class ? manyFirst + overlap : 0));
}

function isBefore(one: Boxes, other: Boxes): boolean {
  if (one.length !== other.length) return one.length < other.length;
  for (const [i, box] of one.entries()) {
    const order = inBoxOrder(box, at(other, i));
    if (order !== 0) return order < 0;
  }
  return false;
}
