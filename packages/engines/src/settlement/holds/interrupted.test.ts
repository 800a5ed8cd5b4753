import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppealRecord } from '@asg/domain';
import { Withdrawals } from '@asg/people';
import { seededRandom } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import { faultyStorage } from '@asg/storage/faults';
import { dayMs, holdBench, holdRules } from '../../testing/hold-bench.ts';
import { settle } from '../../testing/settlement-bench.ts';
import { HoldRounds } from './hold-rounds.ts';

const histories = 8;
const steps = 25;
const seedFirst = 20_261_130;

let [forfeited, withdrawn] = [0, 0];

/**
 * Histories of a new worker in which each round ends at some read or write, as by a kill: its answer is lost, or it never
 * happened. What has been paid is at last with the worker, held for them, or back with who paid it, once.
 */
for (let number = 0; number < histories; number++) {
  const seed = seedFirst + number;
  test(`held pay is neither lost nor made up, however often the rounds are cut off (seed ${seed})`, async (t) => {
    const bench = await holdBench(t);
    const { kim, chain, clock, storage, settling, taskOf, customerId, context, heldOnChain } = bench;
    const random = seededRandom(`${seed}`);
    const below = (count: number): number => Buffer.from(random.bytes(4)).readUInt32BE() % count;
    const plan = { seed, refused: 0.08, lostAnswer: 0.08, delayed: 0 };
    const faulty = faultyStorage(storage, plan).storage;
    const withdrawals = new Withdrawals({ ...context, storage: faulty }, holdRules);
    const cutOff = new HoldRounds(
      { ...context, storage: faulty },
      { rules: holdRules, withdraw: (workerId) => withdrawals.requestFor(workerId) },
    );
    const customers = [customerId, await bench.newCustomer()];
    let earned = 0;
    const isSuspended = async () => (await storage.workers.get(kim))!.status === 'suspended';
    const work = async (): Promise<void> => {
      if (await isSuspended()) return;
      await taskOf(customers[below(2)]!, kim);
      earned += 325;
    };
    const acts: readonly (() => Promise<unknown>)[] = [
      work,
      work,
      work,
      async () => {
        const suspension = { reason: 'r', atMs: clock.nowMs() };
        if (!(await isSuspended())) await storage.workers.setStatus({ workerId: kim, suspension });
      },
      () => storage.workers.setStatus({ workerId: kim, suspension: null }),
      async () => {
        const { suspension } = (await storage.workers.get(kim))!;
        if (suspension === undefined) return;
        const about = { kind: 'suspension', sinceMs: suspension.atMs, reason: 'r' } as const;
        const appeal: AppealRecord = {
          appealId: context.ids.next('appeal'),
          workerId: kim,
          about,
          message: 'm',
          openedAtMs: clock.nowMs(),
          answer: null,
        };
        await storage.appeals.open({ appeal, openMax: 20 });
      },
      async () => {
        for (const { appealId } of await storage.appeals.waiting({ limit: 20, before: null })) {
          const answer = { appealId, upheld: below(2) === 0, text: 't', nowMs: clock.nowMs() };
          await storage.appeals.answer(answer);
        }
      },
      async () => clock.advance(below(5 * dayMs)),
      async () => clock.advance(holdRules.appealMs),
      async () => ((await isSuspended()) ? clock.advance(holdRules.appealMs) : undefined),
      async () => chain.mine(),
      () => settle(settling),
      () => settle(settling),
    ];
    for (let step = 0; step < steps; step++) {
      await acts[below(acts.length)]!();
      clock.advance(6_000);
      await settle(settling);
      for (let round = 0; round < 3; round++) {
        await cutOff.round().catch((error: unknown) => {
          if (!(error instanceof StorageUnavailable)) throw error;
        });
      }
    }
    // At the end nothing is cut off any more, and what was begun is done.
    await storage.workers.setStatus({ workerId: kim, suspension: null });
    await bench.wait(holdRules.holdMs + dayMs, dayMs);
    const moved = async (purpose: 'withdrawal' | 'forfeit'): Promise<number> =>
      (await storage.settlement.inStates(['seen', 'mined', 'final'], 500))
        .filter((one) => one.purpose === purpose)
        .reduce((sum, { outputs }) => sum + outputs.reduce((all, { satoshis }) => all + satoshis, 0), 0);
    const held = await heldOnChain();
    assert.equal(held, 0, 'they are mature, and have a wallet');
    const direct = await paidDirectly();
    assert.equal(earned, held + direct + (await moved('withdrawal')) + (await moved('forfeit')));
    let entered = 0;
    for (const of of customers)
      for (const { kind, sats } of await storage.balance.entries(of, { limit: 500, before: null }))
        if (kind === 'forfeit') entered += sats;
    assert.equal(entered, await moved('forfeit'));
    forfeited += entered;
    withdrawn += await moved('withdrawal');
    await bench.audited();

    async function paidDirectly(): Promise<number> {
      const payments = await storage.settlement.inStates(['seen', 'mined', 'final'], 500);
      const payees = payments.flatMap((payment) => payment.payees);
      return payees.filter((one) => one.held !== true).reduce((sum, one) => sum + one.paidSats, 0);
    }
  });
}

test('some of these histories forfeit pay, and some move it to the wallet', () => {
  assert.ok(forfeited > 0 && withdrawn > 0, `${forfeited} and ${withdrawn} satoshis`);
});
