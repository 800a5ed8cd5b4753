import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LaneRecord, type SettlementRecord, sats } from '@asg/domain';
import { StorageUnavailable } from '@asg/storage';
import { aSettlement, Stage, startMs } from '@asg/storage/contract';
import { faultyStore } from './parts/faulty-client.ts';
import { freshName, openStore } from './stores.ts';

const carriedSats = sats(1_300);
const earnedSats = sats(325);
const nothing = sats(0);
const retriesMax = 3;

/** What a settlement may leave behind when its process dies at a command, and where the next one for the worker is made. */
const variants = [
  { title: 'on the same lane', hasLabels: false, nextLane: '' },
  { title: 'on another lane', hasLabels: false, nextLane: ' b' },
  { title: 'with labels, on the same lane', hasLabels: true, nextLane: '' },
] as const;

class CarriedStory {
  readonly stage: Stage;
  readonly #hasLabels: boolean;

  constructor(stage: Stage, hasLabels: boolean) {
    this.stage = stage;
    this.#hasLabels = hasLabels;
  }

  async carriedOf(workerId: string): Promise<number> {
    return (await this.stage.storage.payouts.payees([workerId]))[0]!.carriedSats;
  }

  /** Leaves the worker a sum that is due. */
  async carry(lane: LaneRecord, workerId: string): Promise<void> {
    const carried = { sinceMs: startMs, dueAtMs: startMs };
    const sums = { labels: 4, earnedSats: carriedSats, carriedInSats: nothing, paidSats: nothing };
    const settlement = {
      ...this.#settlement(lane),
      payees: [{ workerId, ...sums, carriedOutSats: carriedSats, outputs: [], carried }],
    };
    assert.equal(await this.stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
  }

  #settlement({ laneId, coin }: LaneRecord): SettlementRecord {
    const settlementId = this.stage.ids.next('settlement');
    return aSettlement(this.stage.ids, [], { settlementId, laneId, coin: coin! });
  }

  /** Pays what is carried by now, and a label if the story has labels; from where the lane stands. */
  async plan(laneId: string, workerId: string): Promise<{ settlement: SettlementRecord; token: number }> {
    const { stage } = this;
    const carriedInSats = sats(await this.carriedOf(workerId));
    const lane = (await stage.storage.lanes.get(laneId))!;
    const plain = this.#settlement(lane);
    const tasks = this.#hasLabels ? await stage.reserve(lane, plain.settlementId, 1) : [];
    const [labels, earned] = this.#hasLabels ? [1, earnedSats] : [0, nothing];
    const paidSats = sats(carriedInSats + earned);
    const sums = { labels, earnedSats: earned, carriedInSats, paidSats, carriedOutSats: nothing };
    const costs = { costSats: earned, payoutSats: earned, feeSats: nothing };
    const paid = tasks.map(({ taskId }) => ({ taskId, ...costs }));
    const settlement = { ...plain, tasks: paid, payees: [{ workerId, ...sums, outputs: [] }] };
    return { settlement, token: lane.token };
  }
}

for (const { title, hasLabels, nextLane } of variants) {
  test(`carried pay is paid once, whatever command its settlement dies at: planned again ${title}`, async (t) => {
    const name = freshName();
    const storage = await openStore(name);
    t.after(() => storage.close());
    const stage = new Stage({ storage, lossy: false });
    const story = new CarriedStory(stage, hasLabels);
    const customerId = await stage.customer();
    const outcomes = new Set<string>();
    for (let after = 0, isDead = true; isDead; after++) {
      const workerId = stage.ids.next('worker');
      const laneId = `lane ${after}`;
      await story.carry(await stage.lane(laneId), workerId);
      await stage.settle();
      if (nextLane !== '') await stage.lane(laneId + nextLane);
      for (const taskId of hasLabels ? await stage.open(customerId, 2) : [])
        await stage.labels(taskId, 'cat', 'cat', 'dog');

      const first = await story.plan(laneId, workerId);
      const faulty = await faultyStore(name, { kind: 'dies', after, isLast: after % 2 === 0 });
      t.after(() => faulty.storage.close());
      isDead = await faulty.storage.settlement.store(first).then(
        () => false,
        (error: unknown) => {
          assert.ok(error instanceof StorageUnavailable);
          return true;
        },
      );
      const made = [first.settlement];
      for (let attempt = 0; (await story.carriedOf(workerId)) > 0; attempt++) {
        assert.ok(attempt < retriesMax, `dead at ${after}: ${[...outcomes].join()}`);
        const next = await story.plan(laneId + nextLane, workerId);
        const outcome = await storage.settlement.store(next);
        outcomes.add(outcome);
        made.push(next.settlement);
        if (outcome !== 'stored') await storage.settlement.release(next.settlement.settlementId);
        if (attempt > 0) await stage.settle();
      }
      await stage.settle();

      const stored = await Promise.all(made.map(({ settlementId }) => storage.settlement.get(settlementId)));
      const payees = stored.flatMap((settlement) => settlement?.payees ?? []);
      const paidOfCarried = payees.reduce((sum, payee) => sum + payee.carriedInSats, 0);
      assert.equal(paidOfCarried, carriedSats, `dead at ${after}`);
      assert.equal(await story.carriedOf(workerId), 0, `dead at ${after}`);
    }
    assert.deepEqual([...outcomes].sort(), ['carry_changed', 'stored']);
  });
}
