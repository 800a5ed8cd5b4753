import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { verifyReceipt } from '@asg/receipts';
import { systemClock } from '@asg/runtime';
import { customerTask, patienceMs, startRefinery, TestApi } from '@asg/testing';
import { runAsg } from '../testing/run-asg.ts';
import { Traces } from '../testing/traces.ts';

const adminToken = 'operator-token-of-the-tests';
const password = 'correct horse';
const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
/** What nobody may find again. */
const personal = {
  email: 'Kim.Quux@private-mailbox.example',
  newEmail: 'kim.quux@another-mailbox.example',
  name: 'Kimberly Quux-Doe',
  phone: '+49 30 555 0199 8877',
  words: 'this picture shows my own front door',
};
const texts = Object.values(personal);

const traces = new Traces(texts);

async function until(is: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const endMs = systemClock.nowMs() + patienceMs;
  while (!(await is())) {
    assert.ok(systemClock.nowMs() < endMs, what);
    await systemClock.sleep(100);
  }
}

test('a worker who was deleted is in no file, log or new backup, also after crashes; receipts verify, and the audit passes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-leaving-'));
  const [dataDir, copy] = [join(folder, 'data'), join(folder, 'copy')];
  const env = { LOG_LEVEL: 'debug', ASG_ADMIN_TOKEN: adminToken };
  const asOperator = { ASG_ADMIN_TOKEN: adminToken };
  try {
    await using refinery = await startRefinery({ dataDir, env });
    const api = new TestApi(refinery.url);
    const { api_key } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
    const customer = api.customer(api_key);
    const { task_ids } = await customer.tasks.submitBatch([customerTask(), customerTask()]);
    const { email, newEmail, name, phone, words } = personal;
    const kim = await api.registerWorker({ email, password });
    const worker = api.worker(kim.token);
    const profile = { country: 'DE', primary_language: 'en' };
    await worker.setProfile({ display_name: name, phone, ...profile });
    await worker.setWallet({ address, password });
    await worker.changeEmail({ email: newEmail, password });
    await worker.forgotPassword(email);
    await worker.logIn({ email, password });
    const [first, ...rest] = await worker.next(task_ids.length);
    assert.ok(first !== undefined);
    await worker.report(first.assignment_id, { reason: 'personal_data', note: words });
    for (const { assignment_id } of [first, ...rest]) await worker.label(assignment_id, 'cat');
    for (const n of [1, 2]) {
      const { token } = await api.registerWorker({ email: `w${n}@example.com`, password });
      const other = api.worker(token);
      await other.setProfile({ display_name: `W${n}`, ...profile });
      for (const { assignment_id } of await other.next(task_ids.length))
        await other.label(assignment_id, 'cat');
    }
    for (const taskId of task_ids) await customer.tasks.waitForResult(taskId, { until: 'settled' });
    assert.equal((await worker.me()).profile?.phone, phone);
    const exported = await new Response(await worker.exportData({ password })).text();
    for (const text of texts) assert.ok(exported.includes(text), `${text} is in what they take along`);
    assert.ok(traces.filesIn(dataDir).length > 0, 'it is there before');
    await worker.deleteAccount({ password });
    const args = ['workers', 'delete', kim.worker_id, '--now', '--url', refinery.url, '--json'];
    const asked = await runAsg(args, asOperator);
    assert.equal(asked.code, 0, asked.stderr);

    const logs: string[] = [];
    const crash = async () => {
      logs.push(refinery.log());
      await refinery.kill();
      await refinery.start();
    };
    // What was acknowledged is carried out, however often the process dies in between.
    await crash();
    await until(async () => {
      const { deleted_at } = await api.admin(adminToken).workers.get(kim.worker_id);
      if (deleted_at === null) return false;
      await crash();
      return true;
    }, 'the worker is erased');
    await until(() => traces.filesIn(dataDir).length === 0, 'nothing is left');
    assert.equal((await runAsg(['backup', copy, '--data-dir', dataDir])).code, 0);
    assert.deepEqual(traces.filesIn(copy), [], 'in a new backup');
    await crash();
    assert.deepEqual(traces.filesIn(dataDir), [], 'after a crash');
    logs.push(refinery.log());
    const log = Buffer.from(logs.join('\n'));
    assert.ok(log.includes('"level":"debug"'), 'the log tells much');
    assert.deepEqual(traces.in(log), [], 'in the log');

    await assert.rejects(api.worker().logIn({ email, password }), /wrong e-mail or password/);
    const next = await api.registerWorker({ email, password });
    assert.notEqual(next.worker_id, kim.worker_id, 'the e-mail is free');
    for (const taskId of task_ids) {
      const receipt = await customer.tasks.receipt(taskId);
      const report = verifyReceipt(receipt, { expected: { taskId, consensusLabel: 'cat' } });
      assert.equal(report.failed, null, JSON.stringify(report.steps));
    }
    const audit = await runAsg(['audit', '--data-dir', copy, '--json']);
    assert.equal(audit.code, 0, audit.stdout + audit.stderr);
    const after = await runAsg(['workers', 'export', kim.worker_id, '--url', refinery.url], asOperator);
    assert.equal(after.code, 0, after.stderr);
    for (const text of texts) assert.ok(!after.stdout.includes(text));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
