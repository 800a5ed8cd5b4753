import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { basisOf } from './gold.ts';
import { logLikelihoodsOf, viewOf } from './likelihood.ts';
import { type AdaptivePolicy, decideAdaptive, logPosterior, type WeighedLabel } from './policy.ts';
import { newTemplate, unknownWorker } from './statistics.ts';

const view = viewOf(newTemplate(3));
const label = (option: number): WeighedLabel => ({
  option,
  column: logLikelihoodsOf(view, unknownWorker, option),
});
const policies = fc
  .record({
    targetConfidence: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
    minLabels: fc.integer({ min: 1, max: 4 }),
    more: fc.integer({ min: 0, max: 6 }),
  })
  .map(
    ({ targetConfidence, minLabels, more }): AdaptivePolicy => ({
      policy: 'adaptive',
      targetConfidence,
      minLabels,
      maxLabels: minLabels + more,
    }),
  );
const labelLists = fc.array(fc.integer({ min: 0, max: 2 }).map(label), { maxLength: 12 });

test('no decision before min_labels, and always one at max_labels', () => {
  fc.assert(
    fc.property(policies, labelLists, fc.boolean(), (policy, labels, full) => {
      const found = decideAdaptive(labels, basisOf(view, full), policy);
      if (labels.length < policy.minLabels) assert.equal(found.kind, 'open');
      if (labels.length >= policy.maxLabels) assert.equal(found.kind, 'decided');
      if (found.kind === 'open') {
        assert.ok(found.targetLabels > labels.length && found.targetLabels <= policy.maxLabels);
      }
      if (found.kind === 'decided') {
        assert.ok(found.workerCount >= policy.minLabels && found.workerCount <= policy.maxLabels);
        if (full) assert.equal(found.workerCount, policy.maxLabels);
        const counted = labels.slice(0, found.workerCount);
        assert.equal(found.agreementCount, counted.filter(({ option }) => option === found.option).length);
        assert.ok(found.confidence >= 0 && found.confidence <= 1);
        assert.equal(Math.round(found.confidence * 1e6) / 1e6, found.confidence);
      }
    }),
  );
});

test('labels after the deciding one change nothing', () => {
  fc.assert(
    fc.property(policies, labelLists, labelLists, (policy, labels, later) => {
      const found = decideAdaptive(labels, basisOf(view), policy);
      if (found.kind !== 'decided') return;
      assert.deepEqual(decideAdaptive([...labels, ...later], basisOf(view), policy), found);
    }),
  );
});

test('the posterior is the same in whatever order the labels came', () => {
  fc.assert(
    fc.property(labelLists, (labels) => {
      const sorted = labels.toSorted((a, b) => a.option - b.option);
      assert.deepEqual(logPosterior(view.prior, sorted), logPosterior(view.prior, labels));
    }),
  );
});

test('agreement decides early, disagreement asks for more', () => {
  const policy: AdaptivePolicy = {
    policy: 'adaptive',
    targetConfidence: 0.9,
    minLabels: 2,
    maxLabels: 7,
  };
  const agreed = decideAdaptive([label(1), label(1)], basisOf(view), policy);
  assert.ok(agreed.kind === 'decided' && agreed.option === 1 && agreed.posterior > 0.9);
  assert.deepEqual(decideAdaptive([label(0), label(1)], basisOf(view), policy), {
    kind: 'open',
    targetLabels: 3,
  });
});

test('labels that contradict each other are not enough at min_labels, however sure the model is', () => {
  const sure = { ...basisOf(view), prior: [0, -600_000, -600_000] };
  const policy: AdaptivePolicy = { policy: 'adaptive', targetConfidence: 0.6, minLabels: 2, maxLabels: 7 };
  const split = decideAdaptive([label(0), label(1)], sure, policy);
  assert.deepEqual(split, { kind: 'open', targetLabels: 3 });
  const third = decideAdaptive([label(0), label(1), label(0)], sure, policy);
  assert.ok(third.kind === 'decided' && third.option === 0 && third.workerCount === 3);
  assert.equal(decideAdaptive([label(0), label(0)], sure, policy).kind, 'decided');
  const one = { ...policy, minLabels: 1 };
  assert.equal(decideAdaptive([label(0)], sure, one).kind, 'decided');
});
