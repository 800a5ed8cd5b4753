import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@asg/runtime';
import { endWithin, StoresNotClosed } from './end-within.ts';

const bounds = { runningMsMax: 1_000, allMsMax: 1_500 };
const part = (end: () => Promise<void>): AsyncDisposable => ({ [Symbol.asyncDispose]: end });
const never = part(() => new Promise(() => {}));

function stand() {
  const clock = new ManualClock(0);
  const warnings: unknown[] = [];
  const ended: string[] = [];
  const ends = (name: string) => part(async () => void ended.push(name));
  return { clock, warnings, ended, ends, log: { warn: (...what: unknown[]) => void warnings.push(what) } };
}

test('a stop waits for what runs and then for the stores, and hands on an error with the stores closed', async () => {
  const { ends, ended, warnings, ...parts } = stand();
  await endWithin(bounds, { running: ends('running'), kept: ends('kept') }, parts);
  assert.deepEqual(ended, ['running', 'kept']);
  assert.equal(warnings.length, 0);
  const failing = part(async () => Promise.reject(new Error('no')));
  await assert.rejects(endWithin(bounds, { running: failing, kept: ends('kept again') }, parts), /no/);
  assert.equal(ended.at(-1), 'kept again');
});

test('what runs for ever is not waited for, and the stores are closed', async () => {
  const { ends, ended, warnings, ...parts } = stand();
  const stopped = endWithin(bounds, { running: never, kept: ends('kept') }, parts);
  parts.clock.advance(1_000);
  await stopped;
  assert.deepEqual([ended, warnings.length], [['kept'], 1]);
});

test('stores that do not close have what is left of the time, and are reported apart from all else', async () => {
  const { ends, warnings, ended, ...parts } = stand();
  const closed = Promise.withResolvers<void>();
  const slow = part(() => closed.promise);
  const stopped = endWithin(bounds, { running: ends('running'), kept: slow }, parts);
  parts.clock.advance(1_499);
  closed.resolve();
  await stopped;
  const hanging = endWithin(bounds, { running: never, kept: never }, parts);
  parts.clock.advance(1_000);
  parts.clock.advance(500);
  await assert.rejects(hanging, StoresNotClosed);
  assert.deepEqual([ended, warnings.length], [['running'], 1]);
});
