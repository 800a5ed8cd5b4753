import assert from 'node:assert/strict';
import { type Balance, type BalanceEntry, coverOf, isOpen, type Price, sats, type Task } from '@asg/domain';
import type { Stage } from './stage.ts';

export const price: Price = { payoutSats: sats(325), feePercent: 10 };
/** Of a task with the suite's usual policy: seven labels at most. */
export const usualCover = coverOf(7, price, 'balance');
export const usualCap = usualCover.capSats;

let entries = 0;

/** An entry of its own. */
export function anEntry(
  stage: Stage,
  customerId: string,
  by: number,
  change: Partial<BalanceEntry> = {},
): BalanceEntry {
  const entryId = `entry ${++entries}`;
  return {
    entryId,
    customerId,
    kind: 'grant',
    sats: by,
    atMs: stage.nowMs,
    note: null,
    ref: null,
    ...change,
  };
}

/** A customer with so much to spend. */
export async function fundedCustomer(stage: Stage, by: number): Promise<string> {
  const customerId = await stage.customer();
  assert.equal(await stage.storage.balance.enter(anEntry(stage, customerId, by)), 'entered');
  return customerId;
}

export async function balanceNow(stage: Stage, customerId: string): Promise<Balance> {
  const customer = await stage.storage.customers.get(customerId);
  assert.ok(customer, `no customer ${customerId}`);
  return customer.balance;
}

/** Free, reserved and spent. */
export async function figures(stage: Stage, customerId: string): Promise<readonly number[]> {
  const { freeSats, reservedSats, spentSats } = await balanceNow(stage, customerId);
  return [freeSats, reservedSats, spentSats];
}

/** Whether the task's cap is still set aside. */
function isReserved({ state, payment }: Task): boolean {
  return isOpen(state) || payment.kind === 'due' || payment.kind === 'reserved';
}

/** That the customer's figures are what these, all of their tasks, and the entries make them. */
export async function checkMoney(stage: Stage, customerId: string, tasks: readonly Task[]): Promise<void> {
  const { enteredSats, upgradeGrantSats, freeSats, reservedSats, spentSats } = await balanceNow(
    stage,
    customerId,
  );
  const entered = await stage.storage.balance.entries(customerId, { limit: 1_000, before: null });
  const sum = (figures: readonly number[]): number => figures.reduce((a, b) => a + b, 0);
  assert.equal(enteredSats, sum(entered.map((entry) => entry.sats)));
  assert.equal(reservedSats, sum(tasks.map((task) => (isReserved(task) ? (task.cover?.capSats ?? 0) : 0))));
  assert.equal(spentSats, sum(tasks.map(({ payment }) => (payment.kind === 'paid' ? payment.costSats : 0))));
  assert.equal(enteredSats + upgradeGrantSats, freeSats + reservedSats + spentSats);
  assert.ok(freeSats >= 0, `${freeSats} satoshis are free`);
}
