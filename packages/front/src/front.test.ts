import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { verificationSteps, verifyReceipt } from '@asg/receipts';
import { recorded } from './recorded.ts';
import { checkWords } from './words.ts';

const receipt = readFileSync(
  new URL('../../../apps/front/public/recorded-receipt.json', import.meta.url),
  'utf8',
);

test('the run that the page shows is true: its receipt holds, and says what the page says', () => {
  const { taskId, label, txid, agreed, votes, blockHeight, checks } = recorded;
  const report = verifyReceipt(receipt, { expected: { taskId, consensusLabel: label } });
  assert.ok(report.ok && report.mined);
  assert.deepEqual(checks, report.steps);
  const { leaf, ...told } = JSON.parse(receipt);
  assert.deepEqual([told.txid, told.block_height], [txid, blockHeight]);
  assert.deepEqual([leaf.agreement_count, leaf.worker_count], [agreed, votes.length]);
});

test('each step of a verification has words of its own', () => {
  for (const step of Object.keys(verificationSteps)) assert.notEqual(checkWords(step), step);
});
