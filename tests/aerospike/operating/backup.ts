import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { openAerospikeStorage, openClusterCopy } from '@asg/storage-aerospike';
import {
  asdProgram,
  customerTasks,
  patienceMs,
  startAsd,
  startCluster,
  startRefinery,
  TestApi,
} from '@asg/testing';
import { backUpCluster } from '../../../apps/server/src/backup/back-up.ts';
import { nameOf } from '../../../apps/server/src/backup/newest.ts';
import { digestOf } from '../../../apps/server/src/migrate/digest.ts';
import { DigestSums, type StoreDigest } from '../../../apps/server/src/stores/digest-sums.ts';
import { storeSettings } from '../../../apps/server/src/stores/engines.ts';
import { startS3Server } from '../../s3-server.ts';

const cli = fileURLToPath(new URL('../../../apps/cli/src/main.ts', import.meta.url));
const skip = asdProgram() === null ? 'not run: there is no asd on the PATH, and ASG_ASD names none' : false;
const adminToken = 'operator-token-16';
const pollMs = 20;
const tasksMin = 300;
const readyMsMax = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'asg-cluster-backup-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const env = {
  SANDBOX_LABEL_QUOTA: '1000000',
  SETTLE_MAX_WAIT_MS: '200',
  ASG_ADMIN_TOKEN: adminToken,
  GOLD_PERCENT_NEW: '0',
  GOLD_PERCENT_MIN: '0',
};

/** Runs a command; `killWhen`: kill -9 as soon as that is so. */
async function asg(store: string, args: readonly string[], killWhen?: () => boolean | Promise<boolean>) {
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ASG_STORE: store, ASG_ALLOWED_HOSTS: '127.0.0.1' },
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  if (killWhen !== undefined) {
    while (child.exitCode === null && !(await killWhen())) await sleep(pollMs);
    child.kill('SIGKILL');
  }
  const [stdout, stderr] = await output;
  return { code: (await closed)[0], stdout, stderr };
}

function settingsOf(store: string) {
  const settings = storeSettings('ASG_STORE', store);
  assert.ok(settings.kind === 'aerospike');
  return settings;
}

/** Each record of a store, as a backup counts them. */
async function recordsOf(store: string): Promise<StoreDigest> {
  await using copy = await openClusterCopy(settingsOf(store));
  const sums = new DigestSums();
  const all = { begin: 0, count: copy.partitions, withinMs: null, withBins: true };
  for (const { line } of await copy.walk(all)) if (line !== null) sums.add(nameOf(line).kind, line);
  return sums.digest();
}

/** What the engines read of a store that nobody uses is what they read of it restored. */
async function sameAtRest(from: string, to: string, place: string, options: readonly string[] = []) {
  const read = async (store: string): Promise<StoreDigest> => {
    await using storage = await openAerospikeStorage(settingsOf(store));
    return await digestOf(storage);
  };
  const before = await read(from);
  for (const [store, command] of [
    [from, 'backup'],
    [to, 'restore'],
  ] as const) {
    const { code, stderr } = await asg(store, [command, place, ...options]);
    assert.equal(code, 0, stderr);
  }
  assert.deepEqual(await read(to), before);
}

