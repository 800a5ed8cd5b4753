import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { SigningKey, sha256 } from '@asg/chain';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { customerTask, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';

/** What is promised, on a machine that does much besides too: clients here would hold on for a minute. */
const stopMsMax = 10_000;
const busyClients = 8;

/** A client that reads what comes and ends nothing by itself. */
class Client {
  readonly socket: Socket;
  text = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => {});
    socket.setEncoding('utf8').on('data', (more: string) => {
      this.text += more;
    });
  }

  static async open(url: string, sent: string): Promise<Client> {
    const { hostname, port } = new URL(url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    await once(socket, 'connect');
    const client = new Client(socket);
    socket.write(sent);
    return client;
  }

  async until(wanted: string): Promise<void> {
    while (!this.text.includes(wanted)) {
      assert.ok(!this.socket.readableEnded, `ended before ${wanted}: ${this.text}`);
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'end')]);
    }
  }
}

const get = (path: string, key: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`;

/** What became of a client that submits one task after the other on one connection. */
interface Submissions {
  readonly acknowledged: string[];
  /** The last answer said that the connection ends with it. */
  wasToldToClose: boolean;
}

/** Until the server is gone. */
async function submitOn(url: string, key: string): Promise<Submissions> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const done: Submissions = { acknowledged: [], wasToldToClose: false };
  try {
    for (;;) {
      const asked = request(`${url}/v1/tasks`, { agent, method: 'POST', headers });
      asked.end(JSON.stringify(customerTask()));
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      const { task_id } = (await json(answer)) as { task_id: string };
      assert.equal(answer.statusCode, 202);
      done.acknowledged.push(task_id);
      done.wasToldToClose = answer.headers.connection === 'close';
    }
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return done;
  } finally {
    agent.destroy();
  }
}

/** Those that are not in the store; of a file's store in a copy of the one file. */
async function notStored(refinery: RunningRefinery, taskIds: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'asg-copy-'));
  try {
    const path = join(folder, 'copy.sqlite');
    const isFile = process.env.ASG_TEST_STORE === undefined;
    if (isFile) await copyFile(join(refinery.dataDir, 'refinery.sqlite'), path);
    await using storage = isFile ? await openSqliteStorage({ path }) : await refinery.openStorage();
    const found = await Promise.all(taskIds.map((id) => storage.tasks.get(id)));
    return taskIds.filter((_, i) => found[i] === null);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function assertStops(t: TestContext, refinery: RunningRefinery): Promise<void> {
  const startMs = performance.now();
  const end = await refinery.kill('SIGTERM');
  const stopMs = performance.now() - startMs;
  assert.deepEqual(end, { code: 0, signal: null }, refinery.log());
  assert.ok(stopMs < stopMsMax, `${stopMs} ms`);
  t.diagnostic(`stopped after ${Math.round(stopMs)} ms`);
}

test('SIGTERM ends in less than 10 s whatever clients do: what was accepted is answered, and is in the one file', async (t) => {
  await using refinery = await startRefinery({ env: { SANDBOX_LABEL_QUOTA: '1000000' } });
  const api = new TestApi(refinery.url);
  const { api_key: key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const { task_id } = await api.customer(key).tasks.submit(customerTask());
  const { url } = refinery;
  const silent = await Client.open(url, '');
  const half = await Client.open(url, 'GET /v1/health HTTP/1.1\r\nHost:');
  const idle = await Client.open(url, get('/v1/health', key));
  await idle.until('"status"');
  const slowAnswer = await Client.open(url, get('/openapi.json', key));
  slowAnswer.socket.pause();
  const stream = await Client.open(url, get('/v1/events', key));
  await stream.until('retry:');
  const poll = await Client.open(url, get(`/v1/tasks/${task_id}/result?wait=60&until=settled`, key));
  const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="m.jsonl"\r\n\r\n';
  const upload = await Client.open(
    url,
    `POST /v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n${form}`,
  );
  const drip = setInterval(() => {
    if (upload.socket.writable) upload.socket.write('{}\n');
  }, 20);
  const busy = Array.from({ length: busyClients }, () => submitOn(url, key));
  // Everybody is at it.
  while ((await api.customer(key).customers.me()).label_quota > 1_000_000 - 50);

  await assertStops(t, refinery);
  clearInterval(drip);
  assert.match(poll.text, /^HTTP\/1\.1 202 /);
  assert.match(poll.text, /\r\nconnection: close\r\n/i);
  assert.match(upload.text, /^HTTP\/1\.1 503 /);
  const submissions = await Promise.all(busy);
  // No request was broken off: each client had its answer, and with it that it was the last.
  assert.deepEqual(
    submissions.filter(({ wasToldToClose }) => !wasToldToClose),
    [],
  );
  const acknowledged = submissions.flatMap((one) => one.acknowledged);
  assert.ok(acknowledged.length >= 50, String(acknowledged.length));
  assert.deepEqual(await notStored(refinery, [task_id, ...acknowledged]), []);
  for (const { socket } of [silent, half, idle, slowAnswer, stream, poll, upload]) socket.destroy();
});

/** A server that takes requests and never answers. */
async function silentServer() {
  const paths: string[] = [];
  const server = createServer(({ url = '' }) => void paths.push(url));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wasAsked: async (path: RegExp): Promise<void> => {
      while (!paths.some((one) => path.test(one))) await once(server, 'request');
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('SIGTERM ends in less than 10 s while payment providers and receivers of webhooks never answer', async (t) => {
  await using silent = await silentServer();
  await using refinery = await startRefinery({
    env: {
      ASG_CHAIN: 'arc',
      ASG_NETWORK: 'local',
      ARC_URL: silent.url,
      ASG_LOOKUP_URL: `${silent.url}/index`,
      ASG_TREASURY_WIF: new SigningKey(sha256(Buffer.from('a treasury')), 'local').revealWif(),
      SANDBOX_ALLOWANCE_SATS: '1000000',
      SANDBOX_SPEND_PER_DAY_SATS: '1000000',
    },
  });
  const api = new TestApi(refinery.url);
  const { api_key: token } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const webhook = { callback_url: `${silent.url}/hook`, events: ['task.cancelled'] };
  await api.json({ method: 'POST', path: '/v1/webhooks', token, body: webhook });
  const { task_id } = await api.customer(token).tasks.submit(customerTask());
  await api.json({ method: 'POST', path: `/v1/tasks/${task_id}/cancel`, token });
  await Promise.all([silent.wasAsked(/^\/hook/), silent.wasAsked(/^\/index/)]);
  await assertStops(t, refinery);
});

/** What the process is started with, so that the thread that writes never closes, like one whose disk hangs. */
const hangingWriter = `import { Worker } from 'node:worker_threads';
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message, ...more) { if (message !== 'close') postMessage.call(this, message, ...more); };`;

test('SIGTERM ends the process in less than 10 s also where the store never closes, and says so', {
  skip: process.env.ASG_TEST_STORE !== undefined,
}, async () => {
  const hook = `data:text/javascript,${encodeURIComponent(hangingWriter)}`;
  await using refinery = await startRefinery({ env: { NODE_OPTIONS: `--import=${hook}` } });
  const api = new TestApi(refinery.url);
  const { api_key: key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const { task_id } = await api.customer(key).tasks.submit(customerTask());
  const startMs = performance.now();
  assert.deepEqual(await refinery.kill('SIGTERM'), { code: null, signal: 'SIGKILL' });
  assert.ok(performance.now() - startMs < stopMsMax);
  assert.match(refinery.log(), /the stores did not close within/);
  await using storage = await refinery.openStorage();
  assert.equal((await storage.tasks.get(task_id))?.taskId, task_id);
});

test('a process that is no gateway ends in less than 10 s, whatever is connected to it', async (t) => {
  const ASG_TREASURY_WIF = new SigningKey(sha256(Buffer.from('a treasury')), 'local').revealWif();
  await using refinery = await startRefinery({ env: { ASG_ROLES: 'chain,router', ASG_TREASURY_WIF } });
  const half = await Client.open(refinery.url, 'GET /v1/health HTTP/1.1\r\nHost:');
  const idle = await Client.open(refinery.url, get('/v1/health', ''));
  await idle.until('"status"');
  await assertStops(t, refinery);
  for (const { socket } of [half, idle]) socket.destroy();
});
