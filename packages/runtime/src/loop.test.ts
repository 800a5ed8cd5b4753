import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from './clock.ts';
import { createLogger } from './logger.ts';
import { Loop } from './loop.ts';

const log = createLogger('silent');

/** Lets everything run that is not waiting for the clock. */
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

function loopOf(
  clock: ManualClock,
  round: () => Promise<boolean>,
  signal = new AbortController().signal,
): Loop {
  return new Loop({ name: 'test', clock, log, signal, idleMs: 100, failureMsMax: 1_000, round });
}

test('a loop goes on at once while there is work, and pauses when there is none', async () => {
  const clock = new ManualClock(0);
  const work = [true, true, false, false];
  let rounds = 0;
  await using loop = loopOf(clock, async () => work[rounds++] ?? false);
  await turns();
  assert.equal(rounds, 3);
  clock.advance(99);
  await turns();
  assert.equal(rounds, 3);
  clock.advance(1);
  await turns();
  assert.equal(rounds, 4);
  loop.poke();
  await turns();
  assert.equal(rounds, 5, 'a poke ends the pause');
});

test('a loop survives failures and waits longer after each, up to its bound', async () => {
  const clock = new ManualClock(0);
  let rounds = 0;
  await using _loop = loopOf(clock, async () => {
    rounds++;
    throw new Error('the world is away');
  });
  await turns();
  for (const [pauseMs, expected] of [
    [199, 1],
    [1, 2],
    [399, 2],
    [1, 3],
    [800, 4],
    [999, 4],
    [1, 5],
    [1_000, 6],
  ] as const) {
    clock.advance(pauseMs);
    await turns();
    assert.equal(rounds, expected);
  }
});

test('stopping waits for the round under way and starts no other', async () => {
  const clock = new ManualClock(0);
  const stop = new AbortController();
  let ended = 0;
  let release: () => void = () => {};
  const loop = loopOf(
    clock,
    async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      ended++;
      return true;
    },
    stop.signal,
  );
  await turns();
  stop.abort();
  const disposed = loop[Symbol.asyncDispose]();
  await turns();
  assert.equal(ended, 0);
  release();
  await disposed;
  assert.equal(ended, 1);
});
