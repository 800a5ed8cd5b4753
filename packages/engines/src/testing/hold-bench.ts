import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { heldAddress } from '@asg/chain';
import type { HoldRules } from '@asg/domain';
import { auditMoney } from '../settlement/admin/audit.ts';
import { payeeBench } from './payee-bench.ts';
import { settle } from './settlement-bench.ts';

export const dayMs = 86_400_000;
export const holdRules: HoldRules = { goldRight: 3, holdMs: 14 * dayMs, appealMs: 7 * dayMs, countMs: dayMs };

/** A worker with a paymail, who is new, and a settler that holds their pay. */
export async function holdBench(t: TestContext) {
  const parts = await payeeBench(t, { hold: holdRules });
  const { worker, settler, chain, storage, treasury, holds, clock } = parts;
  const kim = await worker('kim');
  const settling = settler();
  /** All that there is to do now. */
  const step = async (): Promise<void> => {
    await settle(settling);
    chain.mine();
    await settle(settling);
    while (await holds.round());
  };
  const heldOnChain = async (): Promise<number> =>
    (await chain.unspent(heldAddress(treasury, kim), 100)).reduce((sum, { satoshis }) => sum + satoshis, 0);
  return {
    ...parts,
    kim,
    settling,
    step,
    heldOnChain,
    /** Steps until so long is over; each a while after the last. */
    wait: async (ms: number, byMs = 6 * 3_600_000): Promise<void> => {
      for (let passed = 0; passed < ms; passed += byMs) {
        clock.advance(Math.min(byMs, ms - passed));
        await step();
      }
      for (let i = 0; i < 3; i++) {
        clock.advance(10_000);
        await step();
      }
    },
    withdrawn: async () =>
      (await storage.payouts.withdrawals(kim, { limit: 10, before: null })).map(({ outputs }) =>
        outputs.reduce((sum, { satoshis }) => sum + satoshis, 0),
      ),
    audited: async (): Promise<void> => {
      const audit = await auditMoney(storage, chain);
      assert.ok(audit.ok, JSON.stringify(audit.results.filter((result) => !result.ok)));
    },
  };
}
