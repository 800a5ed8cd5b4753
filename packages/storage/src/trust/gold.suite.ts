import assert from 'node:assert/strict';
import { houseCustomerId, readingKey } from '@asg/domain';
import { accepted, leaseMs, nonceOf, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { templateOf } from '../contract/template-of.ts';
import { addGold, claimTrust, meetGold } from '../contract/trust-stage.ts';
import { sha256 } from '../sha256.ts';

const goldIdOf = (task: { readonly gold?: { readonly goldId: string } }) => task.gold?.goldId;

async function takesGold(
  stage: Stage,
  workerId: string,
  count = 1,
): Promise<readonly (string | undefined)[]> {
  return (await stage.claim(workerId, { count, trust: claimTrust(stage, 'gold') })).map(goldIdOf);
}

export const goldSuite: Suite = {
  'a gold task goes before the task that it looks like, which stays for the worker': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const [item] = await addGold(stage, 1);
    const workerId = stage.ids.next('worker');
    const request = stage.claimRequest(workerId, { count: 2, trust: claimTrust(stage, 'gold') });
    const first = await stage.storage.work.claim(request);
    const gold = first.tasks.find((task) => task.gold !== undefined);
    assert.deepEqual(new Set(first.tasks.map(goldIdOf)), new Set([item!.goldId, undefined]));
    assert.ok(first.tasks.some((task) => task.taskId === taskId));
    assert.equal(gold!.taskId.slice(0, 14), taskId!.slice(0, 14));
    assert.deepEqual(gold!.assignments, [
      {
        workerId,
        nonce: request.nonce,
        leaseExpiresAtMs: stage.nowMs + leaseMs,
        claimedAtMs: stage.nowMs,
      },
    ]);
    assert.deepEqual(await stage.task(gold!.taskId), gold);
    const again = await stage.storage.work.claim(request);
    const ids = (tasks: typeof first.tasks) => tasks.map((task) => task.taskId).sort();
    assert.deepEqual(ids(again.tasks), ids(first.tasks));
  },

  'no gold is mixed in where the draw, or the claim, does not want it': async (stage) => {
    await stage.open(await stage.customer(), 3);
    await addGold(stage, 3);
    const workerId = stage.ids.next('worker');
    const [drawn] = await stage.claim(workerId, { trust: claimTrust(stage, 'none') });
    const [plain] = await stage.claim(workerId);
    assert.deepEqual([drawn!.gold, plain!.gold], [undefined, undefined]);
  },

  'a worker never gets the same item twice, not after a skip or an ended lease either': async (stage) => {
    await stage.open(await stage.customer());
    const items = await addGold(stage, 6);
    const workerId = stage.ids.next('worker');
    const met: (string | undefined)[] = [];
    for (let i = 0; i < 6; i++) {
      const [task] = await stage.claim(workerId, {
        trust: claimTrust(stage, 'gold', {
          draws: claimTrust(stage, 'gold').draws.map((draw) => ({ ...draw, placeRandomness: 0.5 })),
        }),
      });
      met.push(goldIdOf(task!));
      if (i % 3 === 0) accepted(await stage.label(task!, workerId, 'cat'));
      if (i % 3 === 1) accepted(await stage.skip(task!, workerId));
      if (i % 3 === 2) {
        stage.nowMs += leaseMs;
        await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 10 });
      }
      await stage.settle();
    }
    const known = items.map((item) => item.goldId);
    assert.deepEqual(met, [...known.slice(3), ...known.slice(0, 3)]);
    assert.deepEqual(await takesGold(stage, workerId), [undefined]);
    const [added] = await addGold(stage, 1);
    await stage.open(await stage.customer());
    assert.deepEqual(await takesGold(stage, workerId), [added!.goldId]);
    assert.deepEqual(await takesGold(stage, stage.ids.next('worker')), [known[0]]);
  },

  'accounts of one person never meet the same item, and go on as anybody does once they are two people':
    async (stage) => {
      await stage.open(await stage.customer(), 6);
      const items = await addGold(stage, 9);
      const known = items.map(({ goldId }) => goldId);
      const [one, other, third] = [0, 1, 2].map(() => stage.ids.next('worker'));
      const takes = async (workerId: string, linkedIds: readonly string[], placeRandomness = 0) => {
        const terms = claimTrust(stage, 'gold');
        const draws = terms.draws.map((draw) => ({ ...draw, placeRandomness }));
        const trust = { ...terms, draws };
        const found = await stage.claim(workerId, { count: 1, linkedIds, trust });
        return found.map(goldIdOf);
      };
      const met = [
        ...(await takes(one!, [], 0.5)),
        ...(await takes(one!, [], 0.5)),
        ...(await takes(other!, [], 0)),
        ...(await takes(one!, [other!, third!])),
      ];
      assert.deepEqual(met, [known[4], known[5], known[0], known[6]]);
      const rest: (string | undefined)[] = [];
      for (let i = 0; i < 2; i++) {
        rest.push(...(await takes(other!, [one!, third!])));
        rest.push(...(await takes(third!, [one!, other!], 0.99)));
        rest.push(...(await takes(one!, [other!, third!])));
      }
      assert.deepEqual([...met, ...rest].filter((id) => id !== undefined).sort(), known.toSorted());
      for (const [workerId, linkedIds] of [
        [one!, [other!, third!]],
        [other!, [one!, third!]],
      ] as const)
        assert.deepEqual(await takes(workerId, linkedIds), [undefined]);
      assert.ok(
        known.includes((await takes(stage.ids.next('worker'), []))[0] ?? ''),
        'strangers meet them all',
      );
      assert.ok(
        known.includes((await takes(third!, []))[0] ?? ''),
        'who is somebody else meets what is left',
      );
    },

  'a right answer is decided and paid, a wrong one is not, and no customer has a share in it': async (
    stage,
  ) => {
    const customerId = await stage.customer(10);
    await stage.open(customerId);
    const [item] = await addGold(stage, 1);
    const [right, wrong] = [stage.ids.next('worker'), stage.ids.next('worker')];
    const [hit] = await meetGold(stage, right, 'cat', 1);
    const [miss] = await meetGold(stage, wrong, 'bird', 1);
    assert.deepEqual([hit!.state, hit!.payment.kind, hit!.customerId], ['verified', 'due', houseCustomerId]);
    assert.deepEqual([miss!.state, miss!.payment.kind], ['expired', 'none']);
    assert.equal(await stage.quotaLeft(customerId), 9);
    const { settlement, tasks } = await stage.storeBatch(await stage.lane());
    assert.deepEqual(
      tasks.map((task) => task.taskId),
      [hit!.taskId],
    );
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    assert.equal((await stage.task(hit!.taskId)).state, 'settled');
    assert.equal((await stage.storage.workers.totals(right)).paidLabels, 1);
    assert.deepEqual(await stage.storage.events.undispatched(10), []);
    assert.deepEqual(await stage.storage.billing.months(houseCustomerId, { limit: 10, before: null }), []);
    const { gold: _gold, figures: _figures, ...counts } = (await stage.storage.gold.get(item!.goldId))!;
    assert.deepEqual(counts, { right: 1, missed: 1, retiredAtMs: null });
    const [known, unknown] = await Promise.all([
      stage.storage.trust.sums(right),
      stage.storage.trust.sums(wrong),
    ]);
    assert.deepEqual([known.goldRight, known.creditMicros], [1, 1_000_000]);
    assert.deepEqual([unknown.goldMissed, unknown.creditMicros], [1, -500_000]);
  },

  'a gold task is for its worker alone': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    await addGold(stage, 1);
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId, { trust: claimTrust(stage, 'gold') });
    const other = stage.ids.next('worker');
    const nonce = nonceOf(task!, workerId);
    const assign = { do: 'assign', workerId: other, nonce, leaseMs, nowMs: stage.nowMs } as const;
    assert.equal((await stage.change(task!.taskId, assign)).kind, 'refused');
    accepted(await stage.skip(task!, workerId));
    await stage.settle();
    const claimed = await stage.claim(other, { count: 5 });
    assert.deepEqual(
      claimed.map((one) => one.taskId),
      [taskId],
    );
  },

  'gold alone: items of the kind that is next, then others, until the worker has met all': async (stage) => {
    await stage.open(await stage.customer());
    const [own] = await addGold(stage, 1);
    const [other] = await addGold(stage, 1, { template: 'f'.repeat(32) });
    await addGold(stage, 1, { template: 'e'.repeat(32), language: 'de' });
    const workerId = stage.ids.next('worker');
    const claim = () =>
      stage.storage.work.claim(
        stage.claimRequest(workerId, { count: 1, trust: claimTrust(stage, 'none', { goldOnly: true }) }),
      );
    assert.deepEqual((await claim()).tasks.map(goldIdOf), [own!.goldId]);
    assert.deepEqual((await claim()).tasks.map(goldIdOf), [other!.goldId]);
    assert.deepEqual(await claim(), { tasks: [], more: false, isGoldUsedUp: true });
    const back = await stage.claim(workerId, { trust: claimTrust(stage, 'none') });
    assert.equal(back.length, 1, 'their place in the queue has stayed');
  },

  'what a customer gave is mixed among that customer’s tasks alone, before the operator’s': async (stage) => {
    const [ada, bob] = [await stage.customer(), await stage.customer()];
    const [hers] = await addGold(stage, 1, { owner: ada });
    const [operators] = await addGold(stage, 1);
    await stage.open(bob);
    const workerId = stage.ids.next('worker');
    assert.deepEqual(new Set(await takesGold(stage, workerId, 2)), new Set([operators!.goldId, undefined]));
    await stage.open(ada);
    assert.deepEqual(new Set(await takesGold(stage, workerId, 2)), new Set([hers!.goldId, undefined]));
    const lists = await Promise.all(
      [ada, null, undefined].map((owner) =>
        stage.storage.gold.list({ limit: 10, before: null, ...(owner === undefined ? {} : { owner }) }),
      ),
    );
    const ids = lists.map((list) => list.map(({ gold }) => gold.goldId));
    assert.deepEqual(ids, [[hers!.goldId], [operators!.goldId], [operators!.goldId, hers!.goldId]]);
  },

  'gold that reads as the task does goes first, then gold of its template, then any, and nobody meets an item twice':
    async (stage) => {
      const customerId = await stage.customer();
      const [taskId] = await stage.open(customerId);
      const { labelSpec } = await stage.task(taskId!);
      const other = { ...labelSpec, instructions: 'In other words.' };
      const [made] = await addGold(stage, 1, { template: 'e'.repeat(32) });
      const { reading: _reading, ...older } = {
        ...made!,
        goldId: stage.ids.next('gold'),
        template: templateOf(await stage.task(taskId!)),
      };
      await stage.storage.gold.add([older]);
      const [elsewhere] = await addGold(stage, 1, {
        labelSpec: other,
        reading: readingKey(other, sha256),
      });
      const [spanish] = await addGold(stage, 1, { language: 'es' });
      const [alike] = await addGold(stage, 1);
      const workerId = stage.ids.next('worker');
      const met: (string | undefined)[] = [];
      for (let i = 0; i < 4; i++) met.push(...(await takesGold(stage, workerId)));
      assert.equal(met[0], alike!.goldId);
      assert.deepEqual(new Set(met.slice(1, 3)), new Set([older.goldId, elsewhere!.goldId]));
      assert.equal(met[3], made!.goldId);
      assert.ok(!met.includes(spanish!.goldId));
    },

  'gold looks like one of the tasks that are next, not always like the first of them': async (stage) => {
    const customerId = await stage.customer();
    const colours = ['red', 'blue'];
    await stage.open(customerId);
    await stage.open(customerId, 3, { labelSpec: { question: 'Colour?', options: colours } });
    const labelSpec = { question: 'Colour?', options: colours };
    const template = templateOf({ type: stage.order(customerId).type, labelSpec });
    const [first] = await addGold(stage, 1);
    const [behind] = await addGold(stage, 1, {
      labelSpec,
      template,
      reading: readingKey(labelSpec, sha256),
    });
    const takes = async (placeRandomness: number) => {
      const draws = claimTrust(stage, 'gold').draws.map((draw) => ({ ...draw, placeRandomness }));
      const trust = claimTrust(stage, 'gold', { draws });
      return (await stage.claim(stage.ids.next('worker'), { count: 1, trust })).map(goldIdOf);
    };
    assert.deepEqual(await takes(0), [first!.goldId]);
    assert.deepEqual(await takes(0.9), [behind!.goldId]);
  },

  'an item that is retired, or that most miss, is given out no more': async (stage) => {
    await stage.open(await stage.customer());
    const [retired] = await addGold(stage, 1);
    await stage.storage.gold.add([retired!]);
    assert.equal(
      (await stage.storage.gold.retire({ goldId: retired!.goldId, nowMs: stage.nowMs }))?.retiredAtMs,
      stage.nowMs,
    );
    stage.nowMs += 1;
    const again = await stage.storage.gold.retire({ goldId: retired!.goldId, nowMs: stage.nowMs });
    assert.equal(again?.retiredAtMs, stage.nowMs - 1);
    assert.equal(await stage.storage.gold.retire({ goldId: 'gld_unknown', nowMs: stage.nowMs }), null);
    assert.deepEqual(await takesGold(stage, stage.ids.next('worker')), [undefined]);
    await stage.open(await stage.customer());
    const [wrong] = await addGold(stage, 1);
    for (let i = 0; i < 8; i++) await meetGold(stage, stage.ids.next('worker'), 'dog', 1);
    assert.equal((await stage.storage.gold.get(wrong!.goldId))?.missed, 8);
    assert.notEqual((await stage.storage.gold.get(wrong!.goldId))?.retiredAtMs, null);
    assert.deepEqual(await takesGold(stage, stage.ids.next('worker')), [undefined]);
  },
};
