import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from './clock.ts';
import { Activity } from './concurrency/activity.ts';
import { createLogger } from './logger.ts';
import { Loop, type RoundOutcome } from './loop.ts';

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

test('loops that look rarely look at the same moments', async () => {
  const clock = new ManualClock(0);
  const activity = new Activity(clock, 2_000);
  const moments: number[][] = [[], [], [], []];
  const { signal } = new AbortController();
  await using all = new AsyncDisposableStack();
  const options = { name: 'test', clock, log, signal, activity, failureMsMax: 1_000 };
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 10) {
      clock.advance(10);
      await turns();
    }
  };
  for (const [index, idleMs] of [70, 100, 450, 2_000].entries()) {
    const round = async (): Promise<RoundOutcome> => {
      moments[index]!.push(clock.nowMs());
      return false;
    };
    all.use(new Loop({ ...options, idleMs, round }));
    await pass(130);
  }
  await pass(30_000);
  const last = moments.map((each) => each.slice(-5));
  assert.deepEqual(last[0], [22_000, 24_000, 26_000, 28_000, 30_000]);
  assert.deepEqual(last[1], last[0]);
  assert.deepEqual(last[2], last[0]);
  assert.deepEqual(last[3], last[0]);
});

test('where a store is shared all look at a beat, rarely once it is quiet, and what happens then wakes them', () => {
  const clock = new ManualClock(0);
  const activity = new Activity(clock, 5_000, 1_000);
  const woken: number[] = [];
  const sleep = () => activity.next(() => woken.push(clock.nowMs()));
  clock.advance(1_300);
  assert.deepEqual([activity.pauseMs(100), activity.pauseMs(4_000)], [700, 3_700]);
  const cancel = sleep();
  activity.note();
  assert.deepEqual(woken, [], 'who looks at the next beat is not woken before');
  cancel();
  clock.advance(24_900);
  assert.equal(activity.pauseMs(100), 800);
  clock.advance(100);
  assert.deepEqual([activity.pauseMs(100), activity.pauseMs(4_000)], [3_700, 4_000]);
  sleep();
  activity.note();
  assert.deepEqual(woken, [26_300]);
  assert.equal(activity.pauseMs(100), 700);
});

test('where nothing may be late, pauses are what they are however long nothing happens', () => {
  const clock = new ManualClock(0);
  const activity = new Activity(clock, 0);
  clock.advance(3_600_000);
  assert.equal(activity.pauseMs(100), 100);
  assert.equal(activity.pauseMs(60_000), 60_000);
});

test('the longer nothing happens the less often a loop looks, and whatever happens wakes it', async () => {
  const clock = new ManualClock(0);
  const activity = new Activity(clock, 2_000);
  const moments: number[] = [];
  let outcome: RoundOutcome = false;
  const { signal } = new AbortController();
  await using _loop = new Loop({
    name: 'test',
    clock,
    log,
    signal,
    idleMs: 100,
    activity,
    failureMsMax: 1_000,
    round: async () => {
      moments.push(clock.nowMs());
      return outcome;
    },
  });
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 50) {
      clock.advance(50);
      await turns();
    }
  };
  await turns();
  await pass(30_000);
  const gaps = moments.slice(1).map((ms, i) => ms - moments[i]!);
  assert.equal(gaps[0], 100);
  assert.equal(gaps.at(-1), 2_000);
  assert.ok(gaps.length < 40, `${gaps.length} looks in half a minute`);
  assert.ok(
    moments.every((ms, i) => i === 0 || ms - moments[i - 1]! <= Math.max(100, ms * 0.2 + 50)),
    'what became due with time is late by a fifth of the quiet at most',
  );
  moments.length = 0;
  clock.advance(50);
  activity.note();
  await turns();
  assert.deepEqual(moments, [30_050], 'at once');
  await pass(400);
  assert.equal(moments.length, 5, 'and as often as before');
  await pass(30_000);
  moments.length = 0;
  outcome = 'stands_by';
  await pass(4_000);
  assert.ok(moments.length > 20, 'who stands by for another process looks as often as ever');
});
