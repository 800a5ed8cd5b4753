import { isOpen } from '../task/states.ts';
import type { Task } from '../task/task.ts';
import type { Balance } from './balance.ts';
import { ownCapOf } from './cover.ts';
import type { BalanceEntry } from './entry.ts';
import { billedTo, coveredBy } from './move.ts';

/** Money of one customer, or of all: what was put in, and what became of it. */
export interface MoneyTotals {
  readonly enteredSats: number;
  readonly upgradeGrantSats: number;
  readonly freeSats: number;
  readonly reservedSats: number;
  readonly spentSats: number;
}

/** `uncoveredSats`: what tasks from before there were balances cost; those that were paid before as well are in no figure. */
const nothing = { reservedSats: 0, paidSats: 0, uncoveredSats: 0, ownSats: 0 };
type Counted = typeof nothing;

/**
 * Counts customers' money anew from their tasks and entries: four figures, 160 bytes, for each customer who has tasks. Tasks
 * are in no customer's order, so one pass over them needs all customers at once: a million of them are 160 MB.
 */
export class MoneyCount {
  readonly #byCustomer = new Map<string, Counted>();
  readonly totals = { enteredSats: 0, upgradeGrantSats: 0, freeSats: 0, reservedSats: 0, spentSats: 0 };

  /** Why the task's money cannot be right by itself; null: it can be. */
  add(task: Task): string | null {
    const customerId = coveredBy(task);
    if (customerId === null) return null;
    const { state, payment, cover, taskId } = task;
    const { reservedSats, paidSats, uncoveredSats, ownSats } = this.#byCustomer.get(customerId) ?? nothing;
    const isBilled = payment.kind === 'paid' && billedTo(task) !== null;
    const costSats = isBilled ? payment.costSats : 0;
    const isDue = payment.kind === 'due' || payment.kind === 'reserved';
    const isSetAside = isOpen(state) || (isDue && billedTo(task) !== null);
    this.#byCustomer.set(customerId, {
      reservedSats: reservedSats + (isSetAside ? (cover?.capSats ?? 0) : 0),
      paidSats: paidSats + (cover === undefined ? 0 : costSats),
      uncoveredSats: uncoveredSats + (cover === undefined ? costSats : 0),
      ownSats: ownSats + (isSetAside ? ownCapOf(cover) : cover?.isForOwn === true ? costSats : 0),
    });
    return cover === undefined || costSats <= cover.capSats
      ? null
      : `${taskId} cost ${costSats}, more than the ${cover.capSats} that were reserved for it`;
  }

  /** What is wrong with a customer's figures, each in words. A customer is compared once. */
  compare(customerId: string, balance: Balance, { enteredSats, hasReversals }: EntrySums): string | null {
    const counted = this.#byCustomer.get(customerId) ?? nothing;
    this.#byCustomer.delete(customerId);
    for (const name of totalNames) this.totals[name] += balance[name];
    const { reservedSats, spentSats, upgradeGrantSats, ownSats } = balance;
    const paidSats = spentSats - upgradeGrantSats;
    const stored = { enteredSats: balance.enteredSats, reservedSats, paidSats, ownSats };
    const { uncoveredSats, ...sums } = counted;
    const expected = { enteredSats, ...sums };
    if (JSON.stringify(stored) !== JSON.stringify(expected))
      return `${customerId}: ${JSON.stringify(stored)} is stored, entries and tasks add up to ${JSON.stringify(expected)}`;
    if (upgradeGrantSats > uncoveredSats)
      return `${customerId}: ${upgradeGrantSats} were granted for tasks that cost ${uncoveredSats}`;
    const free = enteredSats - counted.reservedSats - counted.paidSats;
    if (balance.freeSats !== free) return `${customerId}: ${balance.freeSats} are free, and ${free} are left`;
    return free < 0 && !hasReversals
      ? `${customerId}: ${-free} satoshis were spent that nothing covered`
      : null;
  }

  /** Who has tasks that take money, and was not compared: no such customer is stored. */
  get strangers(): readonly string[] {
    return [...this.#byCustomer]
      .filter(([, { reservedSats, paidSats }]) => reservedSats + paidSats > 0)
      .map(([customerId]) => `${customerId} has tasks that cost money, and is no customer`);
  }
}

const totalNames = ['enteredSats', 'upgradeGrantSats', 'freeSats', 'reservedSats', 'spentSats'] as const;

/** Of a customer's entries, page by page. */
export interface EntrySums {
  readonly enteredSats: number;
  /** Money that turned out never to have come may leave a balance below 0. */
  readonly hasReversals: boolean;
}

export function sumsOf(entries: readonly BalanceEntry[], before?: EntrySums): EntrySums {
  return {
    enteredSats: entries.reduce((sum, entry) => sum + entry.sats, before?.enteredSats ?? 0),
    hasReversals: before?.hasReversals === true || entries.some(({ kind }) => kind === 'deposit_reversed'),
  };
}
