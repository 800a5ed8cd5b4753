import assert from 'node:assert/strict';
import { hourMs, hourOf, type VitalSample } from '@asg/domain';
import type { Suite } from '../contract/suite.ts';

const minuteMs = 60_000;
const sample: VitalSample = {
  requests: 1,
  failed: 0,
  p95Ms: null,
  labels: 0,
  loopDelayMs: 1,
  memoryBytes: 1,
  diskFreeBytes: null,
  work: 0,
  payment: 0,
  paymentLagMs: 0,
  endpoints: 0,
  webhookLagMs: 0,
};

export const vitalSuite: Suite = {
  'what processes measured is kept by hour, listed by time, and dropped': async ({ storage, nowMs }) => {
    const { vitals } = storage;
    const beginMs = hourOf(nowMs);
    const note = (process: string, atMs: number) => vitals.note({ process, atMs, sample });
    await note('b', beginMs + hourMs);
    await note('a', beginMs);
    await note('a', beginMs + minuteMs);
    await note('a', beginMs + minuteMs);
    await note('a', beginMs + hourMs);
    const page = { limit: 10, before: null } as const;
    const told = async () =>
      (await vitals.hours(page)).map((one) => [one.process, one.hourMs - beginMs, Object.keys(one.minutes)]);
    assert.deepEqual(await told(), [
      ['b', hourMs, ['0']],
      ['a', hourMs, ['0']],
      ['a', 0, ['0', '1']],
    ]);
    const [oldest] = await vitals.hours({ limit: 1, after: null });
    assert.ok(oldest !== undefined);
    for (let i = 0; i < 2; i++) await vitals.drop([oldest]);
    assert.deepEqual((await told()).length, 2);
  },
};
