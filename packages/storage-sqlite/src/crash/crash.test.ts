import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

const acknowledgedBeforeKill = 600;

test('every write acknowledged before a kill -9 is there afterwards, and nothing is half done', async () => {
  using folder = temporaryFolder();
  const path = folder.file('asg.db');
  const child = spawn(process.execPath, [fileURLToPath(new URL('./load.ts', import.meta.url)), path], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === acknowledgedBeforeKill) child.kill('SIGKILL');
  }
  await gone;
  assert.ok(lines.length >= acknowledgedBeforeKill, 'the child ended by itself');

  await using storage = await openSqliteStorage({ path });
  let customerId = '';
  for (const line of lines) {
    const [kind, taskId, workerId] = line.split(' ');
    const task = await storage.tasks.get(taskId!);
    assert.ok(task !== null, `${line} is lost`);
    ({ customerId } = task);
    if (kind === 'label')
      assert.ok(
        task.labels.some((label) => label.workerId === workerId),
        `${line} is lost`,
      );
  }
  const { quotaTotal, quotaLeft } = (await storage.customers.get(customerId))!;
  const opened = lines.filter((line) => line.startsWith('task ')).length;
  assert.ok(quotaTotal - quotaLeft >= opened);
});
