import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

const leash = new URL('./leash.ts', import.meta.url).href;
/** Says that it is there, and at SIGTERM hangs as a program does that writes to a log whose reader is gone. */
const hanging = `
  setInterval(() => {}, 1000);
  process.on('SIGTERM', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  console.log('there');
`;

test('a process that hangs at its end does not outlive the one that started it for long', async () => {
  const args = ['--import', leash, '--input-type=module', '--eval', hanging];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.stdin.end();
  const [code, signal] = await once(child, 'exit');
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
});
