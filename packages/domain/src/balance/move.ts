import { houseCustomerId } from '../ids/ids.ts';
import { isOpen } from '../task/states.ts';
import type { Task } from '../task/task.ts';
import { ownCapOf } from './cover.ts';

/** What a change of a task adds to the sums of whoever pays for it. */
export interface MoneyMove {
  readonly customerId: string;
  readonly closedSats: number;
  readonly paidSats: number;
  readonly upgradeGrantSats: number;
  readonly ownBackSats: number;
}

type Billed = Pick<Task, 'customerId' | 'gold' | 'cover' | 'decision'>;

/** Whose money covers a task: its customer's, or a gold task's owner's. Null: the house's. */
export function coveredBy({ customerId, gold, cover }: Billed): string | null {
  if (cover?.from === 'house') return null;
  if (gold !== undefined) return gold.owner ?? null;
  return customerId === houseCustomerId ? null : customerId;
}

/** On whose bill a task is, once it is paid. Null: on the house's, as are its own gold and all that it conceded. */
export function billedTo(task: Billed): string | null {
  return task.gold !== undefined && task.decision === null ? null : coveredBy(task);
}

/** Null: nothing moves. */
export function moneyMoveOf(before: Task, after: Task): MoneyMove | null {
  const customerId = coveredBy(after);
  if (customerId === null) return null;
  const { payment, cover } = after;
  const none = { customerId, closedSats: 0, paidSats: 0, upgradeGrantSats: 0, ownBackSats: 0 };
  const ownSats = ownCapOf(cover);
  if (isOpen(before.state) && !isOpen(after.state) && payment.kind === 'none')
    return cover === undefined ? null : { ...none, closedSats: cover.capSats, ownBackSats: ownSats };
  if (payment.kind !== 'paid' || before.payment.kind === 'paid' || billedTo(after) === null) return null;
  if (cover === undefined) return { ...none, upgradeGrantSats: payment.costSats };
  const ownBackSats = cover.isForOwn === true ? ownSats - payment.costSats : 0;
  return { ...none, closedSats: cover.capSats, paidSats: payment.costSats, ownBackSats };
}
