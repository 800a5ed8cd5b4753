import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Leadership, shardOf } from './leadership.ts';
import { bench } from './testing/settlement-bench.ts';

const holdMs = 10_000;

test('leadership is renewed when about half of its term is over: beside the work, or before it where little is left', async (t) => {
  const { context, storage, clock } = await bench(t);
  const leadership = new Leadership(context, 'a');
  const endsInMs = async () => (await storage.leadership.get('sweep'))!.untilMs - clock.nowMs();
  assert.equal(await leadership.hold('sweep', { holdMs }), true);
  clock.advance(holdMs / 2 - 500);
  assert.equal(await leadership.hold('sweep', { holdMs }), true);
  await leadership.hold('other');
  assert.equal(await endsInMs(), holdMs / 2 + 500);
  clock.advance(500);
  // Who looks every half of a term renews each time.
  assert.deepEqual(await Promise.all([1, 2].map(() => leadership.hold('sweep', { holdMs }))), [true, true]);
  await leadership.hold('third');
  assert.equal(await endsInMs(), holdMs);
  clock.advance(holdMs * 0.7);
  assert.equal(await leadership.hold('sweep', { holdMs }), true);
  assert.equal(await endsInMs(), holdMs);
});

test('what is being renewed is given up all the same', async (t) => {
  const { context, clock } = await bench(t);
  const [one, other] = [new Leadership(context, 'a'), new Leadership(context, 'b')];
  await one.hold('sweep');
  clock.advance(holdMs / 2);
  await one.hold('sweep');
  await one.releaseAll();
  assert.equal(await other.hold('sweep'), true);
});

test('another process leads at once where leadership was given up, and after the term where it was not', async (t) => {
  const { context, clock } = await bench(t);
  const [one, other] = [new Leadership(context, 'a'), new Leadership(context, 'b')];
  assert.deepEqual([await one.hold('sweep'), await other.hold('sweep')], [true, false]);
  await one.releaseAll();
  assert.deepEqual([await other.hold('sweep'), await one.hold('sweep')], [true, false]);
  clock.advance(holdMs);
  assert.deepEqual([await one.hold('sweep'), await other.hold('sweep')], [true, false]);
  await other.releaseAll();
  assert.equal(await other.hold('sweep'), false, 'a process that lost it gives nothing up');
});

test('where no other process can have the store, leadership is held for minutes without a write', async (t) => {
  const { context, storage, clock } = await bench(t);
  const leadership = new Leadership(context, 'a', 40);
  await leadership.hold('sweep');
  const { untilMs } = (await storage.leadership.get('sweep'))!;
  clock.advance(3 * 60_000);
  assert.equal(await leadership.hold('sweep'), true);
  assert.equal((await storage.leadership.get('sweep'))!.untilMs, untilMs);
  assert.ok(untilMs > clock.nowMs());
});

test('keys share a bounded number of shards, the same one in every process', () => {
  const names = new Set(Array.from({ length: 1_000 }, (_, i) => shardOf('job', `job_${i}`, 16)));
  assert.equal(names.size, 16);
  assert.equal(shardOf('job', 'job_1', 16), shardOf('job', 'job_1', 16));
});
