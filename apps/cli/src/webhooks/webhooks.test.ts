import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { verifyWebhook } from '@asg/sdk';
import { serverForUsers } from '../testing/customer-session.ts';
import type { AsgProcess } from '../testing/run-asg.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const task = [
  'submit',
  'https://example.com/1.jpg',
  '--type',
  'moderation',
  '--question',
  'OK?',
  '--options',
  'yes,no',
];

const newUser = serverForUsers();

/** A receiver of a user, which believes nothing unchecked. */
async function receiver() {
  const events: unknown[] = [];
  const take = async (request: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const body = await text(request);
    const verified = await verifyWebhook({
      body,
      headers: request.headers,
      secret,
      requireTimestamp: true,
    }).catch(() => null);
    if (verified !== null) events.push(verified.event);
    reply.writeHead(verified === null ? 400 : 202).end();
  };
  const server = createServer((request, reply) => void take(request, reply));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    events,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Waits for a line of standard error that matches. */
async function said({ child }: AsgProcess, pattern: RegExp): Promise<RegExpExecArray> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const match = pattern.exec(line);
    if (match !== null) return match;
  }
  throw new Error(`it never said ${pattern}`);
}

test('listen sends events on to a local URL, signed, over a restart of the server, until Ctrl-C', async () => {
  using user = await newUser();
  using own = await receiver();
  const listening = user.start(['webhooks', 'listen', '--forward-to', own.url, '--json'], {
    ASG_WEBHOOK_SECRET: secret,
  });
  const lines = createInterface({ input: listening.child.stdout! })[Symbol.asyncIterator]();
  await said(listening, /Listening to/);
  const cancelled = async (): Promise<string> => {
    const { task_id } = JSON.parse((await user.asg(...task, '--json')).stdout);
    await user.asg('tasks', 'cancel', task_id);
    return task_id;
  };
  for (const restart of [false, true]) {
    if (restart) await user.refinery.restart();
    const taskId = await cancelled();
    const { event, forwarded } = JSON.parse((await lines.next()).value!);
    assert.deepEqual([event.event, event.task_id, forwarded.status], ['task.cancelled', taskId, 202]);
    assert.deepEqual(own.events.at(-1), event);
  }
  listening.child.kill('SIGINT');
  assert.equal((await listening.ended).code, 130);
});

test('listen prints what happened since an event, and ends after as many as were asked for', async () => {
  using user = await newUser();
  const { task_id } = JSON.parse((await user.asg(...task, '--json')).stdout);
  await user.label();
  assert.equal((await user.asg('result', task_id, '--wait')).code, 0);
  const { code, stdout } = await user.asg('webhooks', 'listen', '--since', '0', '--count', '2');
  assert.equal(code, 0);
  assert.match(stdout, new RegExp(`task\\.verified +${task_id} +yes\n.*task\\.settled +${task_id} +yes\n$`));
  const filtered = await user.asg(
    'webhooks',
    'listen',
    '--since',
    '0',
    '--count',
    '1',
    '--events',
    'task.settled',
    '--json',
  );
  assert.equal(JSON.parse(filtered.stdout).event.event, 'task.settled');
  const gone = await receiver();
  gone[Symbol.dispose]();
  const dead = await user.asg('webhooks', 'listen', '--since', '0', '--count', '1', '--forward-to', gone.url);
  assert.match(dead.stdout, /→ .*ECONNREFUSED/);
});

test('listen as a receiver accepts the messages of a real webhook, and refuses unsigned ones', async () => {
  using user = await newUser();
  using own = await receiver();
  const listening = user.start(
    ['webhooks', 'listen', '--port', '0', '--count', '1', '--forward-to', own.url, '--json'],
    {
      ASG_WEBHOOK_SECRET: secret,
    },
  );
  const [, url] = await said(listening, /Receiving at (\S+)\. /);
  assert.equal((await fetch(url!, { method: 'POST', body: '{"event":"task.settled"}' })).status, 400);
  assert.equal((await fetch(url!)).status, 405);
  const made = await user.asgWith({ ASG_WEBHOOK_SECRET: secret }, 'webhooks', 'create', url!, '--json');
  const { webhook_id } = JSON.parse(made.stdout);
  assert.equal((await user.asg('webhooks', 'test', webhook_id)).code, 0);
  const { code, stdout } = await listening.ended;
  assert.equal(code, 0);
  const { id, event, forwarded } = JSON.parse(stdout);
  assert.match(id, /^evt_/);
  assert.deepEqual([event.event, forwarded.status, own.events.length], ['task.settled', 202, 1]);
  const client = user.client();
  const state = async () => (await client.webhooks.deliveries(webhook_id).next()).value?.status;
  while ((await state()) !== 'delivered');
  const rows = JSON.parse((await user.asg('webhooks', 'deliveries', webhook_id, '--json')).stdout);
  assert.equal((await user.asg('webhooks', 'replay', rows[0].delivery_id)).code, 0);
  assert.match((await user.asg('webhooks')).stdout, new RegExp(`${webhook_id} +on +task\\.settled`));
  assert.equal((await user.asg('webhooks', 'delete', webhook_id)).code, 0);
  assert.deepEqual(JSON.parse((await user.asg('webhooks', '--json')).stdout), []);
});

test('listen says clearly what it lacks', async () => {
  using user = await newUser();
  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['--events', 'task.lost'], /"task\.lost" is none of/],
    [['--forward-to', 'localhost:3000'], /--forward-to must be an http or https URL/],
    [['--port', '0'], /ASG_WEBHOOK_SECRET must be set/],
    [['--port', '0', '--since', '0'], /--since is of the event stream/],
  ];
  for (const [args, message] of wrong) {
    const run = await user.asgWith({ ASG_WEBHOOK_SECRET: '' }, 'webhooks', 'listen', ...args);
    assert.deepEqual([run.code, run.stdout], [2, ''], args.join(' '));
    assert.match(run.stderr, message);
  }
});
