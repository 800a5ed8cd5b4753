import assert from 'node:assert/strict';
import { sats } from '@asg/domain';
import { payoutRules } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const price = { usd: 20, source: 'default' } as const;
/** Midnight UTC at which a month ends. */
const monthEndMs = Date.UTC(2025, 7, 1);

/** Settles one task of the customer with these labels at `seenAtMs`; its settlement. */
async function settleOne(stage: Stage, customerId: string, seenAtMs: number): Promise<string> {
  const [taskId] = await stage.open(customerId);
  await stage.labels(taskId!, 'cat', 'cat', 'dog');
  const { settlement } = await stage.storeBatch(await stage.lane());
  stage.nowMs = seenAtMs;
  await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
  return settlement.settlementId;
}

const one = {
  tasksSettled: 1,
  tasksPaidUnlabelled: 0,
  payoutSats: 2 * payoutRules.payoutSats,
  feeSats: 0,
  labelsSaved: 0,
  goldAnswersPaid: 0,
  balanceSats: 0,
};

export const billingSuite: Suite = {
  'a settlement is booked once for each customer, on the day it was seen': async (stage) => {
    const { storage } = stage;
    const [ada, bob] = [await stage.customer(), await stage.customer()];
    const early = { policy: 'threshold', threshold: 5, earlyStop: true, maxLabels: 11 } as const;
    const [first, second] = [
      await stage.open(ada, 1),
      await stage.open(ada, 1, { consensus: early }),
    ].flat() as [string, string];
    const [third] = await stage.open(bob);
    await stage.labels(first, 'cat', 'cat', 'dog');
    await stage.labels(second, 'cat', 'cat', 'cat');
    await stage.labels(third!, 'dog');
    await storage.tasks.cancel({ taskId: third!, nowMs: stage.nowMs });
    await stage.settle();
    const { settlement } = await stage.storeBatch(await stage.lane());
    assert.deepEqual(await storage.billing.months(ada, { limit: 9, before: null }), []);
    stage.nowMs = monthEndMs - 1;
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    stage.nowMs = monthEndMs;
    await stage.advance(settlement.settlementId, 'contested', 'mined', 'stale', 'seen');
    const payoutSats = sats(5 * payoutRules.payoutSats);
    const sums = { ...one, tasksSettled: 2, payoutSats, labelsSaved: 2 };
    assert.deepEqual(await storage.billing.days(ada, '2025-07'), [{ date: '2025-07-31', ...sums }]);
    assert.deepEqual(await storage.billing.month(ada, '2025-07'), {
      customerId: ada,
      month: '2025-07',
      ...sums,
      closed: null,
    });
    assert.deepEqual(await storage.billing.days(ada, '2025-08'), []);
    const unlabelled = {
      ...one,
      tasksSettled: 0,
      tasksPaidUnlabelled: 1,
      payoutSats: payoutRules.payoutSats,
    };
    assert.deepEqual(await storage.billing.days(bob, '2025-07'), [{ date: '2025-07-31', ...unlabelled }]);
  },

  'a month closes once, and what is settled with an earlier clock afterwards is not in it': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    await settleOne(stage, customerId, monthEndMs - 1);
    await settleOne(stage, customerId, monthEndMs);
    assert.deepEqual(await storage.billing.openMonths('2025-08', 9), [{ customerId, month: '2025-07' }]);
    const close = { customerId, month: '2025-07', nowMs: monthEndMs + 600_000, price };
    await storage.billing.closeMonth(close);
    await storage.billing.closeMonth({
      ...close,
      nowMs: close.nowMs + 1,
      price: { usd: 99, source: 'configured' },
    });
    const closed = await storage.billing.month(customerId, '2025-07');
    assert.deepEqual(closed, {
      customerId,
      month: '2025-07',
      ...one,
      closed: { atMs: monthEndMs + 600_000, price },
    });
    assert.deepEqual(await storage.billing.openMonths('2025-08', 9), []);

    await settleOne(stage, customerId, monthEndMs - 1);
    assert.deepEqual(await storage.billing.month(customerId, '2025-07'), closed);
    assert.deepEqual(await storage.billing.days(customerId, '2025-07'), [{ date: '2025-07-31', ...one }]);
    const two = { ...one, tasksSettled: 2, payoutSats: 2 * one.payoutSats };
    assert.deepEqual(await storage.billing.days(customerId, '2025-08'), [{ date: '2025-08-01', ...two }]);
    await storage.billing.closeMonth({ ...close, month: '2025-06' });
    assert.equal(await storage.billing.month(customerId, '2025-06'), null);
  },

  'months are paged, the newest first; the open ones of all customers, the oldest first': async (stage) => {
    const { storage } = stage;
    const [ada, bob] = [await stage.customer(), await stage.customer()];
    for (const month of [6, 7, 8]) {
      await settleOne(stage, ada, Date.UTC(2025, month, 3));
      await settleOne(stage, bob, Date.UTC(2025, month, 4));
    }
    const months = async (limit: number, before: string | null) =>
      (await storage.billing.months(ada, { limit, before })).map((month) => month.month);
    assert.deepEqual(await months(2, null), ['2025-09', '2025-08']);
    assert.deepEqual(await months(2, '2025-08'), ['2025-07']);
    assert.deepEqual(
      (await storage.billing.openMonths('2025-09', 3)).map(({ month }) => month),
      ['2025-07', '2025-07', '2025-08'],
    );
    assert.equal((await storage.billing.openMonths('2025-09', 9)).length, 4);
  },
};
