import assert from 'node:assert/strict';
import { test } from 'node:test';
import { basisOf, newTemplate, viewOf } from '@asg/consensus';
import { doubtMicros } from './doubt.ts';

const labelled = (...options: readonly number[]) =>
  options.map((option) => ({ workerId: '', option, atMs: 0 }));

test('doubt is the share of labels that are not with the leader, and under the adaptive policy what is left to certainty', () => {
  assert.equal(
    doubtMicros({ labelSpec: { question: '', options: ['a', 'b'] }, decision: null, labels: [] }),
    0,
  );
  assert.equal(
    doubtMicros({
      labelSpec: { question: '', options: ['a', 'b'] },
      decision: null,
      labels: labelled(1, 1, 1),
    }),
    0,
  );
  assert.equal(
    doubtMicros({
      labelSpec: { question: '', options: ['a', 'b'] },
      decision: null,
      labels: labelled(0, 1, 1),
    }),
    333_333,
  );
  assert.equal(
    doubtMicros({ labelSpec: { question: '', options: ['a', 'b'] }, decision: null, labels: labelled(0, 1) }),
    500_000,
  );
  const ground = basisOf(viewOf(newTemplate(2)));
  const decision = { option: 1, agreementCount: 2, workerCount: 2, confidence: 0.93, decidedAtMs: 0, ground };
  assert.equal(
    doubtMicros({ labelSpec: { question: '', options: ['a', 'b'] }, decision, labels: labelled(1, 1) }),
    70_000,
  );
});
