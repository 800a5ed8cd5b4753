import type { Accuracy, Task } from '@asg/sdk';

interface Bin {
  readonly from: number;
  readonly to: number;
  /** So many of its tasks are to be reviewed. */
  readonly reviews: number;
}

/** Which reviews narrow the expected accuracy: so many of each bin of the confidence, drawn at a moment. */
export interface Plan {
  readonly atMs: number;
  readonly bins: readonly Bin[];
}

const hundred = 100;

export function planOf({ plan }: Pick<Accuracy, 'plan'>, atMs: number): Plan {
  return { atMs, bins: plan.by_confidence.filter(({ reviews }) => reviews > 0) };
}

/** The same as an address has it. */
export function planText({ atMs, bins }: Plan): string {
  const percents = (share: number): number => Math.round(share * hundred);
  return [atMs, ...bins.map(({ from, to, reviews }) => `${percents(from)}-${percents(to)}-${reviews}`)].join(
    '_',
  );
}

/** Null: an address says no plan. */
export function planIn(text: string | null): Plan | null {
  if (text === null || !/^\d{1,15}(?:_\d{1,3}-\d{1,3}-\d{1,6})+$/.test(text)) return null;
  const [at = '', ...bins] = text.split('_');
  return {
    atMs: Number(at),
    bins: bins.map((bin) => {
      const [from = 0, to = 0, reviews = 0] = bin.split('-').map(Number);
      return { from: from / hundred, to: to / hundred, reviews };
    }),
  };
}

type Drawable = Pick<Task, 'task_id' | 'decision' | 'review'>;

/** Of the tasks that were decided and not reviewed at that moment so many, by lot: the same whenever they are drawn. */
export function drawn<T extends Drawable>(tasks: readonly T[], count: number, atMs: number): readonly T[] {
  const taken = new Set(
    tasks
      .filter(
        ({ decision, review }) =>
          decision !== null &&
          Date.parse(decision.decided_at) <= atMs &&
          (review === undefined || Date.parse(review.reviewed_at) > atMs),
      )
      .sort((a, b) => lotOf(a.task_id) - lotOf(b.task_id))
      .slice(0, count),
  );
  return tasks.filter((task) => taken.has(task));
}

/** FNV-1a. */
function lotOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
