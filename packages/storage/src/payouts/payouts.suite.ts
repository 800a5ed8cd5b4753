import assert from 'node:assert/strict';
import { sats } from '@asg/domain';
import { aSettlement, payoutRules } from '../contract/builders.ts';
import { dueTasks } from '../contract/due-tasks.ts';
import type { Suite } from '../contract/suite.ts';

/** What is owed, carried and paid to workers. */
export const payoutSuite: Suite = {
  'a sum below the minimum is carried to the next batch': async (stage) => {
    await dueTasks(stage, 1);
    const rules = { ...payoutRules, payoutMinSats: sats(400) };
    let lane = await stage.lane();
    const settlementId = stage.ids.next('settlement');
    const tasks = await stage.reserve(lane, settlementId);
    const made = { settlementId, laneId: lane.laneId, coin: lane.coin! };
    const small = aSettlement(stage.ids, tasks, made, new Map(), rules);
    for (let i = 0; i < 2; i++)
      await stage.storage.settlement.store({ settlement: small, token: lane.token });
    await stage.settle();
    const { workerId } = small.payees[0]!;
    assert.equal((await stage.storage.workers.totals(workerId)).carriedSats, 325);
    assert.equal((await stage.storage.payouts.payees([workerId]))[0]!.carriedSats, 325);
    await stage.advance(settlementId, 'broadcasting', 'seen');
    const [line] = await stage.storage.payouts.earnings(workerId, { limit: 10, before: null });
    assert.deepEqual([line!.earnedSats, line!.paidSats], [325, 0]);

    await dueTasks(stage, 1);
    lane = await stage.lane();
    const nextId = stage.ids.next('settlement');
    const next = aSettlement(stage.ids, await stage.reserve(lane, nextId), {
      settlementId: nextId,
      laneId: lane.laneId,
      coin: lane.coin!,
    });
    const payee = { workerId, labels: 1, earnedSats: sats(325), carriedInSats: sats(325) };
    const stale = {
      ...next,
      payees: [
        {
          ...payee,
          carriedInSats: sats(0),
          paidSats: sats(325),
          carriedOutSats: sats(0),
          outputs: [],
        },
      ],
    };
    const token = lane.token;
    assert.equal(await stage.storage.settlement.store({ settlement: stale, token }), 'carry_changed');
    const settlement = {
      ...next,
      payees: [{ ...payee, paidSats: sats(650), carriedOutSats: sats(0), outputs: [] }],
    };
    assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
    await stage.advance(nextId, 'broadcasting', 'seen');
    const totals = await stage.storage.workers.totals(workerId);
    assert.deepEqual([totals.paidSats, totals.carriedSats, totals.paidLabels], [650, 0, 2]);
  },

  'earnings are paged, the newest first': async (stage) => {
    const [workerId, made] = [stage.ids.next('worker'), [] as string[]];
    for (let i = 0; i < 5; i++) {
      await dueTasks(stage, 1);
      const lane = await stage.lane();
      const settlementId = stage.ids.next('settlement');
      const plain = aSettlement(stage.ids, await stage.reserve(lane, settlementId), {
        settlementId,
        laneId: lane.laneId,
        coin: lane.coin!,
      });
      const settlement = { ...plain, payees: [{ ...plain.payees[0]!, workerId }] };
      await stage.storage.settlement.store({ settlement, token: lane.token });
      await stage.advance(settlementId, 'broadcasting', 'seen');
      made.unshift(settlementId);
    }
    const paged: string[] = [];
    for (let before: string | null = null; ; ) {
      const page = await stage.storage.payouts.earnings(workerId, { limit: 2, before });
      if (page.length === 0) break;
      paged.push(...page.map((earning) => earning.settlementId));
      before = page.at(-1)!.settlementId;
    }
    assert.deepEqual(paged, made);
    // A page may begin at any place: a year's does where the next year begins, though no settlement has that id.
    const of = async (before: string): Promise<readonly string[]> =>
      (await stage.storage.payouts.earnings(workerId, { limit: 9, before })).map((one) => one.settlementId);
    const [latest, ...earlier] = made;
    assert.deepEqual(await of(`${latest!.slice(0, -1)}Z~`), made);
    assert.deepEqual(await of(latest!), earlier);
    assert.deepEqual(await of('stl_00000000000000000000000000'), []);
  },
};
