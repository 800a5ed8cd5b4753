import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openAerospikeStorage } from '@asg/storage-aerospike';
import { asdProgram, startAsd } from '@asg/testing';
import { storeSettings } from '../../../apps/server/src/stores/engines.ts';

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly detail: string;
  readonly advice?: string;
}

const cli = fileURLToPath(new URL('../../../apps/cli/src/main.ts', import.meta.url));
const skip = asdProgram() === null ? 'not run: there is no asd on the PATH, and ASG_ASD names none' : false;
const folder = mkdtempSync(join(tmpdir(), 'asg-doctor-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function asg(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const keys = { ASG_ENCRYPTION_KEY: '11'.repeat(32), ASG_DATA_DIR: join(folder, 'data') };
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...keys, ...env },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { stdout, stderr, code };
}

/** What `asg doctor` finds of the store, by check; it must not fail itself. */
async function lookAt(store: string) {
  const { stdout, stderr, code } = await asg(
    { ASG_STORE: store },
    'doctor',
    '--json',
    '--url',
    'http://127.0.0.1:9',
  );
  const all = JSON.parse(stdout) as readonly Finding[];
  const looks = all.filter(({ check }) => check.startsWith('store: '));
  const failed = looks.filter(({ status }) => status === 'failed');
  assert.ok(looks.every(({ status, advice }) => (status === 'ok') === (advice === undefined)));
  if (failed.length > 0) assert.equal(code, 1, stderr);
  const found = new Map(looks.map((each) => [each.check.slice('store: '.length), each]));
  return {
    found,
    statuses: Object.fromEntries([...found].map(([check, { status }]) => [check, status])),
    stderr,
  };
}

test('doctor looks at a cluster: what is sound, a node that is down, no such namespace, nobody there', {
  skip,
}, async () => {
  await using asd = await startAsd({ nodes: 2, fileGib: 1 });
  const store = asd.store('doctor_');
  const settings = storeSettings('ASG_STORE', store);
  assert.ok(settings.kind === 'aerospike');
  {
    await using _made = await openAerospikeStorage(settings);
  }
  const sound = await lookAt(store);
  assert.deepEqual(sound.statuses, {
    client: 'ok',
    nodes: 'ok',
    namespace: 'ok',
    copies: 'ok',
    settings: 'ok',
    clocks: 'ok',
    room: 'ok',
  });
  assert.match(sound.found.get('nodes')!.detail, /^2 nodes of Aerospike/);
  assert.match(sound.found.get('copies')!.detail, /on 2 nodes/);

  const wrong = await lookAt(store.replace('/asg?', '/gold?'));
  assert.deepEqual(wrong.statuses, { client: 'ok', nodes: 'ok', namespace: 'failed' });
  assert.match(wrong.found.get('namespace')!.detail, /no node has gold: there is asg/);

  await asd.kill(1);
  const alone = await lookAt(store);
  assert.deepEqual([alone.statuses.nodes, alone.statuses.copies], ['warning', 'warning']);
  assert.match(alone.found.get('nodes')!.detail, new RegExp(asd.hosts.split(',')[1]!));
  {
    await using _opened = await openAerospikeStorage(settings);
  }
  await asd.kill(0);
  const nobody = await lookAt(store);
  assert.deepEqual(nobody.statuses, { client: 'ok', nodes: 'failed' });
  assert.doesNotMatch(nobody.stderr, /as_cluster/, 'the client writes nothing of its own');
});

test('what listens and is no node is told, and doctor ends', { skip }, async () => {
  const other = createServer((socket) => {
    // Who asks may be gone before it has read.
    socket.on('error', () => {});
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { statuses, found } = await lookAt(`aerospike://127.0.0.1:${port}/asg`);
  other.close();
  assert.deepEqual(statuses, { client: 'ok', nodes: 'failed' });
  assert.match(found.get('nodes')!.detail, /no Aerospike node answers/);
});

test('a server that is to start names the namespaces that there are, and the client writes no lines of its own', {
  skip,
}, async () => {
  await using asd = await startAsd({ fileGib: 1 });
  const env = {
    ASG_STORE: asd.store('start_').replace('/asg?', '/gold?'),
    ASG_CHAIN: 'local',
    ASG_LOCAL_CHAIN_URL: 'http://127.0.0.1:9',
    ASG_TREASURY_WIF: 'cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA',
  };
  const { code, stderr } = await asg(env, 'up', '--roles', 'router', '--port', '0');
  assert.equal(code, 1);
  assert.equal(stderr, 'ASG Refinery cannot start: no node has the namespace gold: there is asg\n');
});
