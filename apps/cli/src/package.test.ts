import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { TestApi } from '@asg/testing';
import { oldNode } from './testing/old-node.ts';
import { type AsgProcess, type AsgRun, startAsg } from './testing/run-asg.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const archiveBytesMax = 8_000_000;

const project = await mkdtemp(join(tmpdir(), 'asg-cli-user-'));
const installed = join(project, 'node_modules/@asg/cli');
const launcher = join(installed, 'apps/cli/bin/asg.mjs');
const own = { ASG_CONFIG_DIR: join(project, 'config'), ASG_API_KEY: '', ASG_BASE_URL: '' };
const { name, version } = JSON.parse(await readFile(join(root, 'apps/cli/package.json'), 'utf8'));
const archive = join(project, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);

await run('npm', ['run', 'pack:cli', '--', '--pack-destination', project], { cwd: root });
const skip = await install();

after(() => rm(project, { recursive: true }));

/**
 * As a user does, but with nothing from the network: of the packages it takes those that the lock file of the repository names.
 * Why it cannot; false: it is installed.
 */
async function install(): Promise<string | false> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const others = Object.entries<{ readonly link?: boolean }>(lock.packages).filter(
    ([path, { link }]) => path.startsWith('node_modules/') && link !== true,
  );
  const user = { name: 'user', version: '1.0.0', private: true };
  await writeFile(join(project, 'package.json'), JSON.stringify(user));
  await writeFile(
    join(project, 'package-lock.json'),
    JSON.stringify({ ...user, lockfileVersion: 3, packages: { '': user, ...Object.fromEntries(others) } }),
  );
  const args = ['install', '--offline', '--no-audit', '--no-fund', archive];
  return run('npm', args, { cwd: project }).then(
    () => false,
    ({ stderr }: { stderr: string }) => {
      if (!stderr.includes('ENOTCACHED')) throw new Error(stderr);
      return 'the npm cache has not all packages of the lock file: npm ci fills it';
    },
  );
}

const start = (args: readonly string[]): AsgProcess => startAsg(args, own, '', launcher);
const asg = (...args: readonly string[]): Promise<AsgRun> => start(args).ended;

async function printed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await asg(...args);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** Writes a file of the user; its path. */
async function file(fileName: string, content: string): Promise<string> {
  await writeFile(join(project, fileName), content);
  return join(project, fileName);
}

test('the archive is small, and has JavaScript, migrations and web apps, but no sources and no tests', async () => {
  const { size } = statSync(archive);
  assert.ok(size < archiveBytesMax, `${size} bytes`);
  const { stdout } = await run('tar', ['-tzf', archive]);
  const files = stdout.trim().split('\n');
  assert.deepEqual(
    files.filter((path) => /\.tsx?$|[./]test|suite|fixture|\/faults\/|crash/.test(path)),
    [],
  );
  const migrations = globSync('packages/storage-sqlite/src/migrations/*.sql', { cwd: root });
  for (const path of [
    ...migrations,
    'apps/worker/dist/index.html',
    'apps/console/dist/index.html',
    'README.md',
    'LICENSE',
    'docs/operating/configuration.md',
  ])
    assert.ok(files.includes(`package/${path}`), path);
});

test('its manifest lists what it needs, and nothing of the workspace', { skip }, () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  assert.deepEqual([manifest.private, manifest.bin.asg], [undefined, 'apps/cli/bin/asg.mjs']);
  assert.equal(manifest.engines.node, '>=24');
  const needed = Object.keys(manifest.dependencies);
  assert.ok(needed.includes('fastify') && needed.includes('@bsv/sdk'));
  assert.deepEqual(
    needed.filter((each) => each.startsWith('@asg/')),
    [],
  );
  assert.deepEqual(Object.keys(manifest.peerDependencies), ['aerospike']);
  const licences = readFileSync(join(installed, 'third-party-licences.md'), 'utf8');
  for (const each of ['## react - ', '## recharts - ', 'SIL OPEN FONT LICENSE'])
    assert.ok(licences.includes(each), each);
});

test('it asks for all that is installed by the one version that was tested', { skip }, () => {
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const brought = Object.entries<{ readonly version: string; readonly optional?: boolean }>(packages)
    .filter(([path, { optional }]) => path.lastIndexOf('node_modules/') === 0 && optional !== true)
    .map(([path, one]) => [path.slice('node_modules/'.length), one.version] as const)
    .filter(([each]) => each !== name);
  assert.ok(brought.length > 200, `${brought.length} packages`);
  assert.deepEqual(dependencies, Object.fromEntries(brought));
});

