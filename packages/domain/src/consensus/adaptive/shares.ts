import { unit } from '@asg/consensus';
import { customerRow, isFunded, ownerOf, ownPeopleOf, shareCount, shareOf } from '../../task/owner.ts';
import type { Task } from '../../task/task.ts';

/** What a record counts, and how much of it is of each share of funded customers. */
interface Shared {
  readonly counted: number;
  readonly shares?: readonly number[];
}

/** Of what everybody's record is trained on, at most this part is of one share, but for the first labels of each. */
const partMax = 1 / 4;
export const firstLabels = { ofTemplate: 60, ofWorker: 5 };

/** Names of the records that a task teaches and is decided by: everybody's, and its customer's own; null: it has no customer. */
export interface ModelKeys {
  readonly shared: string;
  readonly own: string | null;
}

/**
 * `template`: the task's `templateKey`. The operator's gold has no customer. What own people label has a record of the
 * organisation's, which it neither shares nor joins with another.
 */
export function modelKeysOf(task: Pick<Task, 'customerId' | 'gold' | 'crowd'>, template: string): ModelKeys {
  const owner = ownerOf(task);
  if (task.crowd !== undefined && owner !== null)
    return { shared: customerRow(ownPeopleOf(owner), template), own: null };
  return { shared: template, own: owner === null ? null : customerRow(owner, template) };
}

/** Whether the task may teach everybody's record at all: the operator's gold does, and tasks that are funded may. */
export function mayTeachAll(task: Pick<Task, 'gold' | 'cover'>): boolean {
  return task.gold === undefined ? isFunded(task) : (task.gold.owner ?? null) === null;
}

/** Whether a record takes so many labels more from the share of a customer. */
export function hasRoom(
  { counted, shares }: Shared,
  customerId: string,
  labels: number,
  first: number,
): boolean {
  const after = (shares?.[shareOf(customerId)] ?? 0) + labels * unit;
  return after <= Math.max(first * unit, (counted + labels * unit) * partMax);
}

/** The shares with so many labels more of a customer's. */
export function withShare(
  shares: readonly number[] | undefined,
  customerId: string,
  labels: number,
): readonly number[] {
  const before = shares ?? Array<number>(shareCount).fill(0);
  const share = shareOf(customerId);
  return before.with(share, (before[share] ?? 0) + labels * unit);
}
