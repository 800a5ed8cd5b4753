import type { BalanceEntry, EnterOutcome } from '@asg/domain';
import type { Page } from '../page.ts';

export type EntryName = Pick<BalanceEntry, 'customerId' | 'entryId'>;

export interface BalanceReader {
  /** Null: the customer has no such entry. */
  entry(name: EntryName): Promise<BalanceEntry | null>;
  /** The newest first. `before`: the `entryPlace` of the last one of the page before. */
  entries(customerId: string, page: Page): Promise<readonly BalanceEntry[]>;
  /** What all sandbox accounts together reserved on a UTC day, YYYY-MM-DD. */
  sandboxDay(date: string): Promise<number>;
}

export interface BalanceWriter {
  /** Once for each id of a customer's entries: entered again, it changes nothing. */
  enter(entry: BalanceEntry): Promise<EnterOutcome>;
}

/** What comes into customers' balances and leaves them. What is reserved for tasks, and spent, changes with the tasks. */
export interface BalanceStore extends BalanceReader, BalanceWriter {}
