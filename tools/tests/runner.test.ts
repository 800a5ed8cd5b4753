import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { jobsOf } from './jobs.ts';
import { againMax, runJobs } from './run-jobs.ts';

/** A folder with these files, for as long as `use` runs. */
async function withFiles<T>(
  files: Record<string, string>,
  use: (root: string) => Promise<T> | T,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'asg-tests-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const testing = "import { test } from 'node:test';\n";

test('every file is run once: quick ones of a package together, what starts programs on its own and later', async () => {
  const files = {
    'packages/a/src/one.test.ts': testing,
    'packages/a/src/two.test.ts': `${testing}import { x } from './two.ts';`,
    'packages/a/src/spawns.test.ts': `${testing}import { spawn } from 'node:child_process';`,
    'packages/b/src/each.test.ts': `${testing}beforeEach(() => {});`,
    'tests/scenarios/server.test.ts': `${testing}import { startRefinery } from '@asg/testing';`,
    'apps/x/src/cli.test.ts': `${testing}import { runAsg } from './testing/run-asg.ts';`,
  };
  const jobs = await withFiles(files, (root) => jobsOf(root, Object.keys(files).sort()));
  assert.deepEqual(jobs[0], {
    name: 'packages/a',
    files: ['packages/a/src/one.test.ts', 'packages/a/src/two.test.ts'],
  });
  assert.ok(jobs.slice(1).every((job) => job.files.length === 1 && job.files[0] === job.name));
  assert.deepEqual(jobs.flatMap((job) => job.files).sort(), Object.keys(files).sort());
});

test('a failed test, a file that cannot be loaded and a process that dies are told apart from what passed', async () => {
  const files = {
    'good.test.mjs': `${testing}test('good', async (t) => { await t.test('inner', () => {}); });\ntest('later', { skip: 'no zsh' }, () => {});`,
    'bad.test.mjs': `${testing}test('bad', () => { throw new Error('this is why'); });\ntest('fine', () => {});`,
    'broken.test.mjs': `${testing}test('never', () => {});\nimport './missing.mjs';`,
    'starts.test.mjs': `${testing}import { execFileSync } from 'node:child_process';
test('works in another process', () => { execFileSync(process.execPath, ['-e', 'const t = process.cpuUsage(); while (process.cpuUsage(t).user < 1e6);']); });`,
    'dies.test.mjs': `${testing}test('dies', () => { process.kill(process.pid, 'SIGKILL'); });`,
  };
  await withFiles(files, async (root) => {
    const jobs = Object.keys(files).map((name) => ({ name, files: [name] }));
    const ended: string[] = [];
    const outcomes = await runJobs(root, jobs, { atOnce: 2, folder: root }, ({ job }) =>
      ended.push(job.name),
    );
    const of = (name: string) => outcomes.find(({ job }) => job.name === name)!;
    assert.deepEqual(ended.sort(), Object.keys(files).sort());
    const { cpuSeconds, ...good } = of('good.test.mjs').counts!;
    assert.deepEqual(good, { passed: 2, failed: 0, skipped: 1 });
    assert.ok(cpuSeconds > 0);
    assert.equal(of('good.test.mjs').ok, true);
    assert.match(of('good.test.mjs').text, /^ {2}✔ inner .*\n✔ good .*\n- later \(skipped: no zsh\)$/m);
    const { cpuSeconds: _, ...bad } = of('bad.test.mjs').counts!;
    assert.deepEqual(bad, { passed: 1, failed: 1, skipped: 0 });
    assert.match(of('bad.test.mjs').text, /✖ bad \(.*bad\.test\.mjs:2\)\n +Error: this is why/);
    const { cpuSeconds: ofChildren } = of('starts.test.mjs').counts!;
    assert.ok(process.platform !== 'linux' || ofChildren >= 1, 'the time of what it started is counted too');
    for (const name of ['bad', 'broken', 'dies']) assert.equal(of(`${name}.test.mjs`).ok, false, name);
    assert.equal(of('dies.test.mjs').counts, null);
    assert.match(of('broken.test.mjs').text, /missing\.mjs/);
  });
});

test('a few jobs that fail are run once more by themselves: flaky where they pass then, failed where they do not', async () => {
  const files = {
    'once.test.mjs': `${testing}import { existsSync, writeFileSync } from 'node:fs';
test('once', () => { if (existsSync('seen')) return; writeFileSync('seen', ''); throw new Error('the first time'); });`,
    'always.test.mjs': `${testing}test('always', () => { throw new Error('each time'); });`,
  };
  await withFiles(files, async (root) => {
    const jobs = Object.keys(files).map((name) => ({ name, files: [name] }));
    const told: boolean[] = [];
    const [once, always] = (
      await runJobs(root, jobs, { atOnce: 1, folder: root }, ({ ok }) => told.push(ok))
    ).toSorted((a, b) => b.job.name.localeCompare(a.job.name));
    assert.deepEqual(told, [false, false]);
    assert.deepEqual([once!.ok, once!.isFlaky], [true, true]);
    assert.match(once!.text, /the first time[\s\S]*once more, by itself:\n✔ once/);
    assert.deepEqual([always!.ok, always!.isFlaky], [false, undefined]);
    assert.match(always!.text, /each time[\s\S]*once more, by itself:\n✖ always/);
  });
});

test('where many fail, none is run again', async () => {
  const files = Object.fromEntries(
    Array.from({ length: againMax + 1 }, (_, n) => [
      `${n}.test.mjs`,
      `${testing}test('it', () => { throw new Error('why'); });`,
    ]),
  );
  await withFiles(files, async (root) => {
    const jobs = Object.keys(files).map((name) => ({ name, files: [name] }));
    const outcomes = await runJobs(root, jobs, { atOnce: 3, folder: root }, () => {});
    assert.ok(outcomes.every(({ ok, text }) => !ok && !text.includes('once more')));
  });
});
