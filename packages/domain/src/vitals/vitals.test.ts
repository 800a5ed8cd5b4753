import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourMs, type VitalSample, vitalSeries, withSample } from './vitals.ts';

const minuteMs = 60_000;
const sample = (change: Partial<VitalSample> = {}): VitalSample => ({
  requests: 120,
  failed: 0,
  p95Ms: 10,
  labels: 6,
  loopDelayMs: 2,
  memoryBytes: 100,
  diskFreeBytes: 1_000,
  work: 1,
  payment: 0,
  paymentLagMs: 0,
  endpoints: 0,
  webhookLagMs: 0,
  ...change,
});

test('processes are added up, rates are means of the minutes that were measured, the rest is as bad as it got', () => {
  const beginMs = 480_000 * hourMs;
  const first = withSample(null, { process: 'a', atMs: beginMs + 10, sample: sample() });
  const own = withSample(first, { process: 'a', atMs: beginMs + minuteMs, sample: sample({ p95Ms: null }) });
  const again = withSample(own, { process: 'a', atMs: beginMs + minuteMs, sample: sample({ requests: 9 }) });
  assert.deepEqual(again, own, 'a minute is measured once');
  const bad = sample({ p95Ms: 70, diskFreeBytes: 10, requests: 240, failed: 4, work: 5, memoryBytes: 300 });
  const other = withSample(null, { process: 'b', atMs: beginMs + minuteMs, sample: bad });
  const range = { fromMs: beginMs, toMs: beginMs + 6 * minuteMs, stepMs: 3 * minuteMs };
  const [point, nothing, ...more] = vitalSeries([own, other], range);
  assert.deepEqual([nothing, more], [null, []]);
  assert.deepEqual(point, {
    requestsPerSecond: 4,
    failedPerMinute: 2,
    labelsPerMinute: 9,
    p95Ms: 70,
    loopDelayMs: 2,
    memoryBytes: 300,
    diskFreeBytes: 10,
    work: 5,
    payment: 0,
    paymentLagMs: 0,
    endpoints: 0,
    webhookLagMs: 0,
    processes: 2,
  });
});
