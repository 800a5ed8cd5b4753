import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AppealRecord, answered, appealSubjectKey, openingOf, redressOf } from './appeal.ts';

const miss: AppealRecord = {
  appealId: 'apl_1',
  workerId: 'wrk_a',
  about: { kind: 'label', taskId: 'tsk_1' },
  message: 'I was right.',
  openedAtMs: 1,
  answer: null,
};
const suspension: AppealRecord = { ...miss, about: { kind: 'suspension', sinceMs: 7, reason: 'fast' } };
const yes = { appealId: 'apl_1', upheld: true, text: 'Yes.', nowMs: 9 };

test('a subject is contested once, and so many appeals wait at a time', () => {
  const request = { appeal: miss, openMax: 2 };
  assert.equal(openingOf(request, null, 1), 'open');
  assert.equal(openingOf(request, null, 2), 'too_many');
  assert.equal(openingOf(request, 'apl_1', 2), 'opened');
  assert.equal(openingOf(request, 'apl_2', 0), 'contested');
  const again = { ...suspension, about: { kind: 'suspension', sinceMs: 7, reason: 'other words' } } as const;
  assert.equal(appealSubjectKey(again.about), appealSubjectKey(suspension.about));
  assert.notEqual(appealSubjectKey(miss.about), appealSubjectKey(suspension.about));
});

test('an appeal from when gold misses alone were contested is read as one of a label', () => {
  const old = { ...miss, about: { kind: 'gold_miss', taskId: 'tsk_1' } } as unknown as AppealRecord;
  assert.equal(appealSubjectKey(old.about), appealSubjectKey(miss.about));
  assert.deepEqual(redressOf(answered(old, yes)), redressOf(answered(miss, yes)));
});

test('the first answer is final', () => {
  const first = answered(miss, { ...yes, upheld: false });
  assert.equal(first.answer?.upheld, false);
  assert.equal(answered(first, yes), first);
});

test('an appeal that is upheld asks for what it is about, any other for nothing', () => {
  assert.equal(redressOf(miss), null);
  assert.equal(redressOf(answered(miss, { ...yes, upheld: false })), null);
  const command = { do: 'concede', workerId: 'wrk_a', appealId: 'apl_1', nowMs: 9 };
  assert.deepEqual(redressOf(answered(miss, yes)), { kind: 'concede', taskId: 'tsk_1', command });
  const reinstate = { kind: 'reinstate', workerId: 'wrk_a', sinceMs: 7 };
  assert.deepEqual(redressOf(answered(suspension, yes)), reinstate);
});
