import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '../money/sats.ts';
import { openTask, type Payment, type Task } from '../task/task.ts';
import { MoneyCount, sumsOf } from './audit.ts';
import { type BalanceSums, balanceOf, noBalanceSums } from './balance.ts';
import { coverOf } from './cover.ts';

const cover = coverOf(3, { payoutSats: sats(100), feePercent: 10 }, 'balance');
const paid = (costSats: number): Payment => ({
  kind: 'paid',
  settlementId: 'stl_1',
  txid: 'ab',
  costSats: sats(costSats),
  settledAtMs: 1,
});

function task(change: Partial<Task>): Task {
  const order = {
    taskId: 'tsk_1',
    customerId: 'cust_1',
    batchId: null,
    jobId: null,
    type: 'sentiment',
    dataUrl: 'https://example.com/1',
    labelSpec: { question: '?', options: ['a', 'b'] },
    consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 3 },
    language: null,
    priority: 5,
    metadata: null,
    callbackUrl: null,
    createdAtMs: 0,
    expiresAtMs: null,
    salt: '',
    cover,
  } as const;
  return { ...openTask(order), ...change };
}

const entry = {
  entryId: 'e1',
  customerId: 'cust_1',
  kind: 'grant',
  sats: 1_000,
  atMs: 0,
  note: null,
  ref: null,
} as const;

/** What the audit says of a customer with an open task and a paid one, whose stored sums are these. */
function verdict(sums: Partial<BalanceSums>, settled = paid(220)): string | null {
  const count = new MoneyCount();
  assert.equal(count.add(task({})), null);
  const culprit = count.add(task({ state: 'settled', payment: settled }));
  if (culprit !== null) return culprit;
  const balance = balanceOf({
    ...noBalanceSums,
    enteredSats: 1_000,
    takenSats: 2 * cover.capSats,
    closedSats: cover.capSats,
    paidSats: 220,
    ...sums,
  });
  return count.compare('cust_1', balance, sumsOf([entry]));
}

test('figures that follow from entries and tasks are right, and any other is named', () => {
  assert.equal(verdict({}), null);
  assert.match(verdict({ enteredSats: 1_001 }) ?? '', /cust_1: .*"enteredSats":1001/);
  assert.match(verdict({ paidSats: 221 }) ?? '', /"paidSats":221/);
  assert.match(verdict({ takenSats: 2 * cover.capSats + 1 }) ?? '', /"reservedSats":331/);
  assert.match(verdict({ upgradeGrantSats: 1 }) ?? '', /1 were granted for tasks that cost 0/);
  assert.match(verdict({}, paid(331)) ?? '', /tsk_1 cost 331, more than the 330/);
});

test('what was spent without cover is named, unless a payment was taken back', () => {
  const count = () => {
    const money = new MoneyCount();
    money.add(task({}));
    return money;
  };
  const short = balanceOf({ ...noBalanceSums, enteredSats: 100, takenSats: cover.capSats });
  const hundred = { ...entry, sats: 100 };
  assert.match(count().compare('cust_1', short, sumsOf([hundred])) ?? '', /230 satoshis were spent/);
  const reversed = [
    { ...entry, sats: 400 },
    { ...entry, entryId: 'e2', kind: 'deposit_reversed' as const, sats: -300 },
  ];
  assert.equal(count().compare('cust_1', short, sumsOf(reversed)), null);
});

test('tasks of before there were balances are granted as they are paid, and a stranger’s tasks are named', () => {
  const count = new MoneyCount();
  const { cover: _, ...old } = task({ state: 'settled', payment: paid(975) });
  count.add(old);
  const granted = balanceOf({ ...noBalanceSums, upgradeGrantSats: 975 });
  assert.equal(count.compare('cust_1', granted, sumsOf([])), null);
  count.add(task({ customerId: 'cust_2' }));
  assert.deepEqual(count.strangers, ['cust_2 has tasks that cost money, and is no customer']);
});

test('what own people’s tasks set aside and cost is counted by itself, but for tasks of before', () => {
  const own = { ...cover, isForOwn: true } as const;
  const sums = {
    ...noBalanceSums,
    enteredSats: 1_000,
    takenSats: 3 * cover.capSats,
    closedSats: 2 * cover.capSats,
  };
  const verdictOf = (ownTakenSats: number, ownBackSats: number): string | null => {
    const count = new MoneyCount();
    count.add(task({ cover: own }));
    count.add(task({ cover: own, state: 'settled', payment: paid(220) }));
    count.add(task({ state: 'settled', payment: paid(110) }));
    return count.compare(
      'cust_1',
      balanceOf({ ...sums, paidSats: 330, ownTakenSats, ownBackSats }),
      sumsOf([entry]),
    );
  };
  assert.equal(verdictOf(2 * cover.capSats, cover.capSats - 220), null);
  assert.match(verdictOf(2 * cover.capSats, cover.capSats) ?? '', /"ownSats":330/);
});
