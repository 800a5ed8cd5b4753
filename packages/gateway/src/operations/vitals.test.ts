import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Vitals } from '@asg/oversight';
import { startTestGateway } from '../testing/test-gateway.ts';

const adminToken = 'the-operators-own-token';
const minuteMs = 60_000;
const sample = {
  requests: 90,
  failed: 3,
  p95Ms: 12,
  labels: 7,
  loopDelayMs: 1,
  memoryBytes: 5,
  diskFreeBytes: null,
  work: 4,
  payment: 2,
  paymentLagMs: 1_500,
  endpoints: 1,
  webhookLagMs: 0,
};

test('the operator reads how the server was, by the minute, and nothing where it was not there', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const vitals = new Vitals(gateway.context);
  const beginMs = gateway.clock.nowMs();
  const note = (minutes: number) => vitals.note('one', beginMs + minutes * minuteMs, sample);
  await note(0);
  await note(2);
  gateway.clock.advance(3 * minuteMs);
  const ask = async (query: string) =>
    (await gateway.call('GET', `/v1/admin/vitals${query}`, { token: adminToken })).body;
  const { from, step_seconds: step, points } = await ask('?hours=1');
  assert.deepEqual([step, points.length], [60, 60]);
  assert.equal(Date.parse(from), beginMs + 4 * minuteMs - 60 * minuteMs);
  const [first, gap, second, now] = points.slice(-4);
  assert.deepEqual([gap, now], [null, null]);
  assert.deepEqual(first, second);
  assert.deepEqual(
    [first.requests_per_second, first.failed_per_minute, first.labels_per_minute, first.payment_lag_seconds],
    [1.5, 3, 7, 1.5],
  );
  const day = await ask('');
  assert.deepEqual([day.step_seconds, day.points.length], [300, 288]);
  assert.equal((await ask('?hours=25')).code, 'VALIDATION_ERROR');
  await note(26 * 60);
  const kept = await gateway.storage.vitals.hours({ limit: 10, after: null });
  assert.deepEqual(
    kept.map(({ hourMs }) => hourMs - beginMs),
    [26 * 60 * minuteMs],
    'older than a day: dropped',
  );
});
