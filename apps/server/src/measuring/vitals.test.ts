import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { Vitals } from '@asg/oversight';
import { Conditions, createLogger, ManualClock } from '@asg/runtime';
import { Metrics } from '@asg/runtime/metrics';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { measuring } from './vitals.ts';

const minuteMs = 60_000;

test('a minute is measured once it is over: requests and labels since the one before, and what waits', async () => {
  await using storage = await openSqliteStorage({ path: ':memory:' });
  const clock = new ManualClock(Date.UTC(2026, 3, 9, 12));
  const conditions = new Conditions({ clock, log: createLogger('silent') });
  const context = { storage, clock, conditions };
  const metrics = new Metrics();
  using measure = measuring({ context, metrics, holder: 'here' }, tmpdir());
  for (let i = 0; i < 20; i++) metrics.request('GET', '/a', 200, i === 0 ? 3 : 0.004);
  metrics.request('GET', '/b', 503, 0.004);
  metrics.addLabels(5);
  await measure.look();
  const vitals = new Vitals(context);
  const points = async () => (await vitals.last(1)).points.filter((point) => point !== null);
  assert.deepEqual(await points(), [], 'the minute is not over');
  clock.advance(minuteMs);
  await measure.look();
  await measure.look();
  metrics.addLabels(1);
  clock.advance(minuteMs);
  await measure.look();
  const [first, second, ...more] = await points();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [first?.requestsPerSecond, first?.failedPerMinute, first?.labelsPerMinute],
    [21 / 60, 1, 5],
  );
  assert.ok(first?.p95Ms != null && first.p95Ms > 2.5 && first.p95Ms <= 5, String(first?.p95Ms));
  assert.ok(first.memoryBytes > 1e6 && (first.diskFreeBytes ?? 0) > 0);
  assert.deepEqual([second?.requestsPerSecond, second?.p95Ms, second?.labelsPerMinute], [0, null, 1]);
});
