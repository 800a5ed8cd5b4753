import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '@asg/runtime';
import { signWebhook } from '@asg/sdk';
import { patienceMs, startRefinery, TestApi } from '@asg/testing';

// `npm run check -- --only examples`: apart from the other tests, because it needs packages of PyPI and npm.
const { EXAMPLES_PYTHON, EXAMPLES_NODE } = process.env;
const skip =
  EXAMPLES_PYTHON && EXAMPLES_NODE ? false : 'npm run check -- --only examples installs what it needs';
const root = join(import.meta.dirname, '../..');
const folder = join(root, 'examples/webhook-receiver');
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Starts a receiver, and has it told of a real event, a forged one, and one that comes twice. */
async function isRight(program: string, args: readonly string[], more: NodeJS.ProcessEnv): Promise<void> {
  await using refinery = await startRefinery();
  const port = 20_000 + (process.pid % 20_000);
  const env = { ...process.env, ...more, ASG_WEBHOOK_SECRET: secret, PORT: String(port) };
  const child = spawn(
    program,
    args.map((one) => one.replace('PORT', String(port))),
    { env, cwd: folder },
  );
  const ended = once(child, 'exit');
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
  const until = async (what: string): Promise<void> => {
    const untilMs = systemClock.nowMs() + patienceMs;
    while (!told.includes(what)) {
      assert.ok(systemClock.nowMs() < untilMs && child.exitCode === null, told);
      await systemClock.sleep(50);
    }
  };
  try {
    await until(String(port));
    const url = `http://127.0.0.1:${port}/hooks`;
    const api = new TestApi(refinery.url);
    const customer = api.customer(
      (await api.registerCustomer({ name: 'A', email: 'r@example.com' })).api_key,
    );
    const { webhook_id } = await customer.webhooks.create({ callback_url: url, secret });
    await customer.webhooks.test(webhook_id);
    await until('task.settled');
    const body = JSON.stringify({ event: 'task.settled', task_id: 'tsk_twice' });
    const send = async (headers: Readonly<Record<string, string>>, text: string): Promise<number> =>
      (await fetch(url, { method: 'POST', headers, body: text })).status;
    const headers = await signWebhook(secret, { id: 'msg_1', body });
    assert.deepEqual([await send(headers, body), await send(headers, body)], [204, 204]);
    assert.equal(await send(headers, body.replace('twice', 'forged')), 400);
    assert.equal(await send({}, body), 400);
    await until('tsk_twice');
    assert.equal(told.split('tsk_twice').length, 2, told);
    assert.ok(!told.includes('forged'), told);
  } finally {
    child.kill();
    await ended;
  }
}

test('the receiver in Express takes what is signed, once, and nothing else', { skip }, async () => {
  const place = join(EXAMPLES_NODE ?? '', 'express.mjs');
  copyFileSync(join(folder, 'express.mjs'), place);
  await isRight(process.execPath, [place], {});
});

test('the receiver in FastAPI takes what is signed, once, and nothing else', { skip }, () =>
  isRight(EXAMPLES_PYTHON ?? '', ['-m', 'uvicorn', 'fastapi_app:app', '--port', 'PORT'], {
    PYTHONPATH: join(root, 'sdks/python/src'),
    PYTHONDONTWRITEBYTECODE: '1',
  }),
);
