import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementFrom } from './statement.ts';

const payment = (made_at: string, labels: number, earned_sats: number, paid_sats: number) => ({
  settlement_id: 'stl_1',
  txid: 'ab',
  labels,
  earned_sats,
  paid_sats,
  pending: false,
  made_at,
  at: '2027-01-01T00:00:01.000Z',
  explorer_url: 'https://chain.example/ab',
});
const forfeit = (at: string, sats: number | null) => ({
  forfeit_id: 'stl_6',
  status: 'sent' as const,
  sats,
  txid: 'cd',
  explorer_url: null,
  suspension_reason: null,
  at,
});

async function* given() {
  yield payment('2026-12-31T23:59:59.000Z', 2, 650, 680);
  yield payment('2026-12-02T10:00:00.000Z', 1, 325, 0);
  yield payment('2026-02-02T10:00:00.000Z', 4, 1_300, 1_300);
}

test('a statement is added up by month and written line by line; what went back in another year is not in it', async () => {
  const went = [forfeit('2026-03-03T10:00:00.000Z', 680), forfeit('2025-03-03T10:00:00.000Z', 5)];
  const { months, total, csv } = await statementFrom(2026, given(), [
    ...went,
    forfeit('2026-03-04T10:00:00.000Z', null),
  ]);
  const none = { payments: 0, labels: 0, earnedSats: 0, paidSats: 0, forfeitedSats: 0 };
  assert.deepEqual(months, [
    { ...none, month: 2, payments: 1, labels: 4, earnedSats: 1_300, paidSats: 1_300 },
    { ...none, month: 3, forfeitedSats: 680 },
    { ...none, month: 12, payments: 2, labels: 3, earnedSats: 975, paidSats: 680 },
  ]);
  const sums = { payments: 3, labels: 7, earnedSats: 2_275, paidSats: 1_980, forfeitedSats: 680 };
  assert.deepEqual(total, { month: 0, ...sums });
  assert.deepEqual(csv.slice(0, 2), [
    'kind,made_at,id,txid,labels,earned_sats,paid_sats,seen_at\r\n',
    'payment,2026-12-31T23:59:59.000Z,stl_1,ab,2,650,680,2027-01-01T00:00:01.000Z\r\n',
  ]);
  assert.equal(csv.at(-1), 'forfeit,2026-03-03T10:00:00.000Z,stl_6,cd,0,0,-680,\r\n');
  assert.equal(csv.length, 5);
});
