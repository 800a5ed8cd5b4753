import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  decideConsensus,
  defaultMaxLabels,
  majorityOf,
  pluralityOf,
  type ThresholdPolicy,
} from './threshold.ts';

const policyOf = (threshold: number, earlyStop = false): ThresholdPolicy => ({
  policy: 'threshold',
  threshold,
  earlyStop,
  maxLabels: defaultMaxLabels(threshold),
});
const thresholds = fc.integer({ min: 2, max: 10 });
const labelLists = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 25 });

/** Feeds labels one at a time, as they arrive, until the policy is done. */
function playOut(labels: readonly number[], policy: ThresholdPolicy) {
  for (let n = 0; n <= labels.length; n++) {
    const consensus = decideConsensus(labels.slice(0, n), policy);
    if (consensus.kind !== 'open') return { consensus, used: n };
  }
  return null;
}

test('the published example: two of three agree, confidence is two thirds', () => {
  const decision = decideConsensus([0, 1, 0], policyOf(3));
  assert.deepEqual(decision, {
    kind: 'decided',
    option: 0,
    agreementCount: 2,
    workerCount: 3,
    confidence: 2 / 3,
  });
});

test('nothing is decided below the threshold, however much agreement there is', () => {
  fc.assert(
    fc.property(thresholds, labelLists, (threshold, labels) => {
      const few = labels.slice(0, threshold - 1);
      assert.deepEqual(decideConsensus(few, policyOf(threshold)), { kind: 'open', targetLabels: threshold });
    }),
  );
});

test('without a majority one more label at a time is asked for, and the first option to reach it wins', () => {
  const policy = policyOf(3);
  assert.deepEqual(decideConsensus([0, 1, 2], policy), { kind: 'open', targetLabels: 4 });
  assert.deepEqual(decideConsensus([0, 1, 2, 3], policy), { kind: 'open', targetLabels: 5 });
  const decided = decideConsensus([0, 1, 2, 3, 1], policy);
  assert.deepEqual(decided, {
    kind: 'decided',
    option: 1,
    agreementCount: 2,
    workerCount: 5,
    confidence: 2 / 3,
  });
});

test('a task without a majority at max_labels is exhausted', () => {
  assert.deepEqual(decideConsensus([0, 1, 2, 3, 4, 5, 6], policyOf(3)), { kind: 'exhausted' });
});

test('the answer does not depend on the order of the first `threshold` labels', () => {
  fc.assert(
    fc.property(
      thresholds,
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 10, maxLength: 10 }),
      (threshold, ten) => {
        const labels = ten.slice(0, threshold);
        const forward = decideConsensus(labels, policyOf(threshold));
        assert.deepEqual(decideConsensus([...labels].reverse(), policyOf(threshold)), forward);
        assert.deepEqual(
          decideConsensus(
            [...labels].sort((a, b) => a - b),
            policyOf(threshold),
          ),
          forward,
        );
      },
    ),
  );
});

test('early stop never changes the winner and never uses more labels', () => {
  fc.assert(
    fc.property(thresholds, labelLists, (threshold, labels) => {
      const full = playOut(labels, policyOf(threshold));
      const early = playOut(labels, policyOf(threshold, true));
      if (full?.consensus.kind !== 'decided') return;
      assert.ok(early?.consensus.kind === 'decided');
      assert.equal(early.consensus.option, full.consensus.option);
      assert.ok(early.used <= full.used);
    }),
  );
});

test('an open task always asks for at least one more label, and never beyond its limit', () => {
  fc.assert(
    fc.property(thresholds, fc.boolean(), labelLists, (threshold, earlyStop, labels) => {
      const policy = policyOf(threshold, earlyStop);
      const consensus = decideConsensus(labels, policy);
      if (consensus.kind !== 'open') return;
      assert.ok(consensus.targetLabels > labels.length && consensus.targetLabels <= policy.maxLabels);
    }),
  );
});

test('a decision carries a true majority and a confidence of at most 1', () => {
  fc.assert(
    fc.property(thresholds, fc.boolean(), labelLists, (threshold, earlyStop, labels) => {
      const consensus = decideConsensus(labels, policyOf(threshold, earlyStop));
      if (consensus.kind !== 'decided') return;
      const { option, agreementCount, workerCount, confidence } = consensus;
      assert.ok(agreementCount >= majorityOf(threshold));
      assert.equal(labels.slice(0, workerCount).filter((label) => label === option).length, agreementCount);
      assert.equal(confidence, Math.min(1, agreementCount / threshold));
    }),
  );
});

test('the plurality is every option with the most labels', () => {
  assert.deepEqual(pluralityOf([]), []);
  assert.deepEqual(pluralityOf([2, 0, 2]), [2]);
  assert.deepEqual(pluralityOf([1, 0, 1, 0, 2]), [0, 1]);
});