test('its SBOM is CycloneDX, and names what it needs', { skip }, async () => {
  const file = join(project, 'sbom.cdx.json');
  await run(process.execPath, ['tools/supply/sbom.ts', file], { cwd: root });
  await run(process.execPath, ['tests/supply/check-sbom.ts', file], { cwd: root });
  const sbom = JSON.parse(await readFile(file, 'utf8'));
  assert.ok(sbom.components.some((one: { readonly name: string }) => one.name === '@bsv/sdk'));
  delete sbom.metadata.component.name;
  await writeFile(file, JSON.stringify(sbom));
  await assert.rejects(run(process.execPath, ['tests/supply/check-sbom.ts', file], { cwd: root }), /name/);
});

test('help, version, completion: through the link that npm makes', { skip }, async () => {
  const link = join(project, 'node_modules/.bin/asg');
  assert.match((await run(link, ['--help'])).stdout, /^Usage: asg /);
  assert.equal((await run(link, ['--version'])).stdout, `${version}\n`);
  for (const shell of ['bash', 'zsh', 'fish']) assert.match(await printed('completion', shell), /batch/);
});

test('verify and replay work', { skip }, async () => {
  const vector = join(root, 'contract/vectors/receipts/ok-mined.json');
  const { receipt } = JSON.parse(await readFile(vector, 'utf8'));
  const sound = await printed('verify', await file('receipt.json', JSON.stringify(receipt)));
  assert.match(sound, /Verified: in a block\./);
  const answers = ['a', 'b', 'c'].map((worker) => `q1,${worker},cat\nq2,${worker},dog\n`).join('');
  const given = await file('answers.csv', `question,worker,answer\n${answers}`);
  const truth = await file('truth.csv', 'question,truth\nq1,cat\nq2,dog\n');
  const files = ['--answers', given, '--truth', truth];
  assert.match(await printed('replay', ...files, '--policy', 'threshold:3'), /accuracy/);
  assert.match(await printed('replay', ...files, '--compare', 'threshold:3'), /threshold:3/);
});

test('the demo settles its tasks', { skip }, async () => {
  const report = JSON.parse(await printed('demo', '--tasks', '20', '--workers', '15', '--json'));
  assert.equal(report.settled, 20);
});

/** Starts the server on that data folder; port 0: one that is free. */
async function up(
  t: TestContext,
  dataDir: string,
  port: string,
): Promise<AsgProcess & { readonly url: string }> {
  const { child, ended } = start(['up', '--port', port, '--data-dir', dataDir, '--log-level', 'warn']);
  t.after(() => child.kill('SIGKILL'));
  const first = await Promise.race([once(child.stdout!, 'data'), ended]);
  assert.ok(Array.isArray(first), `the server ended: ${JSON.stringify(first)}`);
  return { child, ended, url: /ready at (\S+)/.exec(first[0])![1]! };
}

test('a batch outlives the server that it was given to, and is paid by the next; the apps are served', {
  skip,
}, async (t) => {
  const dataDir = join(project, 'data');
  const killed = await up(t, dataDir, '0');
  for (const app of ['work', 'console', 'docs']) {
    const { body } = await new TestApi(killed.url).send({ method: 'GET', path: `/${app}` });
    assert.match(String(body), /<script/, app);
  }
  await printed('register', '--email', 'user@example.com', '--url', killed.url);
  const tasks = await file('tasks.csv', 'data_url\nhttps://example.com/1\nhttps://example.com/2\n');
  const animals = ['--type', 'image_classification', '--question', 'Animal?', '--options', 'cat,dog'];
  await printed('batch', tasks, ...animals);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const next = await up(t, dataDir, new URL(killed.url).port);
  assert.equal(JSON.parse(await printed('tasks', '--json')).length, 2);
  await runCrowd({
    url: next.url,
    workers: simulatedCrowd(3, 1, 1, 'seed'),
    answerFor: ({ data, options }) => ({ item: data?.url ?? '', label: options[0]! }),
    until: 'idle',
    skipRate: 0,
  });
  const labels = join(project, 'labels.csv');
  await printed('batch', tasks, ...animals, '--wait', '--out', labels);
  assert.equal((await readFile(labels, 'utf8')).match(/settled/g)?.length, 2);
  next.child.kill('SIGTERM');
  assert.equal((await next.ended).code, 0);
  const audit = JSON.parse(await printed('audit', '--data-dir', dataDir, '--json'));
  assert.equal(audit.ok, true);
});

test('an older Node is refused in one line', {
  skip: skip || (oldNode() === null && 'no older Node is on the PATH'),
}, () => {
  const { status, stdout, stderr } = spawnSync(oldNode()!, [launcher, '--help'], { encoding: 'utf8' });
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /^asg needs Node\.js 24 or newer: this is v\d+\.\d+\.\d+\. .*\n$/);
});
