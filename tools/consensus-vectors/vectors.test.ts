import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { type ConsensusVectors, freshVectors, played, vectorsFile, vectorsText } from './write.ts';

const text = await readFile(vectorsFile, 'utf8');
const stored = JSON.parse(text) as ConsensusVectors;

test('every stored decision, and all that was learned, comes out the same bit for bit', () => {
  const again = played(stored);
  for (const [i, task] of stored.tasks.entries()) assert.deepEqual(again.tasks[i], task, `task ${i}`);
  assert.equal(again.statistics_sha256, stored.statistics_sha256);
});

test('the stored decisions are of all kinds: early and late, gold and fully labelled, sure and unsure', () => {
  const used = new Set(stored.tasks.map(({ labels }) => labels.length));
  assert.ok(used.has(2) && used.has(7) && used.size >= 5);
  assert.ok(stored.tasks.some(({ full }) => full) && stored.tasks.some(({ truth }) => truth !== null));
  const confidences = stored.tasks.flatMap(({ decision }) =>
    decision.kind === 'decided' ? [decision.confidence] : [],
  );
  assert.ok(Math.min(...confidences) < 0.6 && Math.max(...confidences) > 0.95);
});

test('the vectors are those that the rules make now', () => {
  assert.equal(text, vectorsText(freshVectors()));
});
