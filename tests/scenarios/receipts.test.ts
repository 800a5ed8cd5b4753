import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '@asg/domain';
import { type VerificationStep, verifyReceipt } from '@asg/receipts';
import { customerTasks, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';

const taskCount = 5;
const label = 'cat';

/** Submits tasks and has three workers agree on each. */
async function labelledTasks(refinery: RunningRefinery) {
  const api = new TestApi(refinery.url);
  const { api_key: key } = await api.registerCustomer({ name: 'Demo', email: 'receipts@example.com' });
  // The last one is decided by the other policy.
  const consensus = { policy: 'adaptive', min_labels: 3, max_labels: 3 } as const;
  const tasks = customerTasks(taskCount).map((task, i) =>
    i < taskCount - 1 ? task : { ...task, consensus },
  );
  const { task_ids: taskIds } = await api.customer(key).tasks.submitBatch(tasks);
  for (const n of [1, 2, 3]) {
    const { token } = await api.registerWorker({ email: `w${n}@example.com`, password: 'correct horse' });
    const worker = api.worker(token);
    await worker.setProfile({ display_name: `W${n}`, country: 'DE', primary_language: 'en' });
    for (const { assignment_id } of await worker.next(taskCount)) await worker.label(assignment_id, label);
  }
  return { key, tasks, taskIds };
}

async function get(refinery: RunningRefinery, key: string, path: string) {
  const answer = await fetch(refinery.url + path, { headers: { authorization: `Bearer ${key}` } });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return { text, etag: answer.headers.get('etag') };
}

/** Fetched until it is as wanted; the runner’s limit ends a wait in vain. */
async function receiptOnce(refinery: RunningRefinery, key: string, path: string, status: Receipt['status']) {
  for (;;) {
    const { text, etag } = await get(refinery, key, path);
    const receipt: Receipt = JSON.parse(text);
    if (receipt.status === status) return { receipt, text, etag };
    await sleep(20);
  }
}

type Tampering = readonly [name: string, VerificationStep, (receipt: Receipt) => unknown];
const tamperings: readonly Tampering[] = [
  ['label', 'leaf', (receipt) => ({ ...receipt, leaf: { ...receipt.leaf, consensus_label: 'dog' } })],
  ['count', 'leaf', (receipt) => ({ ...receipt, leaf: { ...receipt.leaf, worker_count: 4 } })],
  ['path', 'path', (receipt) => ({ ...receipt, path: receipt.path.slice(1) })],
  ['settlement', 'commitment', (receipt) => ({ ...receipt, settlement_id: `${receipt.settlement_id}0` })],
  ['transaction', 'transaction', (receipt) => ({ ...receipt, tx: receipt.tx.replace(/.{8}$/, '01000000') })],
];
const tamperingsOnceMined: readonly Tampering[] = [
  ['no header', 'format', ({ block_header: _header, ...receipt }) => receipt],
  ['network', 'proof_of_work', (receipt) => ({ ...receipt, network: 'main' })],
  ['height', 'header', (receipt) => ({ ...receipt, block_height: receipt.block_height! + 1 })],
];

function assertRefused(receipt: Receipt, all: readonly Tampering[]): void {
  for (const [name, step, change] of all) assert.equal(verifyReceipt(change(receipt)).failed, step, name);
}

test('receipts of a real batch verify offline, stay the same over a crash, and no tampered one passes', async () => {
  // Blocks are made at a start alone: what is paid after the first one is mined by the second.
  await using refinery = await startRefinery({ env: { LOCAL_BLOCK_SECONDS: '3600' } });
  const { key, tasks, taskIds } = await labelledTasks(refinery);

  const seen = new Map<string, Receipt>();
  for (const [i, taskId] of taskIds.entries()) {
    const result = await get(refinery, key, `/v1/tasks/${taskId}/result?wait=60&until=settled`);
    const path = `/v1/tasks/${taskId}/receipt`;
    const { receipt, text, etag } = await receiptOnce(refinery, key, path, 'seen');
    assert.deepEqual(await get(refinery, key, path), { text, etag }, 'the same state, the same bytes');
    assert.equal(receipt.txid, JSON.parse(result.text).bsv_txid);
    const { data_url, label_spec } = tasks[i]!;
    const labelSpec = { question: label_spec.question, options: label_spec.options ?? [] };
    const expected = { taskId, dataUrl: data_url ?? undefined, labelSpec, consensusLabel: label };
    const report = verifyReceipt(receipt, { expected });
    assert.deepEqual([report.failed, report.mined], [null, false], JSON.stringify(report.steps));
    assertRefused(receipt, tamperings);
    seen.set(taskId, receipt);
  }

  await refinery.kill();
  await refinery.start();
  for (const [taskId, before] of seen) {
    const path = `/v1/tasks/${taskId}/receipt`;
    const { receipt, text, etag } = await receiptOnce(refinery, key, path, 'mined');
    assert.deepEqual(await get(refinery, key, path), { text, etag });
    const trustedBlocks = [receipt.block_hash!];
    const report = verifyReceipt(receipt, { trustedBlocks });
    assert.deepEqual([report.failed, report.mined], [null, true], JSON.stringify(report.steps));
    assertRefused(receipt, [...tamperings, ...tamperingsOnceMined]);
    const { status: _status, tx: _tx, bump: _bump, ...kept } = receipt;
    const { block_hash: _hash, block_height: _height, block_header: _header, ...lasting } = kept;
    assert.deepEqual({ ...before, ...lasting }, before, 'what is proven does not change');
  }
});
