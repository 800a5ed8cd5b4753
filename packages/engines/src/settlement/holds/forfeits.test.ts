import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AppealRecord, forfeitedCoins } from '@asg/domain';
import { dayMs, holdBench, holdRules } from '../../testing/hold-bench.ts';
import { settle } from '../../testing/settlement-bench.ts';

const { appealMs } = holdRules;

/** A new worker who was paid for two customers' tasks and for gold, and is suspended. */
async function suspendedBench(t: TestContext) {
  const parts = await holdBench(t);
  const { kim, taskOf, customerId, newCustomer, rightGold, step, storage, clock, context } = parts;
  const other = await newCustomer();
  await taskOf(customerId, kim);
  await taskOf(other, kim);
  await taskOf(other, kim, await parts.worker(null));
  await rightGold(kim, 1);
  await step();
  await taskOf(other, kim);
  await step();
  assert.equal(await parts.heldOnChain(), 5 * 325);
  const suspension = { reason: 'answers without looking', atMs: clock.nowMs() };
  await storage.workers.setStatus({ workerId: kim, suspension });
  const entries = async (of: string): Promise<readonly number[]> =>
    (await storage.balance.entries(of, { limit: 100, before: null }))
      .filter(({ kind }) => kind === 'forfeit')
      .map(({ sats }) => sats);
  const appeal: AppealRecord = {
    appealId: context.ids.next('appeal'),
    workerId: kim,
    about: { kind: 'suspension', sinceMs: suspension.atMs, reason: suspension.reason },
    message: 'I did look.',
    openedAtMs: clock.nowMs(),
    answer: null,
  };
  return {
    ...parts,
    other,
    contest: () => storage.appeals.open({ appeal, openMax: 5 }),
    answer: (upheld: boolean) =>
      storage.appeals.answer({ appealId: appeal.appealId, upheld, text: 'Seen.', nowMs: clock.nowMs() }),
    /** What each of the two customers got back. */
    given: async () => [await entries(customerId), await entries(other)],
  };
}

const all = [[325], [975]];

test('after an uncontested suspension held pay goes back: to each customer their part, the house’s to nobody', async (t) => {
  const parts = await suspendedBench(t);
  const { wait, step, heldOnChain, given, withdrawn, storage, kim, clock, audited, withdrawals, worker } =
    parts;
  await wait(appealMs - dayMs);
  assert.deepEqual([await heldOnChain(), await given()], [5 * 325, [[], []]]);
  await wait(dayMs);
  assert.deepEqual([await heldOnChain(), await given(), await withdrawn()], [0, all, []]);
  await wait(3 * dayMs);
  assert.deepEqual(await given(), all, 'once');
  const reports = await withdrawals.forfeits(kim, 5);
  assert.deepEqual(
    reports.map(({ settlement }) =>
      forfeitedCoins(settlement!).reduce((sum, { satoshis }) => sum + satoshis, 0),
    ),
    [5 * 325],
  );
  assert.deepEqual(await withdrawals.forfeits(await worker(null), 5), []);
  const { forfeitId, lookAtMs } = (await storage.holds.get(kim))!;
  assert.deepEqual([forfeitId, lookAtMs], [null, null], 'nothing is left to look at');
  clock.advance(1_000);
  await step();
  await audited();
});

test('an appeal that waits stops it for as long as it waits; rejected it goes on at once', async (t) => {
  const { wait, contest, answer, heldOnChain, given, audited } = await suspendedBench(t);
  await contest();
  await wait(3 * appealMs);
  assert.deepEqual([await heldOnChain(), await given()], [5 * 325, [[], []]]);
  await answer(false);
  await wait(dayMs);
  assert.deepEqual([await heldOnChain(), await given()], [0, all]);
  await audited();
});

test('who is reinstated keeps the coins and begins anew; mature at last, they move to the wallet', async (t) => {
  const { wait, contest, answer, heldOnChain, given, withdrawn, withdrawals, storage, kim } =
    await suspendedBench(t);
  await contest();
  await answer(true);
  await wait(appealMs + dayMs);
  assert.deepEqual([await heldOnChain(), await given()], [5 * 325, [[], []]]);
  const held = await withdrawals.heldBack((await storage.workers.get(kim))!);
  assert.equal(held?.maturity.rightMissing, 3, 'right answers of before count no more');
  await wait(holdRules.holdMs);
  assert.deepEqual([await heldOnChain(), await withdrawn(), await given()], [0, [5 * 325], [[], []]]);
});

