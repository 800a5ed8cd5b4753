import assert from 'node:assert/strict';
import type { Cover, OpenTasksOutcome } from '@asg/domain';
import { anEntry, balanceNow, fundedCustomer, usualCap, usualCover } from '../contract/money.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import type { OpenTasks } from '../tasks/store.ts';

const ownCover = { ...usualCover, isForOwn: true } as const;

function tasksOf(stage: Stage, customerId: string, count: number, cover: Cover): OpenTasks {
  const orders = Array.from({ length: count }, () => stage.order(customerId, { cover }));
  return stage.request(customerId, orders);
}

const isOpened = ({ kind }: OpenTasksOutcome): boolean => kind === 'opened';

export const ownMoneySuite: Suite = {
  'own people’s tasks take what came in beside the allowance alone, also two at once, until it comes back':
    async (stage) => {
      const customerId = await fundedCustomer(stage, 3 * usualCap);
      const allowance = anEntry(stage, customerId, 3 * usualCap, { kind: 'allowance' });
      assert.equal(await stage.storage.balance.enter(allowance), 'entered');
      const open = (request: OpenTasks) => stage.storage.tasks.open(request);
      const own = (count: number) => tasksOf(stage, customerId, count, ownCover);
      const ownNow = async (): Promise<number> => (await balanceNow(stage, customerId)).ownSats;

      const batch = { batchId: stage.ids.next('batch'), idempotency: null };
      const pair = await Promise.all([open({ ...own(2), batch }), open(own(2))]);
      const [refused] = pair.filter((outcome) => !isOpened(outcome));
      const short = { kind: 'funds_short', missingSats: usualCap, freeSats: usualCap, isForOwn: true };
      assert.deepEqual(refused, short);
      assert.equal(pair.filter(isOpened).length, 1);
      await stage.settle();
      assert.equal(await ownNow(), 2 * usualCap);

      const ones = await Promise.all(Array.from({ length: 4 }, () => open(own(1))));
      const opened = ones.flatMap((outcome) => (outcome.kind === 'opened' ? outcome.tasks : []));
      assert.equal(opened.length, 1);
      // As much as the allowance is free still, and goes to other tasks alone.
      const refund = (by: number) => anEntry(stage, customerId, 0 - by, { kind: 'refund' });
      assert.equal(await stage.storage.balance.enter(refund(1)), 'funds_short');
      assert.ok(isOpened(await open(tasksOf(stage, customerId, 2, usualCover))));

      for (const { taskId } of opened) await stage.storage.tasks.cancel({ taskId, nowMs: stage.nowMs });
      await stage.settle();
      assert.equal(await ownNow(), 2 * usualCap);
      assert.equal((await open(own(2))).kind, 'funds_short');
      const [last, left] = await Promise.all([open(own(1)), stage.storage.balance.enter(refund(usualCap))]);
      assert.equal(isOpened(last), left === 'funds_short');
    },
};
