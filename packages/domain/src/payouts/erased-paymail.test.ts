import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import type { PayeeRecord, SettlementRecord } from '../settlement/settlement.ts';
import { withoutPaymail } from './erased-paymail.ts';

const payee = (workerId: string, address: string, reference: string): PayeeRecord => ({
  workerId,
  labels: 1,
  earnedSats: sats(100),
  paidSats: sats(100),
  carriedInSats: sats(0),
  carriedOutSats: sats(0),
  outputs: [],
  paymail: { address, reference },
});

test('a paymail is masked in a text of the same length, once its settlement is final', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.string({ minLength: 1 }), (address, reference) => {
      const payees = [payee('wrk_a', address, reference), payee('wrk_b', 'lee@example.com', 'r')];
      const settlement = { state: 'final', payees } as unknown as SettlementRecord;
      const masked = withoutPaymail(settlement, 'wrk_a');
      assert.ok(masked !== null && masked !== settlement);
      assert.equal(JSON.stringify(masked).length, JSON.stringify(settlement).length);
      assert.ok(!JSON.stringify(masked).includes(address));
      assert.deepEqual(masked.payees[1], payees[1]);
      assert.equal(withoutPaymail(masked, 'wrk_a'), masked, 'again it changes nothing');
      const live = { ...settlement, state: 'seen' } as const;
      assert.equal(withoutPaymail(live, 'wrk_a'), null);
      assert.equal(withoutPaymail(live, 'wrk_c'), live);
    }),
  );
});
