import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeOptions } from '@asg/instance';
import { systemClock } from '@asg/runtime';
import { customerTask } from '../builders/customer-task.ts';
import { TestApi } from '../client/test-api.ts';
import { patienceMs } from '../patience.ts';
import { startRefinery } from './start-refinery.ts';

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function isGone(pid: number): Promise<boolean> {
  const untilMs = systemClock.nowMs() + patienceMs;
  while (runs(pid) && systemClock.nowMs() < untilMs) await systemClock.sleep(50);
  return !runs(pid);
}

test('a refinery accepts requests when it is handed over, and leaves nothing behind', async () => {
  const refinery = await startRefinery();
  const { pid, dataDir } = refinery;
  {
    const api = new TestApi(refinery.url);
    assert.deepEqual((await api.customer().ready()).ready, true);
    assert.equal(existsSync(dataDir), true);
  }
  await refinery[Symbol.asyncDispose]();
  assert.equal(runs(pid), false);
  assert.equal(existsSync(dataDir), false);
});

test('a refinery is started with the options of `npm start`', async () => {
  const { scripts } = JSON.parse(
    await readFile(new URL('../../../../package.json', import.meta.url), 'utf8'),
  );
  assert.ok(scripts.start.endsWith(` ${nodeOptions.join(' ')} apps/server/src/main.ts`), scripts.start);
});

test('what was accepted is still there, at the same address, after a crash and after a restart', async () => {
  await using refinery = await startRefinery();
  const { url } = refinery;
  const api = new TestApi(url);
  const customer = api.customer((await api.registerCustomer({ name: 'A', email: 'a@b.example' })).api_key);
  const { task_id } = await customer.tasks.submit(customerTask());
  assert.deepEqual(await refinery.kill('SIGKILL'), { code: null, signal: 'SIGKILL' });
  await refinery.start();
  assert.equal(refinery.url, url);
  assert.equal((await customer.tasks.outcome(task_id)).status, 'in_progress');
  const { pid } = refinery;
  await refinery.restart();
  assert.equal(runs(pid), false);
  assert.equal((await customer.tasks.outcome(task_id)).status, 'in_progress');
});

test('a server that cannot start is reported with what it said', async () => {
  await assert.rejects(startRefinery({ env: { LEASE_SECONDS: 'soon' } }), /exit code 2.*LEASE_SECONDS/s);
});

test('the server ends when the process that started it is killed', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'asg-abandoned-'));
  t.after(() => rm(dataDir, { recursive: true }));
  const module = new URL('./start-refinery.ts', import.meta.url).href;
  const program = `
    import { startRefinery } from ${JSON.stringify(module)};
    console.log((await startRefinery({ dataDir: ${JSON.stringify(dataDir)} })).pid);
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string];
  const pid = Number(line);
  assert.equal(runs(pid), true);
  parent.kill('SIGKILL');
  assert.equal(await isGone(pid), true);
});
