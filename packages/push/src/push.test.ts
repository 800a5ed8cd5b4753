import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushFailuresMax, pushGapMs, pushLookMs, pushQuietMs } from '@asg/domain';
import { hasWorkFor } from '@asg/engines';
import { createOutbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people';
import {
  AssignmentIds,
  Conditions,
  createLogger,
  IdMint,
  ManualClock,
  Sealer,
  SignalBoard,
  seededRandom,
} from '@asg/runtime';
import { Stage } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { Pushes } from './pushes.ts';
import { ServerKeys } from './server-keys.ts';
import { PushTeller } from './teller.ts';
import { startPushService } from './testing/push-service.ts';

const profile = { displayName: 'Kim', country: 'DE', primaryLanguage: 'de', languages: ['en'] };

/** The engines on a real store and a real push service, with a clock that stands still. */
async function startScene({ encryptionKey = 'ab'.repeat(32) } = {}) {
  const storage = await openSqliteStorage({ path: ':memory:' });
  const stage = new Stage({ storage, lossy: false });
  const clock = new ManualClock(stage.nowMs);
  const random = seededRandom('push');
  const log = createLogger('silent');
  const context: EngineContext = {
    storage,
    clock,
    random,
    ids: new IdMint(clock, random),
    assignmentIds: new AssignmentIds(() => ['5a'.repeat(32)]),
    log,
    signals: new SignalBoard(),
    conditions: new Conditions({ clock, log }),
  };
  const service = await startPushService();
  const outbound = createOutbound({ allowedHosts: ['127.0.0.1'] });
  const parts = (key: string) => {
    const sealer = new Sealer([key], random);
    const keys = new ServerKeys(context, { sealer, subject: () => 'https://refinery.example' });
    return { outbound, sealer, random, keys };
  };
  const own = parts(encryptionKey);
  const teller = new PushTeller(context, own);
  let made = 0;
  return {
    storage,
    stage,
    clock,
    context,
    service,
    pushes: new Pushes(context, own),
    keys: own.keys,
    /** Of a process that has another encryption key. */
    otherTeller: new PushTeller(context, parts('cd'.repeat(32))),
    newWorker: async (change: object = {}) => {
      const workerId = stage.ids.next('worker');
      const email = `worker-${made++}@example.com`;
      const worker = {
        workerId,
        email,
        passwordHash: '',
        status: 'active',
        profile: { ...profile, ...change },
        payout: null,
        createdAtMs: stage.nowMs,
      } as const;
      await storage.workers.register({ worker, emailKey: email });
      return workerId;
    },
    round: () => teller.round(new AbortController().signal),
    [Symbol.asyncDispose]: async () => {
      await storage[Symbol.asyncDispose]();
      await outbound[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

test('a worker is told once in some hours, in their language, and of nothing but that there is work', async () => {
  await using scene = await startScene();
  const { service, pushes, stage, clock, keys } = scene;
  const workerId = await scene.newWorker();
  assert.ok('devices' in (await pushes.add(workerId, service.subscribe('phone'), 'ar')));
  await scene.round();
  assert.equal(service.pushed.length, 0, 'nothing waits');
  const customerId = await stage.customer();
  const [taskId] = await stage.open(customerId, 1, { language: 'de' });
  await scene.round();
  const [message, ...more] = service.pushed;
  assert.ok(message !== undefined && more.length === 0);
  const said = JSON.parse(message.text);
  assert.deepEqual(
    [said.lang, said.dir, Object.keys(said).sort().join()],
    ['ar', 'rtl', 'body,dir,lang,title'],
  );
  for (const secret of [taskId, customerId, workerId, 'cat'])
    assert.ok(!message.text.includes(String(secret)));
  assert.equal(message.publicKey, await keys.publicKey());
  assert.deepEqual(
    [message.claims.aud, message.claims.sub, message.headers['content-encoding'], message.headers.ttl],
    [service.origin, 'https://refinery.example', 'aes128gcm', '14400'],
  );
  const laterMs = message.claims.exp * 1_000 - clock.nowMs();
  assert.ok(laterMs > 0 && laterMs <= 24 * 3_600_000, 'services take tokens of a day at most');
  clock.advance(pushGapMs - 1);
  await stage.open(customerId, 1, { language: 'en' });
  await scene.round();
  assert.equal(service.pushed.length, 1);
  clock.advance(1);
  await scene.round();
  assert.equal(service.pushed.length, 2);
  await pushes.remove(workerId, `${service.origin}/send/phone`);
  clock.advance(2 * pushGapMs);
  await scene.round();
  assert.equal(service.pushed.length, 2, 'it was turned off');
});

test('nobody is told of what is not theirs, who is at work, or who is suspended', async () => {
  await using scene = await startScene();
  const { service, pushes, stage, clock, storage } = scene;
  const customerId = await stage.customer();
  const names: Record<string, string> = {};
  const add = async (name: string, change: object = {}) => {
    const workerId = await scene.newWorker(change);
    names[name] = workerId;
    await pushes.add(workerId, service.subscribe(name), 'en');
    return workerId;
  };
  await stage.open(customerId, 1, { language: 'fr' });
  await stage.open(customerId, 1, { language: 'de', sensitive: true });
  await add('other-language', { languages: [] });
  await add('takes-sensitive', { sensitive: true });
  const suspended = await add('suspended', { primaryLanguage: 'fr' });
  await storage.workers.setStatus({ workerId: suspended, suspension: { reason: 'x', atMs: clock.nowMs() } });
  const holds = await add('holds', { primaryLanguage: 'fr' });
  await stage.open(customerId, 1, { language: 'it' });
  assert.equal((await stage.claim(holds, { languages: ['it'] })).length, 1);
  await add('french', { primaryLanguage: 'fr' });
  await scene.round();
  const told = service.pushed.map(({ path }) => path.replace('/send/', '')).sort();
  assert.deepEqual(told, ['french', 'takes-sensitive']);
  const other = await storage.workers.get(names['other-language'] ?? '');
  assert.equal(other !== null && (await hasWorkFor(scene.context, other)), false);
});

test('who labelled just now is left in peace', async () => {
  await using scene = await startScene();
  const { service, pushes, stage, clock } = scene;
  const customerId = await stage.customer();
  await stage.open(customerId, 1, { language: 'de' });
  const workerId = await scene.newWorker();
  const [task] = await stage.claim(workerId, { languages: ['de'] });
  await stage.label(task!, workerId, 'cat');
  await stage.open(customerId, 1, { language: 'de' });
  await pushes.add(workerId, service.subscribe('phone'), 'en');
  await scene.round();
  assert.equal(service.pushed.length, 0);
  clock.advance(pushQuietMs);
  await scene.round();
  assert.equal(service.pushed.length, 1);
});

test('a subscription that is over is forgotten, one that fails after a while', async () => {
  await using scene = await startScene();
  const { service, pushes, stage, clock, storage } = scene;
  await stage.open(await stage.customer(), 1, { language: 'de' });
  const workerId = await scene.newWorker();
  for (const name of ['gone', 'missing', 'broken', 'fine'])
    await pushes.add(workerId, service.subscribe(name), 'en');
  service.answer('gone', 410);
  service.answer('missing', 404);
  service.answer('broken', 500);
  await scene.round();
  const left = async () => (await storage.pushes.get(workerId))?.devices.map(({ failures }) => failures);
  assert.deepEqual(await left(), [1, 0]);
  for (let i = 1; i < pushFailuresMax; i++) {
    clock.advance(pushGapMs);
    await scene.round();
  }
  assert.deepEqual(await left(), [0], 'the one that works');
  assert.equal(service.pushed.length, pushFailuresMax);
});

test('a round looks at a few workers, and at none while nothing waits', async () => {
  await using scene = await startScene();
  const { service, pushes, stage, storage, clock } = scene;
  const subscribers = 120;
  for (let i = 0; i < subscribers; i++)
    await pushes.add(await scene.newWorker(), service.subscribe(`w${i}`), 'en');
  assert.equal(await scene.round(), false);
  await stage.open(await stage.customer(), 1, { language: 'de' });
  const rounds = [await scene.round(), await scene.round()];
  assert.deepEqual([rounds, service.pushed.length], [[true, true], 100]);
  assert.deepEqual([await scene.round(), service.pushed.length], [false, subscribers]);
  const [next] = await storage.pushes.due({ limit: 1, after: null });
  assert.ok((next?.lookAtMs ?? 0) >= clock.nowMs() + pushLookMs);
});

test('what is stored opens nothing without the key, and another key is a problem that is told', async () => {
  await using scene = await startScene();
  const { service, pushes, stage, storage, keys } = scene;
  const workerId = await scene.newWorker();
  const { endpoint, keys: browser } = service.subscribe('phone');
  await pushes.add(workerId, { endpoint, keys: browser }, 'en');
  await keys.publicKey();
  const stored = JSON.stringify([await storage.pushes.get(workerId), await storage.pushKeys.get(null)]);
  for (const secret of [endpoint, browser.auth, browser.p256dh]) assert.ok(!stored.includes(secret));
  await stage.open(await stage.customer(), 1, { language: 'de' });
  await scene.otherTeller.round(new AbortController().signal);
  assert.equal(service.pushed.length, 0);
  const [problem] = scene.context.conditions.list();
  assert.deepEqual([problem?.name, problem?.severity], ['push', 'degraded']);
  assert.equal((await storage.pushes.get(workerId))?.devices.length, 1, 'with the key it goes on');
});

test('an endpoint in a private network is refused by its name, and so are keys that no browser has', async () => {
  await using scene = await startScene();
  const { pushes, service, storage } = scene;
  const workerId = await scene.newWorker();
  const { keys } = service.subscribe('phone');
  for (const [endpoint, named] of [
    ['https://169.254.169.254/latest', '169.254.169.254'],
    ['https://10.0.0.7/send', '10.0.0.7'],
    ['https://localhost/send', 'localhost'],
    ['https://[::1]/send', '[::1]'],
    ['http://push.example.com/send', 'https://'],
    ['ftp://push.example.com/send', 'https://'],
    ['https://me:secret@push.example.com/', 'password'],
    ['no address', 'parsed'],
  ] as const) {
    const [refused] = (await pushes.add(workerId, { endpoint, keys }, 'en')) as readonly {
      message: string;
    }[];
    assert.ok(
      refused?.message.startsWith('endpoint cannot be used: ') && refused.message.includes(named),
      endpoint,
    );
  }
  const bad = await pushes.add(
    workerId,
    { endpoint: `${service.origin}/x`, keys: { ...keys, auth: 'AA' } },
    'en',
  );
  assert.ok(!('devices' in bad) && bad[0]?.field === 'keys');
  assert.equal(await storage.pushes.get(workerId), null);
});
