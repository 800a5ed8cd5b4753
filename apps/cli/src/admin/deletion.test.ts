import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { verifyReceipt } from '@asg/receipts';
import { customerTask, startRefinery, TestApi } from '@asg/testing';
import { runAsg } from '../testing/run-asg.ts';

const words = 'the words that nobody may find again';
/** A text too long for a record: a file of the data folder. */
const long = `${words} `.repeat(3_000);

/** Files below the folder that have the words in them. */
function filesWith(folder: string): readonly string[] {
  const forms = [Buffer.from(words), Buffer.from(words, 'utf16le'), Buffer.from(encodeURIComponent(words))];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path).isFile()) return false;
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
  });
}

test('content that was deleted is in no file, also after a crash and in a backup; its receipts verify', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-deletion-'));
  const [dataDir, copy] = [join(folder, 'data'), join(folder, 'copy')];
  try {
    await using refinery = await startRefinery({ dataDir });
    const api = new TestApi(refinery.url);
    const { api_key } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
    const customer = api.customer(api_key);
    const given = await customer.assets.upload(new Blob([long]));
    const text = { type: 'sentiment' as const, metadata: { note: words } };
    const { data_url: _url, ...plain } = customerTask(text);
    const { task_ids } = await customer.tasks.submitBatch([
      { ...plain, data: { text: words } },
      { ...plain, data_url: given.data_url },
      { ...plain, data_url: `https://example.com/?q=${encodeURIComponent(words)}` },
    ]);
    for (const n of [1, 2, 3]) {
      const { token } = await api.registerWorker({ email: `w${n}@example.com`, password: 'correct horse' });
      const worker = api.worker(token);
      await worker.setProfile({ display_name: `W${n}`, country: 'DE', primary_language: 'en' });
      for (const { assignment_id } of await worker.next(task_ids.length))
        await worker.label(assignment_id, 'cat');
    }
    for (const taskId of task_ids) await customer.tasks.waitForResult(taskId, { until: 'settled' });
    assert.ok(filesWith(dataDir).length > 1, 'it is there before');
    const before = await Promise.all(task_ids.map((taskId) => customer.tasks.receipt(taskId)));
    for (const taskId of task_ids) {
      const left = await customer.tasks.deleteContent(taskId);
      assert.deepEqual([left.status, left.data_url, left.metadata], ['settled', '', null]);
    }
    assert.deepEqual(filesWith(dataDir), [], 'while the server runs');
    assert.equal((await runAsg(['backup', copy, '--data-dir', dataDir])).code, 0);
    assert.deepEqual(filesWith(copy), [], 'in a new backup');
    await refinery.kill();
    await refinery.start();
    assert.deepEqual(filesWith(dataDir), [], 'after a crash');
    for (const [i, taskId] of task_ids.entries()) {
      const receipt = await new TestApi(refinery.url).customer(api_key).tasks.receipt(taskId);
      const report = verifyReceipt(receipt, { expected: { taskId, consensusLabel: 'cat' } });
      assert.equal(report.failed, null, JSON.stringify(report.steps));
      assert.deepEqual(receipt.leaf, before[i]?.leaf, 'what is committed to is as it was');
    }
    const audit = await runAsg(['audit', '--data-dir', copy, '--json']);
    assert.equal(audit.code, 0, audit.stdout + audit.stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