test('a cluster under load is backed up as of one moment and restored, over a kill -9 of both; damage is named', {
  skip,
}, async (t) => {
  await using asd = await startAsd({ nodes: 2, fileGib: 1 });
  const from = asd.store('live_');
  const processes = { gateway: 2, router: 1, settler: 1, webhooks: 1 };
  await using cluster = await startCluster({ store: from, processes, env });
  const [first = '', second = ''] = cluster.gateways;
  const api = new TestApi(first);
  const { api_key: key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  let isOver = false;
  let made = 0;
  const submitting = (async () => {
    for (let batch = 0; !isOver; batch++) {
      const headers = { 'idempotency-key': `batch-${batch}` };
      const body = { tasks: customerTasks(50) };
      await api.send({ method: 'POST', path: '/v1/tasks/batch', token: key, headers, body });
      made += 50;
      await sleep(500);
    }
  })();
  const labelling = (async () => {
    for (let round = 0; !isOver; round++)
      await runCrowd({
        url: second,
        workers: simulatedCrowd(4, 0.9, 1, `seed-${round}`),
        emailTag: `round-${round}`,
        answerFor: (item) => ({ item: item.data?.url ?? '', label: 'cat' }),
        until: 'idle',
      });
  })();
  const place = join(folder, 'backup');
  let atMoment: StoreDigest | null = null;
  let lastMade = 0;
  try {
    while (made < tasksMin) await sleep(pollMs);
    const killed = await asg(from, ['backup', place], () => existsSync(listOf(place)));
    assert.equal(killed.code, null, killed.stderr);
    assert.equal(JSON.parse(readFileSync(listOf(place), 'utf8')).made_at, null);
    const early = await asg(asd.store('early_'), ['restore', place]);
    assert.match(early.stderr, /is no whole backup/);
    const backup = await backUpCluster({
      ...{ store: from, place, credentials: null, environment: { ...process.env, ...env } },
      progress: () => {},
      atMoment: async () => {
        atMoment = await recordsOf(from);
        lastMade = made;
      },
    });
    assert.equal(backup.is_resumed, true);
    assert.deepEqual(backup.digest, atMoment, 'each record is as it was while all writes waited');
    t.diagnostic(
      `${backup.records} records, ${backup.passes} passes, writes held for ${backup.held_ms} ms (all of them read meanwhile)`,
    );
    while (made < lastMade + 100) await sleep(pollMs);
  } finally {
    isOver = true;
    await Promise.allSettled([submitting, labelling]);
  }
  await Promise.all([submitting, labelling]);
  const again = await asg(from, ['backup', place]);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /holds a whole backup/);

  const to = asd.store('back_');
  const roles = {
    ASG_ROLES: 'gateway,router,settler',
    ASG_LOCAL_CHAIN_URL: cluster.chain.url,
    ASG_STORE: to,
    ...cluster.keys,
  };
  {
    await using copy = await openClusterCopy(settingsOf(to));
    const killed = await asg(to, ['restore', place], async () => (await copy.restoring()) !== null);
    assert.equal(killed.code, null, killed.stderr);
  }
  await assert.rejects(
    startRefinery({ readyMsMax, env: { ...env, ...roles } }),
    /is restored from a backup and not whole yet/,
  );
  const restored = await asg(to, ['restore', place, '--json']);
  assert.equal(restored.code, 0, restored.stderr);
  assert.equal(JSON.parse(restored.stdout).is_resumed, true);
  assert.deepEqual(await recordsOf(to), atMoment);
  await Promise.all(cluster.members.map(({ refinery }) => refinery.stop()));
  await sameAtRest(from, asd.store('rest_'), join(folder, 'rest'));
  await using s3 = await startS3Server('backups');
  const credentials = join(folder, 'bucket.json');
  writeFileSync(credentials, JSON.stringify(s3.credentials));
  await sameAtRest(from, asd.store('bucket_'), 's3://backups/of/today', ['--credentials', credentials]);
  assert.ok((await s3.keys()).includes('of/today/state/backup.json'));
  // The chain of the source knows what was paid later too, as a real one would.
  await using gateway = await startRefinery({ readyMsMax, env: { ...env, ...roles } });
  // What the moment caught half done, a batch that was being put together for one, the sweep and the settler finish first.
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const { body } = await new TestApi(gateway.url).send({
      method: 'GET',
      path: '/v1/admin/audit',
      token: adminToken,
    });
    if ((body as { ok: boolean }).ok) break;
    assert.ok(Date.now() < untilMs, JSON.stringify(body));
    await sleep(500);
  }
  assert.match((await asg(to, ['restore', place])).stderr, /was already restored/);

  const pieces = join(place, 'pieces');
  const [piece = ''] = readdirSync(pieces).filter((name) =>
    readFileSync(listOf(place), 'utf8').includes(name),
  );
  const bytes = readFileSync(join(pieces, piece));
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(join(pieces, piece), bytes);
  const damaged = await asg(asd.store('damaged_'), ['restore', place]);
  assert.equal(damaged.code, 2);
  assert.match(damaged.stderr, new RegExp(`pieces/${piece} is damaged`));
  rmSync(join(pieces, piece));
  assert.match((await asg(asd.store('missing_'), ['restore', place])).stderr, /is missing in the backup/);
});

const listOf = (place: string): string => join(place, 'state', 'backup.json');
