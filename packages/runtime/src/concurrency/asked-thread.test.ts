import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { AskedThread } from './asked-thread.ts';

const answering = import.meta.resolve('./answering.ts');
/** Doubles numbers, ends at 0, and says how often it was asked. */
const source = `import { answering } from ${JSON.stringify(answering)};
let asked = 0;
answering((number) => number === 0 ? process.exit(3) : [number * 2, ++asked]);`;
const file = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
const doubling = (quietMs?: number): AskedThread<number, readonly [number, number]> =>
  new AskedThread(file, { name: 'doubling', ...(quietMs !== undefined && { quietMs }) });

test('each question gets its own answer, from one thread', async () => {
  await using thread = doubling();
  const answers = await Promise.all([3, 4, 5].map((number) => thread.ask(number)));
  assert.deepEqual(answers, [
    [6, 1],
    [8, 2],
    [10, 3],
  ]);
});

test('a thread ends after a quiet time, and the next question has another', async () => {
  await using thread = doubling(0);
  assert.deepEqual(await thread.ask(3), [6, 1]);
  while ((await thread.ask(3))[1] > 1) await after(1);
});

test('who asked a thread that is lost is told, and the next question has another', async () => {
  await using thread = doubling();
  const lost = thread.ask(0);
  await assert.rejects(lost, /the thread doubling ended with 3/);
  assert.deepEqual(await thread.ask(1), [2, 1]);
});
