import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { startMs } from '@asg/storage/contract';
import { openAerospikeStorage } from '@asg/storage-aerospike';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { asdProgram, customerTask, customerTasks, startAsd, startRefinery, TestApi } from '@asg/testing';
import { storeSettings } from '../../apps/server/src/stores/engines.ts';
import { carry, paymail, registered, stageOf } from './carry.ts';

const cli = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const skip = asdProgram() === null ? 'not run: there is no asd on the PATH, and ASG_ASD names none' : false;
/** Too long for a record: a file. */
const longText = 'a long text\n'.repeat(10_000);
const adminToken = 'operator-token-16';
const taskCount = 400;
/** Beside other tests on few cores. */
const readyMsMax = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'asg-migrate-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command; `killAt`: kill -9 as soon as a line begins with it. */
async function runMigrate(args: readonly string[], killAt: string | null = null) {
  const child = spawn(process.execPath, [cli, 'migrate', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (killAt !== null && line.startsWith(killAt)) child.kill('SIGKILL');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines, errors };
}

/** The ids of a batch that is one however often it is sent. */
async function submitBatch(api: TestApi, token: string): Promise<readonly string[]> {
  const headers = { 'idempotency-key': 'batch-1' };
  const body = { tasks: customerTasks(taskCount) };
  const sent = { method: 'POST', path: '/v1/tasks/batch', token, headers, body } as const;
  return ((await api.send(sent)).body as { task_ids: readonly string[] }).task_ids;
}

async function agreementOf(api: TestApi, key: string): Promise<unknown> {
  const { agreement, templates } = await api.customer(key).billing.stats();
  assert.deepEqual(
    agreement.map(({ task_type }) => task_type),
    ['image_classification', 'rating'],
  );
  return { agreement, templates };
}

/** A rating whose labels are near: what they agree by is counted. */
async function rated(api: TestApi, key: string): Promise<void> {
  const label_spec = { question: 'How sharp?', scale: { from: 1, to: 5 } };
  const body = { type: 'rating', data_url: 'https://data.example/r.jpg', label_spec, consensus_threshold: 3 };
  await api.send({ method: 'POST', path: '/v1/tasks', token: key, body });
  for (const [i, value] of [5, 4, 5].entries()) {
    const { token } = await api.registerWorker({ email: `rater-${i}@w.example`, password: 'correct horse' });
    const worker = api.worker(token);
    await worker.setProfile({ display_name: 'Rater', country: 'DE', primary_language: 'en' });
    const [assignment] = await worker.next(1);
    assert.ok(assignment !== undefined, 'there is a rating to give');
    await worker.label(assignment.assignment_id, { value });
  }
}

/** A store with all that a customer, workers and a settler leave behind; the folder and the customer's key. */
async function filledFolder(): Promise<{
  readonly key: string;
  readonly taskIds: readonly string[];
  readonly agreement: unknown;
}> {
  const refinery = await startRefinery({
    readyMsMax,
    dataDir: join(folder, 'data'),
    env: {
      ASG_STORE: '',
      SANDBOX_LABEL_QUOTA: '10000',
      SETTLE_MAX_WAIT_MS: '50',
      ASG_ADMIN_TOKEN: adminToken,
      GOLD_PERCENT_NEW: '0',
      GOLD_PERCENT_MIN: '0',
    },
  });
  await using _refinery = refinery;
  const api = new TestApi(refinery.url);
  const { api_key: key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const call = (path: string, body: object, token = key) => api.send({ method: 'POST', path, token, body });
  await call('/v1/webhooks', { callback_url: 'http://127.0.0.1:9/hook', events: ['task.settled'] });
  const gold = { type: 'image_classification', data_url: 'https://data.example/g.jpg', gold_label: 'cat' };
  const label_spec = { question: 'What is in the picture?', options: ['cat', 'dog'] };
  await call('/v1/admin/gold', { ...gold, label_spec }, adminToken);
  const customer = api.customer(key);
  const task_ids = await submitBatch(api, key);
  await runCrowd({
    url: api.url,
    workers: simulatedCrowd(8, 0.8, 0.9, 'seed'),
    answerFor: (item) => ({ item: item.data?.url ?? '', label: 'cat' }),
    until: 'idle',
  });
  await customer.tasks.result(task_ids.at(-1)!, { waitSeconds: 60, until: 'settled' });
  await rated(api, key);
  await customer.assets.upload(new Blob([longText]));
  const { task_id } = await customer.tasks.submit(customerTask({ consensus_threshold: 2 }));
  const agreement = await agreementOf(api, key);
  await refinery.stop();
  return { key, taskIds: [...task_ids, task_id], agreement };
}

test('a store moves to a cluster over a kill -9 in the middle, reads the same there, and work goes on', {
  skip,
}, async () => {
  await using asd = await startAsd();
  const { key, taskIds, agreement } = await filledFolder();
  const data = join(folder, 'data');
  const to = asd.store('moved_');
  const toDir = join(folder, 'moved');
  const args = ['--from', `sqlite:${join(data, 'refinery.sqlite')}`, '--to', to, '--to-data-dir', toDir];

  const killed = await runMigrate(args, 'api_key');
  assert.equal(killed.code, null, killed.errors);
  const env = {
    ASG_STORE: to,
    ASG_ENCRYPTION_KEY: readFileSync(join(data, 'encryption.key'), 'utf8').trim(),
    ASG_TREASURY_WIF: readFileSync(join(data, 'treasury-local.wif'), 'utf8').trim(),
    ASG_ADMIN_TOKEN: adminToken,
    SETTLE_MAX_WAIT_MS: '50',
    GOLD_PERCENT_NEW: '0',
    GOLD_PERCENT_MIN: '0',
  };
  await assert.rejects(
    startRefinery({ readyMsMax, dataDir: data, env }),
    /is filled from sqlite:.* and not whole yet/,
  );
  const killedLater = await runMigrate(args, 'assets');
  assert.equal(killedLater.code, null, killedLater.errors);
  const resumed = await runMigrate([...args, '--json']);
  assert.equal(resumed.code, 0, resumed.errors);
  const report = JSON.parse(resumed.lines.join('\n')) as {
    isResumed: boolean;
    taken: Record<string, number>;
    assets: { copied: number; there: number; missing: number };
    digest: Record<string, { count: number }>;
  };
  assert.deepEqual(
    [report.assets.copied + report.assets.there, report.assets.missing, report.digest.assets!.count],
    [1, 0, 1],
  );
  assert.equal(report.isResumed, true);
  assert.equal(report.taken.task, taskCount + 2);
  assert.equal(report.digest.tasks!.count, taskCount + 2);
  for (const section of ['customers', 'workers', 'events', 'settlements', 'webhooks', 'deliveries', 'usage'])
    assert.ok(report.digest[section]!.count > 0, section);
  assert.match((await runMigrate(args)).errors, /was already filled from sqlite:/);

  // The local chain is a file of its own, that no store holds.
  cpSync(join(data, 'chain.sqlite'), join(toDir, 'chain.sqlite'));
  await using refinery = await startRefinery({ readyMsMax, dataDir: toDir, env });
  const api = new TestApi(refinery.url);
  const customer = api.customer(key);
  assert.deepEqual(await agreementOf(api, key), agreement, 'how far labels agree is known there too');
  const sha256 = createHash('sha256').update(longText).digest('hex');
  assert.equal(await new Response(await customer.assets.content(sha256)).text(), longText);
  assert.deepEqual(await submitBatch(api, key), taskIds.slice(0, taskCount), 'idempotency keys are kept');
  await runCrowd({
    url: api.url,
    workers: simulatedCrowd(3, 1, 1, 'later'),
    emailTag: 'later',
    answerFor: () => ({ item: 'cat', label: 'cat' }),
    until: 'idle',
  });
  const reply = await customer.tasks.outcome(taskIds.at(-1)!, { waitSeconds: 30, until: 'settled' });
  assert.ok(reply.status === 'settled');
  const audit = await api.send({ method: 'GET', path: '/v1/admin/audit', token: adminToken });
  assert.equal((audit.body as { ok: boolean }).ok, true, JSON.stringify(audit.body));
});

test('what is carried for paymails moves as it is: what is due is due, and nothing else becomes so', {
  skip,
}, async () => {
  await using asd = await startAsd();
  const data = join(folder, 'carried');
  mkdirSync(data);
  const path = join(data, 'refinery.sqlite');
  const carriedPayees = { untilMs: null, limit: 9 };
  const inPause = { sinceMs: startMs, dueAtMs: startMs + 9_000 };
  const { workerId, read } = await (async () => {
    await using source = await openSqliteStorage({ path });
    const stage = stageOf(source);
    const [kim, eve] = [await registered(stage, paymail), await registered(stage, paymail)];
    // Too little to be paid, for Eve: nothing of it is due until she labels again.
    await carry(stage, [
      { workerId: kim, owedSats: 650, carried: inPause },
      { workerId: eve, owedSats: 100 },
    ]);
    return { workerId: kim, read: await source.payouts.payees([kim, eve]) };
  })();
  const to = asd.store('carried_');
  const { code, lines, errors } = await runMigrate(['--from', `sqlite:${path}`, '--to', to, '--json']);
  assert.equal(code, 0, errors);
  const report = JSON.parse(lines.join('\n')) as {
    taken: Record<string, number>;
    digest: Record<string, { count: number }>;
  };
  assert.equal(report.taken.carried, 1);
  assert.equal(report.digest['carried pay']!.count, 2, 'the account and the line of the list');
  const settings = storeSettings('ASG_STORE', to);
  assert.ok(settings.kind === 'aerospike');
  await using target = await openAerospikeStorage(settings);
  assert.deepEqual(await target.sweep({ nowMs: startMs + 3_600_000, limit: 100 }), { repaired: 0 });
  assert.deepEqual(await target.payouts.carried(carriedPayees), [{ workerId, ...inPause }]);
  assert.deepEqual(await target.payouts.payees(read.map((account) => account.workerId)), read);
});

test('payments that are under way move with it: what was sent is paid once, what was only set aside is due again', {
  skip,
}, async () => {
  await using asd = await startAsd();
  const data = join(folder, 'held');
  mkdirSync(data);
  const path = join(data, 'refinery.sqlite');
  const { sent, aside } = await (async () => {
    await using source = await openSqliteStorage({ path });
    const stage = stageOf(source);
    const [first, second] = await stage.open(await stage.customer(), 2);
    assert.ok(first !== undefined && second !== undefined);
    const lane = await stage.lane();
    await stage.labels(first, 'cat', 'cat', 'cat');
    const { settlement } = await stage.storeBatch(lane);
    await stage.labels(second, 'cat', 'cat', 'cat');
    assert.equal((await stage.reserve(lane, stage.ids.next('settlement'))).length, 1);
    return { sent: { taskId: first, settlementId: settlement.settlementId }, aside: second };
  })();
  const to = asd.store('held_');
  const { code, errors } = await runMigrate(['--from', `sqlite:${path}`, '--to', to]);
  assert.equal(code, 0, errors);
  const settings = storeSettings('ASG_STORE', to);
  assert.ok(settings.kind === 'aerospike');
  await using target = await openAerospikeStorage(settings);
  const stage = stageOf(target);
  const { payment } = await stage.task(sent.taskId);
  assert.ok(payment.kind === 'reserved' && payment.settlementId === sent.settlementId);
  assert.equal((await stage.task(aside)).payment.kind, 'due');
  stage.nowMs += 3_600_000;
  const lane = await stage.lane();
  const again = await stage.reserve(lane, 'stl_later');
  assert.deepEqual(
    again.map(({ taskId }) => taskId),
    [aside],
  );
  await stage.advance(sent.settlementId, 'broadcasting', 'seen');
  assert.equal((await stage.task(sent.taskId)).payment.kind, 'paid');
});

test('stores that cannot be moved are refused with what is wrong', { skip }, async () => {
  await using asd = await startAsd();
  const to = asd.store('refused_');
  const refusal = async (from: string, target: string): Promise<readonly [number | null, string]> => {
    const { code, errors } = await runMigrate(['--from', from, '--to', target]);
    return [code, errors];
  };
  const missing = await refusal('sqlite:./nowhere.sqlite', to);
  assert.equal(missing[0], 2);
  assert.match(missing[1], /--from names no store: there is no \.\/nowhere\.sqlite/);
  assert.match((await refusal(to, to))[1], /--from must be a SQLite store/);
  assert.match((await refusal('sqlite:./x', 'sqlite:./y'))[1], /--to must be an Aerospike store/);
  cpSync(join(folder, 'data'), join(folder, 'copy'), { recursive: true });
  const from = `sqlite:${join(folder, 'copy', 'refinery.sqlite')}`;
  await using busy = await startRefinery({
    readyMsMax,
    dataDir: join(folder, 'copy'),
    env: { ASG_STORE: '' },
  });
  assert.match((await refusal(from, to))[1], /is in use: another server has it open/);
  await busy.stop();
});
