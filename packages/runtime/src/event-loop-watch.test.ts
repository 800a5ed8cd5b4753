import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const program = join(import.meta.dirname, 'testing/stands-still.ts');
const run = promisify(execFile);

test('a standstill is logged with what runs while it lasts, reported as a condition afterwards, and keeps no process alive', async () => {
  const { stdout, stderr } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', program]);
  const [condition, ...others] = JSON.parse(stdout);
  assert.deepEqual([condition.name, condition.severity, others], ['event_loop', 'degraded', []]);
  assert.match(condition.detail, /^nothing was answered for [\d.]+ s until /);
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const meanwhile = lines.find(({ msg }) => msg === 'the event loop stands still: nothing is answered');
  const after = lines.find(({ msg }) => msg === 'the event loop goes on');
  assert.match(meanwhile.stack, /at standsStill \(.*stands-still\.ts/);
  assert.ok(meanwhile.silentMs >= 1_000);
  assert.match(after.stack, /at standsStill /);
  assert.ok(after.silentMs >= meanwhile.silentMs);
});
