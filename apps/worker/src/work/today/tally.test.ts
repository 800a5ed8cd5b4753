import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atLeast, counted, givenOn, localDate, paidOn, readTally } from './tally.ts';

test('labels add up within a day, and a new day begins at one', () => {
  const monday = counted(counted(null, '2026-04-06'), '2026-04-06');
  assert.deepEqual(monday, { date: '2026-04-06', labels: 2 });
  assert.deepEqual(counted(monday, '2026-04-07'), { date: '2026-04-07', labels: 1 });
});

test('a tally of another day, or one that cannot be read, counts as none', () => {
  assert.deepEqual(readTally('{"date":"2026-04-06","labels":7}', '2026-04-06'), {
    date: '2026-04-06',
    labels: 7,
  });
  for (const text of [null, '', '{', '[]', '{"date":"2026-04-05","labels":7}', '{"date":"2026-04-06"}'])
    assert.equal(readTally(text, '2026-04-06'), null);
});

test('labels given elsewhere today count as well, and none is counted twice', () => {
  const today = '2026-04-09';
  const labels = [10, 9, -1].map((hour) => ({ at: new Date(2026, 3, 9, hour).toISOString() }));
  assert.equal(givenOn(today, labels), 2);
  assert.deepEqual(atLeast(null, today, 2), { date: today, labels: 2 });
  assert.deepEqual(atLeast({ date: today, labels: 5 }, today, 2), { date: today, labels: 5 });
  assert.deepEqual(atLeast({ date: '2026-04-08', labels: 5 }, today, 2), { date: today, labels: 2 });
});

test('what was paid today is what the payments since midnight of the worker say', () => {
  const at = (hour: number): string => new Date(2026, 3, 9, hour).toISOString();
  const payments = [
    { at: at(9), paid_sats: 325 },
    { at: at(0), paid_sats: 650 },
    { at: at(-1), paid_sats: 1_000 },
  ];
  assert.equal(paidOn(localDate(new Date(2026, 3, 9, 12)), payments), 975);
});
