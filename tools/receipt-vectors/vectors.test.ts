import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyReceipt } from '@asg/receipts';
import { storedTexts } from '../vectors/folder.ts';
import { givenOf, type Vector } from './vector.ts';
import { freshVectors, vectorsFolder } from './write.ts';

const stored = await storedTexts(vectorsFolder);

test('the stored receipts are what the code makes: else run npm run vectors:write and review the difference', async () => {
  const fresh = await freshVectors();
  assert.deepEqual([...stored.keys()], [...fresh.keys()].sort());
  for (const [name, text] of fresh) assert.equal(stored.get(name), text, name);
});

for (const [name, text] of stored) {
  const vector = JSON.parse(text) as Vector;
  const { expect, expected = {}, trusted_blocks } = vector;
  test(`${name}: ${expect.failed === null ? 'verifies' : `fails at the step ${expect.failed}`}`, () => {
    const { task_id: taskId, data_url: dataUrl, label_spec: labelSpec, consensus_label } = expected;
    const given = { taskId, dataUrl, labelSpec, consensusLabel: consensus_label };
    const { ok, failed, mined, steps } = verifyReceipt(givenOf(vector), {
      expected: given,
      trustedBlocks: trusted_blocks,
    });
    assert.deepEqual({ ok, failed, mined }, expect, JSON.stringify(steps, null, 1));
  });
}
