import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { processLives } from './process-lives.ts';

test('a process is there while it runs, also one of another user', async () => {
  const child = spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' });
  const { pid } = child;
  assert.ok(pid !== undefined && processLives(pid));
  await once(child, 'exit');
  assert.ok(!processLives(pid));
  assert.ok(processLives(1), 'the first process, mostly of root');
});
