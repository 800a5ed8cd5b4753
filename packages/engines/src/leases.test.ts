import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Leases, leaseOf } from './leases.ts';
import { bench } from './testing/settlement-bench.ts';

const holdMs = 10_000;

test('a lease is asked for again when half of it is over: half of it is there whenever work begins', async (t) => {
  const { context, storage, clock } = await bench(t);
  const leases = new Leases(context, 'a');
  const endsInMs = async () => (await storage.leadership.get('sweep'))!.untilMs - clock.nowMs();
  assert.equal(await leases.hold('sweep', { holdMs }), true);
  clock.advance(holdMs / 2);
  assert.equal(await leases.hold('sweep', { holdMs }), true);
  assert.equal(await endsInMs(), holdMs / 2);
  clock.advance(1);
  assert.equal(await leases.hold('sweep', { holdMs }), true);
  assert.equal(await endsInMs(), holdMs);
});

test('another process gets it at once where it was let go, and when it lapsed where it was not', async (t) => {
  const { context, clock } = await bench(t);
  const [one, other] = [new Leases(context, 'a'), new Leases(context, 'b')];
  assert.deepEqual([await one.hold('sweep'), await other.hold('sweep')], [true, false]);
  await one.releaseAll();
  assert.deepEqual([await other.hold('sweep'), await one.hold('sweep')], [true, false]);
  clock.advance(holdMs);
  assert.deepEqual([await one.hold('sweep'), await other.hold('sweep')], [true, false]);
  await other.releaseAll();
  assert.equal(await other.hold('sweep'), false, 'who has lost it hands nothing over');
});

test('things share a bounded number of leases, each its own one everywhere', () => {
  const names = new Set(Array.from({ length: 1_000 }, (_, i) => leaseOf('job', `job_${i}`, 16)));
  assert.equal(names.size, 16);
  assert.equal(leaseOf('job', 'job_1', 16), leaseOf('job', 'job_1', 16));
});
