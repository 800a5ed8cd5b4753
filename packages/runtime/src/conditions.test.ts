import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from './clock.ts';
import { Conditions } from './conditions.ts';
import { createLogger, type Logger } from './logger.ts';
import { Metrics } from './metrics.ts';

/** Remembers which lines were logged: the level, the condition and the message. */
function listening(): { readonly log: Logger; readonly lines: unknown[][] } {
  const lines: unknown[][] = [];
  const note =
    (level: string) =>
    ({ condition }: { condition: string }, message: string): void => {
      lines.push([level, condition, message]);
    };
  const levels = { info: note('info'), warn: note('warn'), error: note('error') };
  return { log: Object.assign(createLogger('silent'), levels) as unknown as Logger, lines };
}

test('a condition is reported with its first moment and its last detail, and logged when it begins, worsens and ends', () => {
  const clock = new ManualClock(1_000);
  const { log, lines } = listening();
  const conditions = new Conditions({ clock, log });
  conditions.report('disk_full', { severity: 'degraded', detail: 'nearly' });
  clock.advance(500);
  for (let i = 0; i < 3; i++) conditions.report('disk_full', { severity: 'failing', detail: `full ${i}` });
  assert.deepEqual(conditions.list(), [
    { name: 'disk_full', severity: 'failing', detail: 'full 2', sinceMs: 1_000, isShared: false },
  ]);
  conditions.clear('disk_full');
  conditions.clear('disk_full');
  assert.deepEqual(conditions.list(), []);
  assert.deepEqual(lines, [
    ['warn', 'disk_full', 'something is wrong'],
    ['error', 'disk_full', 'something is wrong'],
    ['info', 'disk_full', 'it is over'],
  ]);
});

test('conditions and their details are bounded, and what is known can still change', () => {
  const conditions = new Conditions({ clock: new ManualClock(0), log: createLogger('silent') });
  for (let i = 0; i < 100; i++)
    conditions.report(`c${i}`, { severity: 'degraded', detail: 'x'.repeat(9_999) });
  assert.equal(conditions.list().length, 64);
  assert.equal(conditions.list()[0]!.detail.length, 500);
  conditions.report('c0', { severity: 'failing', detail: 'worse' });
  assert.equal(conditions.list()[0]!.severity, 'failing');
});

test('each condition is a series of a gauge, as bad as it is, until it is over', async () => {
  const conditions = new Conditions({ clock: new ManualClock(0), log: createLogger('silent') });
  const metrics = new Metrics();
  metrics.addConditions(conditions);
  const series = async () =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith('asg_condition{'));
  conditions.report('look_up', { severity: 'degraded', detail: 'HTTP 429' });
  conditions.report('disk_full', { severity: 'failing', detail: 'no space is left' });
  assert.deepEqual(await series(), ['asg_condition{name="look_up"} 1', 'asg_condition{name="disk_full"} 2']);
  conditions.clear('look_up');
  assert.deepEqual(await series(), ['asg_condition{name="disk_full"} 2']);
});
