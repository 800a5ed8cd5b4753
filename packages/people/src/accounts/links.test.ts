import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  applyTaskCommand,
  coverOf,
  goldOrder,
  openGoldTask,
  openTask,
  sats,
  type Task,
  type TaskOrder,
} from '@asg/domain';
import { ManualClock, seededRandom } from '@asg/runtime';
import { anOrder, aWorker, IdSource, startMs } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { Links } from './links.ts';

const range = '8.8.4.0/24';
const options = ['cat', 'dog', 'bird'];

/** A store with links, and workers who were all seen in one place. */
async function aPlace(t: TestContext, count: number) {
  const storage = await openSqliteStorage({ path: ':memory:' });
  t.after(() => storage[Symbol.asyncDispose]());
  const ids = new IdSource();
  const links = new Links(
    { storage, clock: new ManualClock(startMs), random: seededRandom(t.name) },
    { markOf: (wallet) => `left ${wallet}` },
  );
  const workers: string[] = [];
  for (let i = 0; i < count; i++) {
    const request = aWorker(ids);
    await storage.workers.register(request);
    const accountId = request.worker.workerId;
    await links.signedIn({ accountId, isNew: true, range, device: null });
    workers.push(accountId);
  }
  const linked = async (workerId: string) => (await storage.workers.get(workerId))?.linkedIds ?? [];
  return { storage, ids, links, workers, linked };
}

function answered(task: Task, workerId: string, label: string, nonce: string): Task {
  const claim = { do: 'assign', workerId, nonce, leaseMs: 60_000, nowMs: startMs } as const;
  const held = task.gold === undefined ? applyTaskCommand(task, claim).task : task;
  const outcome = applyTaskCommand(held, { do: 'label', workerId, nonce, label, nowMs: startMs });
  assert.equal(outcome.kind, 'applied');
  return outcome.task;
}

type Place = Awaited<ReturnType<typeof aPlace>>;

/** Each of the workers answers each of the items once; `answerOf` by the number of the item and of the worker. */
async function answerGold(
  { ids, links, workers, linked }: Place,
  count: number,
  {
    owner,
    answerOf,
    isMet = () => true,
  }: {
    readonly owner: string | null;
    readonly answerOf: (item: number, worker: number) => number;
    readonly isMet?: (item: number, worker: number) => boolean;
  },
): Promise<void> {
  for (let item = 0; item < count; item++) {
    const goldId = ids.next('gold');
    for (const [worker, workerId] of workers.entries()) {
      if (!isMet(item, worker)) continue;
      const { type, dataUrl, labelSpec } = anOrder(ids, 'nobody', { labelSpec: { question: '?', options } });
      const claim = {
        taskId: ids.next('task'),
        salt: '00'.repeat(16),
        workerId,
        nonce: ids.nonce(),
        nowMs: startMs,
        leaseMs: 60_000,
        delayMs: 0,
        cover: coverOf(1, { payoutSats: sats(325), feePercent: 0 }, 'house'),
      };
      const gold = { goldId, type, dataUrl, labelSpec, answer: 0, owner };
      const task = openGoldTask(goldOrder(gold, claim), claim);
      const closed = answered(task, workerId, options[answerOf(item, worker)]!, claim.nonce);
      await links.answered(closed, await linked(workerId));
    }
  }
}

test('accounts behind one program are found by their errors, the people beside them are not', async (t) => {
  const place = await aPlace(t, 12);
  const { workers, linked } = place;
  const people = 9;
  // Two of the people misunderstand one item in three, mostly alike; the program is wrong on every other.
  const answerOf = (item: number, worker: number): number => {
    if (worker >= people) return item % 2;
    const isMistaken = worker < 2 && item % 3 === 0 && item % (5 + worker) !== 0;
    return isMistaken ? 2 : Number((item + worker) % 9 === 0);
  };
  await answerGold(place, 140, { owner: null, answerOf });
  const programs = workers.slice(people);
  for (const one of programs) assert.deepEqual(await linked(one), programs.filter((id) => id !== one).sort());
  for (const person of workers.slice(0, people)) assert.deepEqual(await linked(person), []);
});

