import { at } from '@asg/values/present';
import { inCodePointOrder } from '../values/names.ts';

/** What one worker said of two items of a job, as they saw them. */
export interface Judgement {
  readonly worker: string;
  readonly left: string;
  readonly right: string;
  readonly verdict: 'left' | 'right' | 'tie';
}

export const verdicts = ['left', 'right', 'tie'] as const;

/** The same by numbers. `first` is the item with the smaller number, `side` where the worker saw it: 0 left, 1 right. */
export interface NumberedJudgement {
  readonly worker: number;
  readonly pair: number;
  readonly side: 0 | 1;
  /** 0: the first item, 1: the second, 2: a tie. */
  readonly verdict: number;
}

interface NumberedPair {
  readonly first: number;
  readonly second: number;
}

/** Judgements by numbers, in an order that does not depend on the order in which they came. */
export interface Judged {
  readonly items: readonly string[];
  readonly workers: readonly string[];
  readonly pairs: readonly NumberedPair[];
  readonly judgements: readonly NumberedJudgement[];
}

export function numbered(given: readonly Judgement[]): Judged {
  const items = namesOf(given.flatMap(({ left, right }) => [left, right]));
  const workers = namesOf(given.map(({ worker }) => worker));
  const [itemNumbers, workerNumbers] = [numbersOf(items), numbersOf(workers)];
  const pairNumbers = new Map<string, number>();
  const all = given
    .map((one) => {
      const [left, right] = [itemNumbers.get(one.left) ?? 0, itemNumbers.get(one.right) ?? 0];
      if (left === right) throw new RangeError('an item is compared with itself');
      const side = left < right ? 0 : 1;
      const place = verdicts.indexOf(one.verdict);
      return {
        worker: workerNumbers.get(one.worker) ?? 0,
        first: Math.min(left, right),
        second: Math.max(left, right),
        side,
        verdict: place === 2 || side === 0 ? place : 1 - place,
      } as const;
    })
    .sort(
      (a, b) =>
        a.first - b.first ||
        a.second - b.second ||
        a.worker - b.worker ||
        a.side - b.side ||
        a.verdict - b.verdict,
    );
  const pairs: NumberedPair[] = [];
  const judgements = all.map(({ worker, first, second, side, verdict }): NumberedJudgement => {
    const key = `${first} ${second}`;
    const pair = pairNumbers.get(key) ?? pairs.push({ first, second }) - 1;
    pairNumbers.set(key, pair);
    return { worker, pair, side, verdict };
  });
  return { items, workers, pairs, judgements };
}

const namesOf = (names: readonly string[]): readonly string[] => [...new Set(names)].sort(inCodePointOrder);

const numbersOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, number) => [name, number]));

/** Of a worker's verdicts that are no ties, the share for what they saw on the left; null: there are none. */
export function leftShares({ workers, judgements }: Judged): readonly (number | null)[] {
  const lefts = workers.map(() => 0);
  const sided = workers.map(() => 0);
  for (const { worker, side, verdict } of judgements) {
    if (verdict === 2) continue;
    sided[worker] = at(sided, worker) + 1;
    if (verdict === side) lefts[worker] = at(lefts, worker) + 1;
  }
  return sided.map((count, worker) => (count === 0 ? null : at(lefts, worker) / count));
}
