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
/** What nobody may find again. */
const personal = {
  company: 'Quuxwerke Steinbruch GmbH',
  email: 'Kim.Quux@quuxwerke-mailbox.example',
  invited: 'lee@another-quux-mailbox.example',
  ownPerson: 'max.quux@third-mailbox.example',
  item: 'the text of an item of the quux quarry',
  note: 'a note about the quux quarry',
  host: 'hooks.quux-quarry.example',
  keyName: 'the key of quux',
  jobName: 'quux-quarry-photos',
};
const traces = new Traces(Object.values(personal));

async function until(is: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const endMs = systemClock.nowMs() + patienceMs;
  while (!(await is())) {
    assert.ok(systemClock.nowMs() < endMs, what);
    await systemClock.sleep(100);
  }
}

test('an organisation that was deleted is in no file, log or new backup, also after crashes; receipts verify, and the audit passes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-organisation-leaving-'));
  const [dataDir, copy] = [join(folder, 'data'), join(folder, 'copy')];
  const asOperator = { ASG_ADMIN_TOKEN: adminToken };
  const env = { LOG_LEVEL: 'debug', WEBHOOK_RETRY_MAX: '1', ...asOperator };
  try {
    await using refinery = await startRefinery({ dataDir, env });
    const { url } = refinery;
    const api = new TestApi(url);
    const { company, email, invited, ownPerson, item, note, host, keyName, jobName } = personal;
    const kim = await api.registerPerson({ name: company, email, password });
    const { members, keys, tasks, webhooks, pool, jobs } = api.customer(kim.token);
    const key = await keys.create(keyName);
    await members.invite({ email: invited, role: 'analyst' });
    await pool.invite({ email: ownPerson });
    await webhooks.create({ callback_url: `https://${host}/all` });
    const callback_url = `https://${host}/one`;
    const metadata = { note };
    const { task_ids } = await tasks.submitBatch([
      customerTask({ metadata, callback_url }),
      customerTask({ data_url: `https://${host}/picture.png` }),
    ]);
    const given = await fetch(`${url}/v1/assets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${kim.token}` },
      body: item,
    });
    assert.equal(given.status, 201);
    const { job_id } = await jobs.submit({
      manifest_url: `https://${host}/m.jsonl`,
      task_type: 'image_classification',
      label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
      name: jobName,
    });
    const profile = { country: 'DE', primary_language: 'en' };
    for (const n of [1, 2, 3]) {
      const { token } = await api.registerWorker({ email: `w${n}@example.com`, password });
      const worker = api.worker(token);
      await worker.setProfile({ display_name: `W${n}`, ...profile });
      for (const { assignment_id } of await worker.next(task_ids.length))
        await worker.label(assignment_id, 'cat');
    }
    for (const taskId of task_ids) await tasks.waitForResult(taskId, { until: 'settled' });
    const receipts = await Promise.all(task_ids.map((taskId) => tasks.receipt(taskId)));
    const open = await tasks.submit(customerTask({ metadata }));
    const person = api.person(kim.token);
    const proof = { password };
    const exported = await new Response(await person.exportOrganisation(proof)).text();
    const parts = exported
      .trimEnd()
      .split('\n')
      .map((line): { part: string } => JSON.parse(line));
    for (const text of [company, email, invited, note, host, keyName])
      assert.ok(exported.includes(text), `${text} is in what they take along`);
    const counted = (name: string) => parts.filter(({ part }) => part === name).length;
    assert.deepEqual(
      ['account', 'members', 'keys', 'webhooks', 'jobs', 'tasks', 'items'].map(counted),
      [1, 1, 1, 1, 1, 3, 1],
    );
    assert.ok(!exported.includes(key.api_key), 'no secrets');
    assert.ok(traces.filesIn(dataDir).length > 0, 'it is there before');
    await assert.rejects(person.deleteOrganisation({ password: 'a guess' }), /password/);
    assert.notEqual(await person.deleteOrganisation(proof), null);
    await person.keepOrganisation();
    assert.equal((await person.me())?.organisations[0]?.deletion, null);

    const { customer_id } = (await person.me())?.organisations[0] ?? { customer_id: '' };
    const args = ['customers', 'delete', customer_id, '--now', '--url', url, '--json'];
    const asked = await runAsg(args, asOperator);
    assert.equal(asked.code, 0, asked.stderr);
    const logs: string[] = [];
    const crash = async () => {
      logs.push(refinery.log());
      await refinery.kill();
      await refinery.start();
    };
    await crash();
    await until(async () => {
      const { stdout, stderr } = await runAsg(args, asOperator);
      assert.notEqual(stdout, '', stderr);
      if (JSON.parse(stdout).erased_at === null) return false;
      await crash();
      return true;
    }, 'the organisation is erased');
    // The owner's account is a person's own.
    const leaving = await runAsg(
      ['people', 'delete', kim.person_id, '--now', '--url', url, '--json'],
      asOperator,
    );
    assert.equal(leaving.code, 0, leaving.stderr);
    await until(
      () => traces.filesIn(dataDir).length === 0,
      `nothing is left in ${traces.filesIn(dataDir).join()}`,
    );
    assert.equal((await runAsg(['backup', copy, '--data-dir', dataDir])).code, 0);
    assert.deepEqual(traces.filesIn(copy), [], 'in a new backup');
    await crash();
    assert.deepEqual(traces.filesIn(dataDir), [], 'after a crash');

    await assert.rejects(api.customer(key.api_key).tasks.get(open.task_id), /invalid API key/);
    for (const [i, receipt] of receipts.entries()) {
      const expected = { taskId: task_ids[i]!, consensusLabel: 'cat' };
      const report = verifyReceipt(receipt, { expected });
      assert.equal(report.failed, null, JSON.stringify(report.steps));
    }
    const audit = await runAsg(['audit', '--data-dir', copy, '--json']);
    assert.equal(audit.code, 0, audit.stdout + audit.stderr);
    const after = await runAsg(['customers', 'export', customer_id, '--url', url], asOperator);
    assert.equal(after.code, 0, after.stderr);
    assert.deepEqual(traces.in(Buffer.from(after.stdout)), []);
    assert.ok(after.stdout.includes(job_id) && after.stdout.includes(open.task_id), 'ids stay');
    const house = await runAsg(
      ['customers', 'delete', 'cust_00000000000000000000000000', '--url', url],
      asOperator,
    );
    assert.notEqual(house.code, 0);
    const next = await api.registerPerson({ name: company, email, password });
    assert.notEqual(next.person_id, kim.person_id, 'the e-mail is free');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
