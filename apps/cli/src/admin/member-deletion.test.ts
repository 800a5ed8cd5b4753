import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '@asg/runtime';
import { customerTask, patienceMs, startRefinery, TestApi } from '@asg/testing';
import { runAsg } from '../testing/run-asg.ts';
import { Traces } from '../testing/traces.ts';

const adminToken = 'operator-token-of-the-tests';
const password = 'correct horse';
/** What nobody may find again. */
const personal = {
  email: 'Kim.Quux@private-mailbox.example',
  newEmail: 'kim.quux@another-mailbox.example',
};
const traces = new Traces(Object.values(personal));

async function until(is: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const endMs = systemClock.nowMs() + patienceMs;
  while (!(await is())) {
    assert.ok(systemClock.nowMs() < endMs, what);
    await systemClock.sleep(100);
  }
}

test('a member who was deleted is in no file, log or new backup, also after crashes; the organisation goes on, and the audit passes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-member-leaving-'));
  const [dataDir, copy] = [join(folder, 'data'), join(folder, 'copy')];
  const asOperator = { ASG_ADMIN_TOKEN: adminToken };
  try {
    await using refinery = await startRefinery({ dataDir, env: { LOG_LEVEL: 'debug', ...asOperator } });
    const api = new TestApi(refinery.url);
    const { email, newEmail } = personal;
    // Kim signed the organisation up, has a second one, changes the e-mail, and hands over.
    const kim = await api.registerPerson({ name: 'Quarry Ltd', email, password });
    const quarry = api.customer(kim.token);
    const { api_key: key } = await quarry.keys.create('program');
    await quarry.members.invite({ email: 'lee@example.com', role: 'admin' });
    const secret = await api.secretTo('lee@example.com', 'invitation');
    const lee = await api.person().join({ token: secret, password });
    await quarry.members.changeRole(lee.person_id, 'owner');
    const sam = await api.registerPerson({ name: 'Sam & Co', email: 'sam@example.com', password });
    await api.customer(sam.token).members.invite({ email, role: 'analyst' });
    await api.secretTo(email, 'invitation');
    await quarry.members.invite({ email: 'max@example.com', role: 'analyst' });
    const person = api.person(kim.token);
    await person.changeEmail({ email: newEmail, password });
    await person.forgotPassword(email);
    await person.signUp({ name: 'Again', email });
    await api.person().logIn({ email, password });
    const { task_id } = await api.customer(key).tasks.submit(customerTask());
    const exported = await new Response(await person.exportData({ password })).text();
    for (const text of Object.values(personal)) assert.ok(exported.includes(text), text);
    assert.ok(traces.filesIn(dataDir).length > 0, 'it is there before');

    assert.notEqual(await person.deleteAccount({ password }), null);
    const args = ['people', 'delete', kim.person_id, '--now', '--url', refinery.url, '--json'];
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
      const { stdout } = await runAsg(args, asOperator);
      if (JSON.parse(stdout).erased_at === null) return false;
      await crash();
      return true;
    }, 'the member is erased');
    await until(() => traces.filesIn(dataDir).length === 0, 'nothing is left');
    assert.equal((await runAsg(['backup', copy, '--data-dir', dataDir])).code, 0);
    assert.deepEqual(traces.filesIn(copy), [], 'in a new backup');
    await crash();
    assert.deepEqual(traces.filesIn(dataDir), [], 'after a crash');
    logs.push(refinery.log());
    const log = Buffer.from(logs.join('\n'));
    assert.ok(log.includes('"level":"debug"'), 'the log tells much');
    assert.deepEqual(traces.in(log), [], 'in the log');

    await assert.rejects(api.person().logIn({ email, password }), /wrong e-mail or password/);
    await assert.rejects(api.person(kim.token).sessions(), /no valid session/);
    const { members } = await api.customer(lee.token).members.list();
    assert.deepEqual(
      members.map((one) => [one.email, one.role]),
      [['lee@example.com', 'owner']],
    );
    assert.equal((await api.customer(key).tasks.get(task_id)).task_id, task_id, 'keys work on');
    const audit = await runAsg(['audit', '--data-dir', copy, '--json']);
    assert.equal(audit.code, 0, audit.stdout + audit.stderr);
    const after = await runAsg(['people', 'export', kim.person_id, '--url', refinery.url], asOperator);
    assert.equal(after.code, 0, after.stderr);
    assert.deepEqual(traces.in(Buffer.from(after.stdout)), []);
    const next = await api.registerPerson({ name: 'Next', email, password });
    assert.notEqual(next.person_id, kim.person_id, 'the e-mail is free');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
