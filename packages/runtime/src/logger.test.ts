import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const logger = fileURLToPath(new URL('./logger.ts', import.meta.url));
const program = `
import { createLogger, written } from ${JSON.stringify(logger)};
const log = createLogger('info');
process.on('message', async (text) => {
  for (const line of ['one', 'two', text]) log.info(line);
  await written(log);
  process.exit(3);
});
process.send('ready');
`;

async function ended(isRead: boolean): Promise<{ readonly code: unknown; readonly log: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    log += text;
  });
  await once(child, 'message');
  if (!isRead) {
    child.stderr?.destroy();
    await once(child.stderr!, 'close');
  }
  child.send('three');
  const [code] = await once(child, 'close');
  return { code, log };
}

test('a process that has logged ends with all of it written', async () => {
  const { code, log } = await ended(true);
  assert.equal(code, 3);
  assert.deepEqual(
    log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).msg),
    ['one', 'two', 'three'],
  );
});

test('a process whose log nobody reads any more ends too', { timeout: 60_000 }, async () => {
  assert.equal((await ended(false)).code, 3);
});
