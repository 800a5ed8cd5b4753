import { at } from '@asg/values/present';

/** How far answers are apart where a crowd's agreement is measured; made once for all that were given. An answer is its place (`Kind.place`). */
export type Metric = (
  answers: readonly number[],
  counts: readonly number[],
) => (one: number, other: number) => number;

/** All answers that differ are equally far apart. */
export const nominal: Metric = () => (one, other) => (one === other ? 0 : 1);

/** The square of the difference. */
export const interval: Metric = (answers) => (one, other) => (at(answers, one) - at(answers, other)) ** 2;

/** The square of how many answers are given from the one to the other, of these two only half. */
export const ordinal: Metric = (answers, counts) => {
  const places = [...answers.keys()].sort((one, other) => at(answers, one) - at(answers, other));
  const ranks = [...counts];
  let below = 0;
  for (const place of places) {
    ranks[place] = below + at(counts, place) / 2;
    below += at(counts, place);
  }
  return (one, other) => (at(ranks, one) - at(ranks, other)) ** 2;
};

/** By a distance that hangs on the two alone. */
export const byDistance =
  (distance: (one: number, other: number) => number): Metric =>
  (answers) =>
  (one, other) =>
    distance(at(answers, one), at(answers, other));

/** Two answers to the same task, the lower place first. */
export interface AnswerPair {
  readonly one: number;
  readonly other: number;
  /** How often they stand beside each other; what a task has is divided by one less than its answers. */
  readonly weight: number;
}

/** The pairs of the answers to one task, each once, with how many there are of it: not divided yet. */
export function pairsOf(answers: readonly number[]): readonly AnswerPair[] {
  const pairs = new Map<string, AnswerPair>();
  for (const [i, answer] of answers.entries())
    for (const next of answers.slice(i + 1)) {
      const [one, other] = answer < next ? [answer, next] : [next, answer];
      const name = `${one} ${other}`;
      pairs.set(name, { one, other, weight: (pairs.get(name)?.weight ?? 0) + 1 });
    }
  return [...pairs.values()];
}

/**
 * Krippendorff's alpha (Content Analysis, 2004, chapter 11): 1 less observed over expected disagreement. Null where nothing varies.
 * Work grows with the square of the different answers. A pair may be there several times.
 */
export function alphaOfPairs(pairs: readonly AnswerPair[], metric: Metric): number | null {
  const places = new Map<number, number>();
  const counts: number[] = [];
  const counted = (answer: number, weight: number): number => {
    const place = places.get(answer) ?? places.size;
    places.set(answer, place);
    counts[place] = (counts[place] ?? 0) + weight;
    return place;
  };
  const placed = pairs.map(({ one, other, weight }) => ({
    one: counted(one, weight),
    other: counted(other, weight),
    weight,
  }));
  const apart = metric([...places.keys()], counts);
  const observed = placed.reduce((sum, { one, other, weight }) => sum + 2 * weight * apart(one, other), 0);
  let [expected, given] = [0, 0];
  for (const [one, count] of counts.entries()) {
    given += count;
    for (const [other, others] of counts.entries()) expected += count * others * apart(one, other);
  }
  return expected === 0 ? null : 1 - (observed * (given - 1)) / expected;
}

/** The same of tasks, by the answers that each got; those with fewer than two have nothing to compare. */
export function krippendorffAlpha(tasks: readonly (readonly number[])[], metric: Metric): number | null {
  const pairs = tasks.flatMap((answers) =>
    pairsOf(answers).map((pair) => ({ ...pair, weight: pair.weight / (answers.length - 1) })),
  );
  return alphaOfPairs(pairs, metric);
}
