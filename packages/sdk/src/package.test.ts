import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { runCrowd, simulatedCrowd, type Truth } from '@asg/crowd';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import type { Assignment } from './contract.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const sdk = join(root, 'packages/sdk');
/** Where the README's reader has a server. */
const ownServer = "baseUrl: 'http://localhost:8081'";
const blockForm = /^```ts file=(\S+)( browser)?\n(.*?)^```$/gms;

interface Example {
  readonly file: string;
  readonly forBrowsers: boolean;
  readonly text: string;
}

/** What the crowd finds right, by the kind of the task. */
const truths: Readonly<Record<Assignment['kind'], (item: Assignment) => Truth>> = {
  choice: ({ options }) => ({ kind: 'choice', label: options[0]! }),
  comparison: () => ({ kind: 'comparison', best: 'The moon pulls the water up.' }),
  multi_label: ({ options }) => ({ kind: 'multi_label', options: options.slice(0, 2) }),
  rating: () => ({ kind: 'rating', step: 4 }),
  bounding_boxes: () => ({ kind: 'bounding_boxes', boxes: [] }),
  text_spans: () => ({ kind: 'text_spans', spans: [] }),
};

let project: string;
let refinery: RunningRefinery;
let apiKey: string;
let examples: readonly Example[];
const crowd = { stop: new AbortController(), ended: Promise.resolve() as Promise<unknown> };

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'asg-sdk-user-'));
  const readme = await readFile(join(sdk, 'README.md'), 'utf8');
  examples = [...readme.matchAll(blockForm)].map(([, file, browser, text]) => ({
    file: file!,
    forBrowsers: browser !== undefined,
    text: text!,
  }));
  assert.equal(examples.length, readme.match(/^```ts/gm)!.length, 'every example has a file to be run as');
  await packAndInstall();
  refinery = await startRefinery({ env: { SETTLE_MAX_WAIT_MS: '50' } });
  const api = new TestApi(refinery.url);
  apiKey = (await api.registerCustomer({ name: 'Reader', email: 'reader@example.com' })).api_key;
  crowd.ended = runCrowd({
    url: api.url,
    workers: simulatedCrowd(3, 1, 1, 'seed'),
    answerFor: (item) => ({ item: item.data?.url ?? '', truth: truths[item.kind](item) }),
    until: 'stopped',
    signal: crowd.stop.signal,
    skipRate: 0,
  });
});

after(async () => {
  crowd.stop.abort();
  await crowd.ended;
  await refinery?.[Symbol.asyncDispose]();
  await rm(project, { recursive: true });
});

/** As a user does: the archive into an empty project, with nothing from the network. */
async function packAndInstall(): Promise<void> {
  assert.ok((await readFile(join(sdk, 'README.md'), 'utf8')).includes('npm run pack:sdk\n'));
  await run('npm', ['run', 'pack:sdk', '--', '--pack-destination', project], { cwd: root });
  const { name, version } = JSON.parse(await readFile(join(sdk, 'package.json'), 'utf8'));
  const archive = `./${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  await writeFile(join(project, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', archive], { cwd: project });
  await mkdir(join(project, 'browser'));
  for (const { file, forBrowsers, text } of examples)
    await writeFile(join(project, forBrowsers ? 'browser' : '', file), text);
  const [register, label] = examples;
  for (const { text } of [register!, label!])
    assert.ok(text.includes(ownServer), 'the first calls are to the reader’s server');
}

/** What `tsc` says, with the strictest settings, of the package's own declarations too; empty: nothing. */
async function typeProblems(include: string, options: Readonly<Record<string, unknown>>): Promise<string> {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    skipLibCheck: false,
    noEmit: true,
    target: 'es2022',
    typeRoots: [join(root, 'node_modules/@types')],
    ...options,
  };
  const config = join(project, 'tsconfig.json');
  await writeFile(config, JSON.stringify({ compilerOptions, include: [include] }));
  const tsc = join(root, 'tests/node_modules/typescript/bin/tsc');
  return run(process.execPath, [tsc, '-p', config]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
}

test('the package brings nothing along, and says its version', async () => {
  const installed = join(project, 'node_modules/@asg/sdk');
  const { dependencies, version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  assert.equal(dependencies, undefined);
  const code = await readFile(join(installed, 'index.js'), 'utf8');
  assert.doesNotMatch(code, /^\s*(import|export)\b[^;]*\bfrom\b/m);
  assert.match(code, new RegExp(`"${version}"`));
  for (const file of ['README.md', 'LICENSE', 'third-party-licences.txt'])
    assert.ok((await readFile(join(installed, file), 'utf8')).length > 500, file);
});

test('tsc is clean for a project on Node, whichever way it resolves modules', async () => {
  const types = ['node'];
  assert.equal(await typeProblems('*.ts', { types, module: 'nodenext' }), '');
  assert.equal(await typeProblems('*.ts', { types, module: 'esnext', moduleResolution: 'bundler' }), '');
});

test('tsc is clean for a page, and finds what is wrong', async () => {
  const page = { types: [], module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'] };
  assert.equal(await typeProblems('browser', page), '');
  const wrong = `import { ASGGatewayClient } from '@asg/sdk';
    void new ASGGatewayClient().tasks.submit({ type: 'painting', data_url: '', label_spec: { question: '', options: [] } });`;
  await writeFile(join(project, 'browser/wrong.ts'), wrong);
  assert.match(await typeProblems('browser', page), /wrong\.ts.*"painting"/);
});

const printed: Readonly<Record<string, RegExp>> = {
  'first-label.ts': /^cat 1 [0-9a-f]{64}$/m,
  'register.ts': /^export ASG_API_KEY=sk_\w+ {3}# for 500 tasks$/m,
  'batch.ts': /^https:\/\/example\.com\/reviews\/3\.txt good$/m,
  'kinds.ts':
    /^comparison best model-b\ncomparison best model-b\nmulti_label all of insult, spam\nrating step 4\n1 model-b .*\n2 model-a .*\n4 settled$/m,
  'job.ts': /^https:\/\/example\.com\/2\.jpg yes$/m,
  'events.ts': /^evt_\w+ cat [0-9a-f]{64}$/m,
  'receiver.ts': /^evt_\w+ task\.settled$/m,
  'receipt.ts': /^true null \[/m,
  'errors.ts': /^task not found req_\w+$/m,
};

test('every example of the README runs against a server, and prints what it says', async (t) => {
  const names = examples.filter(({ forBrowsers }) => !forBrowsers).map(({ file }) => file);
  assert.deepEqual(names.toSorted(), Object.keys(printed).toSorted());
  for (const file of names) {
    await t.test(file, async () => {
      const text = await readFile(join(project, file), 'utf8');
      await writeFile(join(project, file), text.replaceAll(ownServer, `baseUrl: '${refinery.url}'`));
      const env = { ...process.env, ASG_API_KEY: apiKey, ASG_BASE_URL: refinery.url };
      const { stdout } = await run(process.execPath, [file], { cwd: project, env });
      assert.match(stdout, printed[file]!);
    });
  }
});
