import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import { planPayouts } from '../settlement/payouts.ts';
import { leftOut } from '../settlement/reservation.ts';
import type { PayeeRecord } from '../settlement/settlement.ts';
import { onNetworkStates } from '../settlement/states.ts';
import { type CarriedRecord, carriedFor, carriedSince } from './carried.ts';
import { areCarriesAsPlanned, carriesIn, earningsIn } from './earning.ts';
import { heldIn, withdrawableStates } from './held-coins.ts';
import {
  afterPaymailAttempt,
  hostOfPaymail,
  isToBegin,
  type PaymailAttempt,
  paymailDeliveriesOf,
} from './paymail-delivery.ts';

const payee = (workerId: string, fields: Partial<PayeeRecord> = {}): PayeeRecord => ({
  workerId,
  labels: 1,
  earnedSats: sats(10),
  carriedInSats: sats(0),
  paidSats: sats(10),
  carriedOutSats: sats(0),
  outputs: [{ satoshis: sats(10), lockingScript: '51' }],
  ...fields,
});
const settlement = (payees: readonly PayeeRecord[]) => ({ settlementId: 'stl_1', txid: 'aa', payees });

test('what is earned is paid or carried, whatever batches come: the sums of the books agree', () => {
  const rules = { payoutSats: sats(7), feePercent: 20, payoutMinSats: sats(20) };
  const batches = fc.array(
    fc.array(fc.uniqueArray(fc.constantFrom('wrk_a', 'wrk_b', 'wrk_c')), { maxLength: 4 }),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(batches, (given) => {
      const carried = new Map<string, number>();
      let [earned, paid] = [0, 0];
      for (const workers of given) {
        const tasks = workers.map((workerIds, n) => ({ taskId: `tsk_${n}`, workerIds }));
        const now = new Map([...carried].map(([id, sum]) => [id, sats(sum)]));
        const payees = planPayouts(tasks, now, rules).payees.map((sum) => ({ ...sum, outputs: [] }));
        const sums = payees.map(({ workerId }) => carried.get(workerId) ?? 0);
        assert.equal(areCarriesAsPlanned(payees, sums), true);
        for (const { workerId, bySats } of carriesIn(payees))
          carried.set(workerId, (carried.get(workerId) ?? 0) + bySats);
        for (const { line } of earningsIn(settlement(payees), 5)) {
          earned += line.earnedSats;
          paid += line.paidSats;
        }
      }
      const left = [...carried.values()].reduce((sum, one) => sum + one, 0);
      assert.equal(earned, paid + left);
      assert.ok([...carried.values()].every((sum) => sum >= 0 && sum < rules.payoutMinSats));
    }),
  );
});

test('a plan is off as soon as one carried sum is another', () => {
  const payees = [payee('wrk_a', { carriedInSats: sats(3) }), payee('wrk_b')];
  assert.equal(areCarriesAsPlanned(payees, [3, 0]), true);
  assert.equal(areCarriesAsPlanned(payees, [3, 1]), false);
});

test('pay that waits waits since the first of it, until all of it is paid', () => {
  const waits = { sinceMs: 50, dueAtMs: 90 };
  assert.equal(carriedFor(payee('wrk_a')), 'nothing');
  assert.equal(carriedFor(payee('wrk_a', { carriedOutSats: sats(1) })), 'same');
  const carried = carriedFor(payee('wrk_a', { carriedOutSats: sats(1), carried: waits }));
  assert.deepEqual(carried, { workerId: 'wrk_a', ...waits });
  const known: CarriedRecord = { workerId: 'wrk_a', sinceMs: 10, dueAtMs: 20 };
  const now = { workerId: 'wrk_a', ...waits };
  assert.deepEqual(carriedSince(known, now), { workerId: 'wrk_a', sinceMs: 10, dueAtMs: 90 });
  assert.deepEqual(carriedSince(null, now), now);
  assert.deepEqual(carriedSince({ ...known, sinceMs: 70 }, now), now);
});

test('held coins are numbered as the outputs are, behind the commitment', () => {
  const two = [sats(4), sats(6)].map((satoshis) => ({ satoshis, lockingScript: '52' }));
  const payees = [
    payee('wrk_a'),
    payee('wrk_b', { outputs: two, held: true }),
    payee('wrk_c', { outputs: [] }),
    payee('wrk_d', { held: true }),
  ];
  const found = heldIn(settlement(payees)).map(({ workerId, coin }) => [
    workerId,
    coin.txid,
    coin.vout,
    coin.satoshis,
  ]);
  assert.deepEqual(found, [
    ['wrk_b', 'aa', 2, 4],
    ['wrk_b', 'aa', 3, 6],
    ['wrk_d', 'aa', 4, 10],
  ]);
  assert.ok(withdrawableStates.every((state) => onNetworkStates.includes(state)));
});

test('a delivery begins once, counts each attempt once, and starts again only where it was given up', () => {
  const paymail = { address: 'a@example.com', reference: 'r1' };
  const [first] = paymailDeliveriesOf(settlement([payee('wrk_a'), payee('wrk_b', { paymail })]), 5);
  assert.deepEqual([first?.workerId, first?.nextAttemptAtMs, first?.attempts], ['wrk_b', 5, 0]);
  const to = { workerId: 'wrk_c', paymail };
  const withdrawn = paymailDeliveriesOf({ ...settlement([]), withdrawal: to }, 5);
  assert.deepEqual(
    withdrawn.map(({ workerId }) => workerId),
    ['wrk_c'],
  );

  const attempt: PaymailAttempt = {
    settlementId: 'stl_1',
    workerId: 'wrk_b',
    number: 1,
    state: 'given_up',
    nextAttemptAtMs: null,
    note: 'gone',
  };
  const after = afterPaymailAttempt(first!, attempt)!;
  assert.deepEqual([after.state, after.attempts, after.note], ['given_up', 1, 'gone']);
  assert.equal(afterPaymailAttempt(after, attempt), null);
  assert.deepEqual([null, first!, after].map(isToBegin), [true, false, true]);
  assert.equal(hostOfPaymail('a@example.com'), 'example.com');
});

test('tasks that were reserved and are not in the settlement are left out', () => {
  const cost = { payoutSats: sats(1), feeSats: sats(0), costSats: sats(1) };
  assert.deepEqual(leftOut(['tsk_1', 'tsk_2', 'tsk_3'], [{ taskId: 'tsk_2', ...cost }]), ['tsk_1', 'tsk_3']);
});
