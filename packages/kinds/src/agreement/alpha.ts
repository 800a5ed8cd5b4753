import { at } from '@asg/values/present';

/** How far two values are apart where a crowd's agreement is measured; made once for all that was given (`counts`: by place in `values`). */
export type Metric<Value> = (
  values: readonly Value[],
  counts: readonly number[],
) => (one: number, other: number) => number;

/** All values that differ are equally far apart. */
export const nominal: Metric<unknown> = () => (one, other) => (one === other ? 0 : 1);

/** The square of the difference. */
export const interval: Metric<number> = (values) => (one, other) =>
  (at(values, one) - at(values, other)) ** 2;

/** The square of how many values are given from the one to the other, of these two only half. */
export const ordinal: Metric<number> = (values, counts) => {
  const places = [...values.keys()].sort((one, other) => at(values, one) - at(values, other));
  const ranks = [...counts];
  let below = 0;
  for (const place of places) {
    ranks[place] = below + at(counts, place) / 2;
    below += at(counts, place);
  }
  return (one, other) => (at(ranks, one) - at(ranks, other)) ** 2;
};

/** By the distance of a kind. */
export const byDistance =
  <Value>(distance: (one: Value, other: Value) => number): Metric<Value> =>
  (values) =>
  (one, other) =>
    distance(at(values, one), at(values, other));

/**
 * Krippendorff's alpha (Content Analysis, 2004, chapter 11): 1 less observed over expected disagreement. `tasks`: the values that each got;
 * those with fewer than two have nothing to compare. Null where nothing varies. Work grows with the square of the different values.
 */
export function krippendorffAlpha<Value>(
  tasks: readonly (readonly Value[])[],
  metric: Metric<Value>,
  canonical: (value: Value) => string,
): number | null {
  const places = new Map<string, number>();
  const values: Value[] = [];
  const counts: number[] = [];
  const placed = tasks
    .filter(({ length }) => length > 1)
    .map((task) =>
      task.map((value) => {
        const text = canonical(value);
        const place = places.get(text) ?? values.push(value) - 1;
        places.set(text, place);
        counts[place] = (counts[place] ?? 0) + 1;
        return place;
      }),
    );
  const apart = metric(values, counts);
  let observed = 0;
  for (const task of placed) observed += pairSum(task, apart) / (task.length - 1);
  let expected = 0;
  let given = 0;
  for (const [one, count] of counts.entries()) {
    given += count;
    for (const [other, others] of counts.entries()) expected += count * others * apart(one, other);
  }
  return expected === 0 ? null : 1 - (observed * (given - 1)) / expected;
}

/** Over all ordered pairs of a task's values. */
function pairSum(task: readonly number[], apart: (one: number, other: number) => number): number {
  let sum = 0;
  for (const [i, one] of task.entries())
    for (const other of task.slice(i + 1)) sum += apart(one, other) + apart(other, one);
  return sum;
}