test('who has several accounts is one person to those who are not linked yet, whichever of them met an item', async (t) => {
  const place = await aPlace(t, 8);
  const { storage, links, workers, linked } = place;
  const [one, other, third] = workers as [string, string, string];
  await storage.links.addEvidence({ accountId: one, otherId: other, evidence: { device: startMs } });
  await links.signedIn({ accountId: one, isNew: false, range: null, device: null });
  // The two meet every other item each, as linked accounts do; the third and the five people meet all.
  const isMet = (item: number, worker: number): boolean => worker > 1 || item % 2 === worker;
  await answerGold(place, 40, { owner: null, isMet, answerOf: (_, worker) => Number(worker < 3) });
  assert.deepEqual(await linked(third), [one, other].sort());
  for (const person of workers.slice(3)) assert.deepEqual(await linked(person), []);
});

test('what happens on a customer’s tasks makes nobody one person, whatever is paid for them', async (t) => {
  const place = await aPlace(t, 5);
  const { storage, ids, links, workers } = place;
  await answerGold(place, 60, { owner: 'cust_x', answerOf: (_, worker) => Number(worker > 2) });
  const evidence = async () => Object.keys((await storage.links.get(workers[4]!)).pairs);
  assert.deepEqual(await evidence(), []);
  const decided = (change: Partial<TaskOrder>): Task => {
    const consensus = { policy: 'threshold', threshold: 5, earlyStop: false, maxLabels: 9 } as const;
    const order = anOrder(ids, 'cust_x', { labelSpec: { question: '?', options }, consensus, ...change });
    const all: readonly string[] = [workers[0]!, workers[3]!, workers[1]!, workers[2]!, workers[4]!];
    return all.reduce(
      (task, workerId) =>
        answered(task, workerId, options[Number(workers.indexOf(workerId) > 2)]!, ids.nonce()),
      openTask(order),
    );
  };
  for (let i = 0; i < 40; i++) await links.answered(decided({}));
  assert.deepEqual(await evidence(), []);
  for (let i = 0; i < 40; i++) await links.answered(decided({ cover: aFundedCover }));
  assert.deepEqual(await evidence(), []);
  await answerGold(place, 60, { owner: null, answerOf: (_, worker) => Number(worker > 2) });
  assert.deepEqual(await evidence(), [workers[3]]);
});

test('a link is derived anew at the next sign-in, if the process died on the way', async (t) => {
  const { storage, links, workers, linked } = await aPlace(t, 2);
  const [one, other] = workers as [string, string];
  await storage.links.addEvidence({ accountId: one, otherId: other, evidence: { device: startMs } });
  assert.deepEqual(await linked(other), []);
  await links.signedIn({ accountId: one, isNew: false, range: null, device: null });
  assert.deepEqual([await linked(one), await linked(other)], [[other], [one]]);
});

test('wallets that were set before this was kept count from the next sign-in of each', async (t) => {
  const { storage, links, workers, linked } = await aPlace(t, 3);
  const [one, other, stranger] = workers as [string, string, string];
  const payout = { kind: 'paymail', paymail: 'kim@example.com' } as const;
  for (const workerId of [one, other])
    await storage.workers.change({ workerId, change: { set: 'payout', payout } });
  for (const accountId of workers)
    await links.signedIn({ accountId, isNew: false, range: null, device: null });
  assert.deepEqual([await linked(one), await linked(other), await linked(stranger)], [[other], [one], []]);
});

test('a false link in the midst of a cluster takes it apart, each half stays together', async (t) => {
  const { links, workers, linked } = await aPlace(t, 4);
  const [a, b, c, d] = workers as [string, string, string, string];
  const wallet = (address: string) => ({ kind: 'address', address }) as const;
  const devices = [links.device(null), links.device(null)];
  for (const accountId of [a, b])
    await links.signedIn({ accountId, isNew: false, range: null, device: devices[0]! });
  for (const accountId of [c, d])
    await links.signedIn({ accountId, isNew: false, range: null, device: devices[1]! });
  for (const workerId of [b, c]) await links.paidAt(workerId, wallet('one place'));
  assert.deepEqual(await linked(a), [b, c, d].sort());
  assert.equal(await links.dissolve(b, c), true);
  assert.deepEqual(
    [await linked(a), await linked(b), await linked(c), await linked(d)],
    [[b], [a], [d], [c]],
  );
  assert.equal(await links.dissolve(a, d), false);
});

const aFundedCover: NonNullable<TaskOrder['cover']> = {
  capSats: 2_925,
  payoutSats: 325,
  feePercent: 0,
  from: 'balance',
} as NonNullable<TaskOrder['cover']>;
