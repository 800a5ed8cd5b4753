/** A program that blocks its event loop until the watcher has reported it; prints the conditions and ends by itself. */
import { setTimeout as pause } from 'node:timers/promises';
import { Conditions, systemClock as clock, createLogger, EventLoopWatch } from '../index.ts';

const log = createLogger('info');
const conditions = new Conditions({ clock, log });
const _watch = new EventLoopWatch({ clock, log, conditions, silentMs: 500, beginMs: 0 });

/** Costs no CPU, and is JavaScript that can be asked what it does. */
function standsStill(ms: number): void {
  const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4));
  for (const untilMs = clock.nowMs() + ms; clock.nowMs() < untilMs; ) Atomics.wait(nobodyWakesIt, 0, 0, 10);
}

// The thread may take its time to begin.
for (let tries = 0; tries < 20 && conditions.list().length === 0; tries++) {
  standsStill(2_500);
  await pause(1_000);
}
console.log(JSON.stringify(conditions.list()));
