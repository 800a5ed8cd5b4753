import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { test } from 'node:test';
import { queryObjects } from 'node:v8';
import { linkedSignal } from './linked-signal.ts';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

test('it aborts with the first of its sources, for the same reason, and lets the others go', () => {
  const [first, second] = [new AbortController(), new AbortController()];
  using linked = linkedSignal([first.signal, undefined, second.signal]);
  second.abort('enough');
  assert.equal(linked.signal.reason, 'enough');
  assert.equal(listeners(first.signal), 0);
  using late = linkedSignal([first.signal, second.signal]);
  assert.equal(late.signal.reason, 'enough', 'a source may have aborted before');
  assert.equal(listeners(first.signal), 0);
});

test('disposed of, it holds on to nothing and nothing aborts it', async () => {
  const long = new AbortController();
  let reasons = 0;
  const linked = linkedSignal([long.signal], { timeoutMs: 1, timeoutReason: () => ++reasons });
  assert.equal(listeners(long.signal), 1);
  linked[Symbol.dispose]();
  assert.equal(listeners(long.signal), 0);
  long.abort();
  using longer = linkedSignal([], { timeoutMs: 20 });
  await once(longer.signal, 'abort');
  assert.equal(reasons, 0);
  assert.equal(linked.signal.aborted, false);
});

test('it aborts after its time, and at a word', async () => {
  using timed = linkedSignal([], { timeoutMs: 1, timeoutReason: () => 'late' });
  await once(timed.signal, 'abort');
  assert.equal(timed.signal.reason, 'late');
  using plain = linkedSignal([], { timeoutMs: 1 });
  await once(plain.signal, 'abort');
  assert.equal((plain.signal.reason as Error).name, 'TimeoutError');
  using reported = linkedSignal([new AbortController().signal]);
  reported.abort('done');
  assert.equal(reported.signal.reason, 'done');
});

test('however many operations end under a signal that lives on, none of theirs is left', () => {
  const stop = new AbortController();
  const before = queryObjects(AbortSignal, { format: 'count' });
  for (let i = 0; i < 1_000; i++) {
    using _link = linkedSignal([stop.signal], { timeoutMs: 60_000 });
  }
  assert.ok(queryObjects(AbortSignal, { format: 'count' }) - before < 10);
});
