import { shownOrder, type Task } from '@asg/domain';
import type { Judgement } from '@asg/kinds';
import { at } from '@asg/values/present';

/** What is counted of an item. */
export interface ItemCounts {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
}

/** What labels of a comparison say of each pair: of several items the best is better than each other one. */
export function judgementsOf(task: Task): readonly Judgement[] {
  const { items = [] } = task.labelSpec;
  return task.labels.flatMap(({ workerId, option, nonce }) => {
    const places = shownOrder(task, nonce) ?? items.map((_, i) => i);
    const pair = (one: number, other: number): Judgement => {
      const [left, right] = at(places, one) < at(places, other) ? [one, other] : [other, one];
      const verdict = option === left ? 'left' : option === right ? 'right' : 'tie';
      return { worker: workerId, left: at(items, left), right: at(items, right), verdict };
    };
    const all = items.flatMap((_, one) => items.slice(one + 1).map((_, i) => pair(one, one + 1 + i)));
    return option < items.length ? all.filter(({ verdict }) => verdict !== 'tie') : all;
  });
}

/** How often each item was found better, worse, or neither. */
export function countsOf(judgements: readonly Judgement[]): ReadonlyMap<string, ItemCounts> {
  const counts = new Map<string, ItemCounts>();
  const add = (item: string, counted: keyof ItemCounts): void => {
    const before = counts.get(item) ?? { wins: 0, losses: 0, ties: 0 };
    counts.set(item, { ...before, [counted]: before[counted] + 1 });
  };
  for (const { left, right, verdict } of judgements) {
    add(left, verdict === 'tie' ? 'ties' : verdict === 'left' ? 'wins' : 'losses');
    add(right, verdict === 'tie' ? 'ties' : verdict === 'right' ? 'wins' : 'losses');
  }
  return counts;
}
