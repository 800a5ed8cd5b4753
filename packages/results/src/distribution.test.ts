import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confidenceBins } from '@asg/domain';
import fc from 'fast-check';
import { distributionOf, rateMinutes } from './distribution.ts';

const noMinutes: readonly number[] = new Array(rateMinutes).fill(0);

test('nothing is known of what has no task', () => {
  const found = distributionOf(['cat', 'dog'], {}, {}, noMinutes);
  assert.deepEqual(found.options, ['cat', 'dog']);
  assert.deepEqual([found.opened, found.answers, found.forecastSats], [0, [0, 0], null]);
  assert.deepEqual([found.labelsPerMinute, found.secondsLeft], [0, 0]);
});

test('what is left follows from the pace since the first label of the hour, and the cost from what was paid', () => {
  const all = { opened: 10, decided: 4, cancelled: 1, labels: 12, paid: 2, costSats: 600, capSats: 9_000 };
  const minutes = [...noMinutes.slice(4), 2, 0, 2, 0];
  const found = distributionOf(['cat', 'dog'], all, { a0: 3, 'v0.0': 7, 'v0.1': 2, h19: 3 }, minutes);
  assert.deepEqual([found.labelsPerMinute, found.forecastSats, found.otherDecided], [1, 2_700, 1]);
  // Five tasks at three labels each, at one label a minute.
  assert.equal(found.secondsLeft, 15 * 60);
  assert.deepEqual(found.votes, [
    [7, 2],
    [0, 0],
  ]);
  assert.equal(distributionOf(['cat', 'dog'], all, {}, noMinutes).secondsLeft, null);
  assert.equal(distributionOf(['cat', 'dog'], { ...all, opened: 5 }, {}, noMinutes).secondsLeft, 0);
});

test('each task that was decided is in one answer and in one bin', () => {
  const decisions = fc.array(fc.record({ option: fc.nat(2), bin: fc.nat(confidenceBins - 1) }));
  fc.assert(
    fc.property(decisions, (some) => {
      const answered: Record<string, number> = {};
      for (const { option, bin } of some)
        for (const figure of [`a${option}`, `h${bin}`]) answered[figure] = (answered[figure] ?? 0) + 1;
      const all = { opened: some.length, decided: some.length };
      const { answers, confidence, otherDecided } = distributionOf(['a', 'b', 'c'], all, answered, noMinutes);
      const sum = (figures: readonly number[]) => figures.reduce((total, one) => total + one, 0);
      assert.deepEqual([sum(answers), sum(confidence), otherDecided], [some.length, some.length, 0]);
    }),
  );
});
