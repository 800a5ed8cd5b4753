import {
  type AuditTallies,
  type BalanceEntry,
  type CustomerRecord,
  type EntrySums,
  entryPlace,
  type MoneyCount,
  sumsOf,
} from '@asg/domain';
import type { StorageReader } from '@asg/storage';
import { last } from '@asg/values/present';

const customerPage = 100;
const entryPage = 1_000;

/** Compares each customer's figures with what `money` counted of their tasks, and with their entries. */
export async function auditBalances(
  storage: StorageReader,
  money: MoneyCount,
  tallies: AuditTallies,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let before: string | null = null; ; ) {
    signal?.throwIfAborted();
    const page: readonly CustomerRecord[] = await storage.customers.list({ limit: customerPage, before });
    for (const { customerId, balance } of page) {
      const culprit = money.compare(customerId, balance, await enteredFor(storage, customerId));
      tallies.expect('balances', culprit === null, culprit ?? '');
    }
    if (page.length < customerPage) break;
    before = last(page).customerId;
  }
  for (const stranger of money.strangers) tallies.expect('balances', false, stranger);
}

async function enteredFor({ balance }: StorageReader, customerId: string): Promise<EntrySums> {
  let sums = sumsOf([]);
  for (let before: string | null = null; ; ) {
    const page: readonly BalanceEntry[] = await balance.entries(customerId, { limit: entryPage, before });
    sums = sumsOf(page, sums);
    if (page.length < entryPage) return sums;
    before = entryPlace(last(page));
  }
}
