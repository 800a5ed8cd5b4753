import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { type AdaptivePolicy, type DecisionBasis, decideAdaptive, type WeighedLabel } from '@asg/domain';
import {
  type ConsensusVectors,
  decisionVector,
  freshVectors,
  played,
  vectorsFile,
  vectorsText,
} from './write.ts';

const firstRuleFile = 'contract/vectors/consensus/first-stop-rule.json';

/** What was decided before there was another rule; such decisions are in stores, so this file is never written again. */
interface FirstRuleVectors {
  readonly policy: AdaptivePolicy;
  readonly decisions: readonly {
    readonly labels: readonly WeighedLabel[];
    readonly basis: DecisionBasis;
    readonly decision: ReturnType<typeof decisionVector>;
  }[];
}

const text = await readFile(vectorsFile, 'utf8');
const stored = JSON.parse(text) as ConsensusVectors;

test('every stored decision, and all that was learned, comes out the same bit for bit', () => {
  const again = played(stored);
  for (const [i, task] of stored.tasks.entries()) assert.deepEqual(again.tasks[i], task, `task ${i}`);
  assert.equal(again.statistics_sha256, stored.statistics_sha256);
});

test('decisions of the first stop rule, each replayed from its record, come out the same bit for bit', async () => {
  const first = JSON.parse(await readFile(firstRuleFile, 'utf8')) as FirstRuleVectors;
  assert.equal(first.decisions.length, 400);
  let others = 0;
  for (const [i, { labels, basis, decision }] of first.decisions.entries()) {
    assert.equal(basis.stopRule, undefined);
    const again = decisionVector(decideAdaptive(labels, basis, first.policy));
    assert.deepEqual(again, decision, `decision ${i}`);
    const now = decisionVector(decideAdaptive(labels, { ...basis, stopRule: 2 }, first.policy));
    if (JSON.stringify(now) !== JSON.stringify(decision)) others++;
  }
  assert.ok(others > 0, 'the rules differ on none of them, so that this would show nothing');
});

test('the stored decisions are of all kinds: early and late, gold and fully labelled, sure and unsure', () => {
  const used = new Set(stored.tasks.map(({ labels }) => labels.length));
  assert.ok(used.has(2) && used.has(10) && used.size >= 5);
  assert.ok(stored.tasks.some(({ full }) => full) && stored.tasks.some(({ truth }) => truth !== null));
  const confidences = stored.tasks.flatMap(({ decision }) =>
    decision.kind === 'decided' ? [decision.confidence] : [],
  );
  assert.ok(Math.min(...confidences) < 0.6 && Math.max(...confidences) > 0.95);
});

test('the vectors are those that the rules make now', () => {
  assert.equal(text, vectorsText(freshVectors()));
});
