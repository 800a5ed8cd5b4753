import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const npx = ['exec', '--offline', '--', 'asg'];

/** A server that answers, started as `command ARGS`; it is gone after the test whatever happens. */
async function server(t: TestContext, command: string, args: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'asg-npx-'));
  const child = spawn(command, [...args, 'up', '--port', '0', '--data-dir', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, in which the server stays when npm is gone.
    detached: true,
  });
  const { pid } = child;
  assert.ok(pid !== undefined);
  t.after(async () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {} // All of it is gone, as it should.
    await rm(folder, { recursive: true, force: true });
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  // The server writes there too: it closes when both are gone.
  const closed = once(child, 'close');
  const [ready] = await Promise.race([once(child.stdout, 'data'), closed]);
  assert.match(String(ready), /ready at/, log);
  child.stdout.resume();
  return { child, pid, closed, log: () => log };
}

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)
  test(`a server below npx stops in order when npx alone is sent ${signal}`, async (t) => {
    const { child, closed, log } = await server(t, 'npm', npx);
    assert.ok(child.kill(signal));
    await closed;
    assert.match(log(), /"msg":"stopped"/);
  });

test('a server below npx stops in order at Ctrl-C, which a terminal sends to all that it started', async (t) => {
  const { pid, closed, log } = await server(t, 'npm', npx);
  process.kill(-pid, 'SIGINT');
  await closed;
  assert.match(log(), /"msg":"stopped"/);
});

test('a server stops in order when its terminal hangs up', async (t) => {
  const { child, closed, log } = await server(t, process.execPath, ['apps/cli/bin/asg.mjs']);
  child.kill('SIGHUP');
  assert.deepEqual(await closed, [0, null]);
  assert.match(log(), /"msg":"stopped"/);
});
