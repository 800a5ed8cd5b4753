import assert from 'node:assert/strict';
import { sats, utcMonth } from '@asg/domain';
import { figures, fundedCustomer, price } from '../contract/money.ts';
import { accepted, leaseMs, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { addGold, claimTrust, meetGold } from '../contract/trust-stage.ts';

const labelSats = 357;
const terms = { price, allowance: { allowanceSats: sats(0), perDaySats: sats(0) } };

/** An account that pays from its balance, with a task in the queue and gold of its own. */
async function owner(stage: Stage, by: number, items = 5): Promise<string> {
  const customerId = await fundedCustomer(stage, by);
  await stage.storage.customers.change({ customerId, changeId: 'up', tier: 'growth' });
  await stage.open(customerId);
  await addGold(stage, items, { owner: customerId });
  return customerId;
}

const claimsGold = (stage: Stage) => ({ trust: claimTrust(stage, 'gold', terms) });

export const goldBillSuite: Suite = {
  'a right answer to a customer’s gold is on their bill, a wrong one is not': async (stage) => {
    const customerId = await owner(stage, 1_000);
    const [hit] = await meetGold(stage, stage.ids.next('worker'), 'cat', 1, claimsGold(stage));
    assert.equal(hit!.gold?.owner, customerId);
    assert.deepEqual(hit!.cover, { capSats: labelSats, ...price, from: 'balance' });
    assert.deepEqual(await figures(stage, customerId), [1_000 - labelSats, labelSats, 0]);
    await meetGold(stage, stage.ids.next('worker'), 'dog', 1, claimsGold(stage));
    assert.deepEqual(await figures(stage, customerId), [1_000 - labelSats, labelSats, 0]);
    const { settlement } = await stage.storeBatch(await stage.lane());
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    assert.deepEqual(await figures(stage, customerId), [1_000 - labelSats, 0, labelSats]);
    const [month] = await stage.storage.billing.months(customerId, { limit: 2, before: null });
    assert.deepEqual([month!.payoutSats, month!.feeSats, month!.tasksSettled], [325, 32, 0]);
    const [day, ...more] = await stage.storage.billing.days(customerId, utcMonth(stage.nowMs));
    assert.deepEqual(
      [day?.goldAnswersPaid, day?.balanceSats, day?.tasksSettled, more],
      [1, labelSats, 0, []],
    );
  },

  'a lease that ends, and a skip, give back what was reserved for the gold': async (stage) => {
    const customerId = await owner(stage, 1_000);
    const workers = [stage.ids.next('worker'), stage.ids.next('worker')];
    const [skipped] = await stage.claim(workers[0]!, claimsGold(stage));
    await stage.claim(workers[1]!, claimsGold(stage));
    assert.deepEqual(await figures(stage, customerId), [1_000 - 2 * labelSats, 2 * labelSats, 0]);
    accepted(await stage.skip(skipped!, workers[0]!));
    stage.nowMs += leaseMs;
    await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 10 });
    await stage.settle();
    assert.deepEqual(await figures(stage, customerId), [1_000, 0, 0]);
  },

  'where the balance does not cover it none of their gold is given, nor used up': async (stage) => {
    const customerId = await owner(stage, labelSats - 1, 1);
    const workerId = stage.ids.next('worker');
    const [plain] = await stage.claim(workerId, claimsGold(stage));
    assert.equal(plain!.gold, undefined);
    await stage.storage.balance.enter({
      entryId: 'more',
      customerId,
      kind: 'grant',
      sats: 1,
      atMs: stage.nowMs,
      note: null,
      ref: null,
    });
    await stage.open(customerId);
    const [gold] = await stage.claim(workerId, claimsGold(stage));
    assert.equal(gold!.gold?.owner, customerId);
    assert.deepEqual(await figures(stage, customerId), [0, labelSats, 0]);
  },

  'the same claim sent again reserves once': async (stage) => {
    const customerId = await owner(stage, 1_000);
    const request = stage.claimRequest(stage.ids.next('worker'), claimsGold(stage));
    const first = await stage.storage.work.claim(request);
    const again = await stage.storage.work.claim(request);
    assert.deepEqual(again.tasks, first.tasks);
    await stage.settle();
    assert.deepEqual(await figures(stage, customerId), [1_000 - labelSats, labelSats, 0]);
  },

  'a sandbox account’s gold takes of its allowance, and of the day of all of them': async (stage) => {
    const customerId = await stage.customer();
    await stage.open(customerId);
    await addGold(stage, 5, { owner: customerId });
    const allowance = { allowanceSats: sats(10 * labelSats), perDaySats: sats(2 * labelSats) };
    const given = async (): Promise<string | null | undefined> => {
      const trust = claimTrust(stage, 'gold', { price, allowance });
      const [task] = await stage.claim(stage.ids.next('worker'), { trust });
      return task?.gold?.owner;
    };
    assert.deepEqual([await given(), await given(), await given()], [customerId, customerId, undefined]);
    await stage.settle();
    assert.deepEqual(await figures(stage, customerId), [8 * labelSats, 2 * labelSats, 0]);
  },

  'a miss that is conceded is paid by the house': async (stage) => {
    const customerId = await owner(stage, 1_000);
    const workerId = stage.ids.next('worker');
    const [miss] = await meetGold(stage, workerId, 'dog', 1, claimsGold(stage));
    accepted(
      await stage.change(miss!.taskId, {
        do: 'concede',
        workerId,
        appealId: stage.ids.next('appeal'),
        nowMs: stage.nowMs,
      }),
    );
    await stage.settle();
    const { settlement } = await stage.storeBatch(await stage.lane());
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    assert.equal((await stage.storage.workers.totals(workerId)).paidSats, price.payoutSats);
    assert.deepEqual(await figures(stage, customerId), [1_000, 0, 0]);
  },
};
