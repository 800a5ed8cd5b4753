import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@asg/runtime';
import { endWithin } from './end-within.ts';

const part = (end: () => Promise<void>): AsyncDisposable => ({ [Symbol.asyncDispose]: end });

test('a stop waits for what ends, hands on its error, and does not wait for what never ends', async () => {
  const clock = new ManualClock(0);
  const warnings: unknown[] = [];
  const parts = { clock, log: { warn: (...what: unknown[]) => void warnings.push(what) } };
  let isEnded = false;
  const ending = async (): Promise<void> => {
    isEnded = true;
  };
  await endWithin(1_000, part(ending), parts);
  assert.equal(isEnded, true);
  await assert.rejects(
    endWithin(
      1_000,
      part(async () => Promise.reject(new Error('no'))),
      parts,
    ),
    /no/,
  );
  assert.equal(warnings.length, 0);
  const stopped = endWithin(
    1_000,
    part(() => new Promise(() => {})),
    parts,
  );
  clock.advance(1_000);
  await stopped;
  assert.equal(warnings.length, 1);
});