test('a reinstatement between the decision and the transaction stops the transaction', async (t) => {
  const { holds, clock, storage, kim, step, heldOnChain, given, wait, withdrawn } = await suspendedBench(t);
  clock.advance(appealMs);
  while (await holds.round());
  const { forfeitId } = (await storage.holds.get(kim))!;
  assert.ok(forfeitId);
  await storage.workers.setStatus({ workerId: kim, suspension: null });
  await step();
  assert.equal((await storage.moves.get(forfeitId))?.refusal, 'the worker was reinstated');
  await wait(dayMs);
  assert.deepEqual([await heldOnChain(), await given()], [5 * 325, [[], []]]);
  await wait(holdRules.holdMs);
  assert.deepEqual(await withdrawn(), [5 * 325]);
});

test('a forfeit whose transaction is replaced gives its parts once', async (t) => {
  const { holds, clock, storage, kim, chain, settling, given, heldOnChain, step, wait, audited } =
    await suspendedBench(t);
  clock.advance(appealMs);
  while (await holds.round());
  const { forfeitId } = (await storage.holds.get(kim))!;
  // The network wants a higher fee than it said, so that the transaction has to be made anew.
  const broadcast = chain.broadcast.bind(chain);
  let refusals = 1;
  const refusal = { kind: 'rejected', code: 465, reason: 'fee too low', fault: 'fee' } as const;
  t.mock.method(chain, 'broadcast', async (...given: Parameters<typeof broadcast>) =>
    refusals-- > 0 ? refusal : broadcast(...given),
  );
  await settle(settling);
  clock.advance(5_000);
  await settle(settling);
  const first = await storage.settlement.get(forfeitId!);
  assert.deepEqual([first?.state, first?.purpose], ['failed', 'forfeit']);
  while (await holds.round());
  clock.advance(60_000);
  await step();
  await wait(dayMs);
  assert.deepEqual([await heldOnChain(), await given()], [0, all]);
  await audited();
});

test('pay that was carried on until it was enough goes back to who paid for it', async (t) => {
  const parts = await holdBench(t);
  const { kim, taskOf, customerId, newCustomer, settler, clock, chain, holds, storage, wait } = parts;
  const poor = settler({ payoutMinSats: 700 as never });
  const other = await newCustomer();
  for (const payer of [customerId, other, customerId]) {
    await taskOf(payer, kim);
    await settle(poor);
  }
  chain.mine();
  await settle(poor);
  assert.equal(await parts.heldOnChain(), 975);
  await storage.workers.setStatus({ workerId: kim, suspension: { reason: 'r', atMs: clock.nowMs() } });
  while (await holds.round());
  await wait(appealMs);
  const entries = async (of: string) =>
    (await storage.balance.entries(of, { limit: 9, before: null })).flatMap(({ kind, sats }) =>
      kind === 'forfeit' ? [sats] : [],
    );
  assert.deepEqual([await entries(customerId), await entries(other)], [[650], [325]]);
});

test('what is not asked for any more, and pay of the mature, is never forfeited', async (t) => {
  const { kim, task, step, wait, storage, heldOnChain, withdrawals, clock } = await holdBench(t);
  await task(kim);
  await step();
  await wait(holdRules.holdMs);
  await storage.workers.change({ workerId: kim, change: { set: 'payout', payout: null } });
  await task(kim);
  await step();
  assert.equal(await heldOnChain(), 325);
  await storage.workers.setStatus({ workerId: kim, suspension: { reason: 'r', atMs: clock.nowMs() } });
  await wait(3 * appealMs);
  assert.equal(await heldOnChain(), 325);
  const { payout } = (await storage.workers.get(kim))!;
  assert.equal(payout, null);
  assert.deepEqual(await withdrawals.request(kim), { ok: false, refusal: 'no_wallet' });
});
