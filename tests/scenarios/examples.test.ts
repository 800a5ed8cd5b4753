import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { runCrowd, simulatedCrowd, type Truth } from '@asg/crowd';
import type { Assignment } from '@asg/sdk';
import { customerTasks, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';

const examples = join(import.meta.dirname, '../../examples');
const exec = promisify(execFile);

let refinery: RunningRefinery;
let folder: string;
let apiKey: string;
let crowds = 0;

before(async () => {
  refinery = await startRefinery({ env: { SETTLE_MAX_WAIT_MS: '50', LOCAL_BLOCK_SECONDS: '1' } });
  folder = await mkdtemp(join(tmpdir(), 'asg-examples-'));
  const own = { name: 'Examples', email: 'examples@example.com' };
  apiKey = (await new TestApi(refinery.url).registerCustomer(own)).api_key;
});
after(async () => {
  await refinery?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Runs an example as its README says; how it ended. */
async function run(example: string, ...args: readonly string[]) {
  const env = { ...process.env, ASG_API_KEY: apiKey, ASG_BASE_URL: refinery.url };
  const ended = await exec(process.execPath, [join(examples, example), ...args], { env }).catch(
    (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error,
  );
  return { code: 0, ...ended };
}

async function label(truthOf: (item: Assignment) => Truth, until: 'idle' | Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  if (until !== 'idle') void until.finally(() => stop.abort()).catch(() => {});
  do
    await runCrowd({
      url: refinery.url,
      workers: simulatedCrowd(3, 1, 1, 'seed'),
      answerFor: (item) => ({ item: '', truth: truthOf(item) }),
      until: 'idle',
      skipRate: 0,
      emailTag: `examples-${++crowds}`,
    });
  while (until !== 'idle' && !stop.signal.aborted);
}

test('pairs of answers become preferences', async () => {
  const [pairs, out] = [join(folder, 'pairs.jsonl'), join(folder, 'preferences.jsonl')];
  const given = await readFile(join(examples, 'preferences/pairs.jsonl'), 'utf8');
  const [better, other] = ['The moon does it.', 'The sea moves.'];
  const answers = JSON.stringify({ 'model-a': other, 'model-b': better });
  await writeFile(pairs, given.replace(/"answers": \{.*?\}/g, `"answers": ${answers}`));
  const running = run('preferences/preferences.mjs', pairs, out);
  await label(() => ({ kind: 'comparison', best: better }), running);
  const { code, stderr } = await running;
  assert.equal(code, 0, stderr);
  const rows = (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(rows.length, 2, stderr);
  assert.deepEqual(
    rows.map(({ chosen, rejected }) => [chosen, rejected]),
    [
      [better, other],
      [better, other],
    ],
  );
  assert.deepEqual(
    new Set(rows.map(({ prompt }) => prompt)),
    new Set(['Explain tides to a child.', 'What is a byte?']),
  );
  assert.match(stderr, /^1\. model-b: /m);
});

test('labels with their receipts hold, and a changed, a missing and a strange one do not', async () => {
  const customer = new TestApi(refinery.url).customer(apiKey);
  const { batch_id } = await customer.tasks.submitBatch(customerTasks(3));
  await label(({ options }) => ({ kind: 'choice', label: options[0] ?? '' }), 'idle');
  await customer.batches.wait(batch_id);
  const labels = join(folder, 'labels');
  assert.equal(
    (await run('receipts-in-ci/fetch.mjs', batch_id, labels)).stdout,
    '3 labels with their receipts\n',
  );
  const held = await run('receipts-in-ci/verify.mjs', labels);
  assert.deepEqual([held.code, held.stdout], [0, '3 labels, 0 problems\n']);
  const file = join(labels, 'labels.jsonl');
  const [first = '', second = '', third = ''] = (await readFile(file, 'utf8')).trim().split('\n');
  const [changed, removed] = [first.replace(/"label":"\w+"/, '"label":"bird"'), JSON.parse(second).task_id];
  await writeFile(file, `${changed}\n${second}\n`);
  await rm(join(labels, 'receipts', `${removed}.json`));
  const broken = await run('receipts-in-ci/verify.mjs', labels);
  assert.deepEqual([broken.code, broken.stdout], [1, '2 labels, 3 problems\n']);
  assert.match(broken.stderr, new RegExp(`content: .*\\n${removed}: there is no receipt for it\\n`));
  assert.ok(broken.stderr.includes(`${JSON.parse(third).task_id}.json: there is no label for it`));
});

test('own people label by the link that the example gives', async () => {
  const out = join(folder, 'own.jsonl');
  const texts = join(examples, 'own-annotators/texts.txt');
  const child = spawn(process.execPath, [join(examples, 'own-annotators/annotate.mjs'), texts, out], {
    env: { ...process.env, ASG_API_KEY: apiKey, ASG_BASE_URL: refinery.url },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const ended = once(child, 'exit');
  let told = '';
  for await (const chunk of child.stderr.setEncoding('utf8')) {
    told += String(chunk);
    const link = /people: (\S+)\n/.exec(told)?.[1];
    if (link === undefined || told.includes('labels\n')) continue;
    for (const name of ['mara', 'nele']) {
      const api = new TestApi(refinery.url);
      const { token } = await api.registerWorker({
        email: `${name}@example.com`,
        password: 'a-long-password-of-tests',
      });
      const worker = api.worker(token);
      await worker.setProfile({ display_name: name, country: 'DE', primary_language: 'en' });
      await worker.joinPool(link.slice(link.indexOf('#') + 1));
      for (const { assignment_id } of await worker.next(10)) {
        const { itemToken } = await worker.item(assignment_id);
        await worker.label(assignment_id, 'good', { itemToken });
      }
    }
  }
  assert.deepEqual(await ended, [0, null], told);
  const rows = (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const given = (await readFile(texts, 'utf8')).trim().split('\n');
  assert.deepEqual(
    rows,
    given.map((text) => ({ text, label: 'good', agreement_count: 2, worker_count: 2 })),
  );
});

test('every example is in the list, with a README of its own', async () => {
  const list = await readFile(join(examples, 'README.md'), 'utf8');
  for (const entry of await readdir(examples, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    assert.ok(list.includes(`](${entry.name}/README.md)`), entry.name);
    assert.ok((await readdir(join(examples, entry.name))).includes('README.md'), entry.name);
  }
});
