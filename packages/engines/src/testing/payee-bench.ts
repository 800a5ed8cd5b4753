import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { HoldRules, PayeeRecord, SettlementRecord } from '@asg/domain';
import { createOutbound } from '@asg/outbound';
import { PaymailClient } from '@asg/paymail';
import { type PaymailServer, startPaymailServer } from '@asg/paymail/testing';
import { Withdrawals } from '@asg/people';
import { addGold, aWorker, meetGold, Stage } from '@asg/storage/contract';
import { HoldRounds } from '../settlement/holds/hold-rounds.ts';
import { PaymailDeliveries } from '../settlement/payees/paymail-deliveries.ts';
import { PaymailDestinations } from '../settlement/payees/paymail-destinations.ts';
import type { SettlementRules } from '../settlement/rules.ts';
import { Settler } from '../settlement/settler.ts';
import { bench, settlementRules } from './settlement-bench.ts';

export const batchWaitMs = 1_000;
const rules: SettlementRules = { ...settlementRules, batchWaitMs, lanes: 1 };
export const paymailRules = {
  allowedHosts: ['127.0.0.1'],
  waitMs: 3_000,
  retryBaseMs: 5_000,
  heldAfterMs: 7 * 86_400_000,
};

/** The settlement engines on real parts: store, chain, and paymail hosts over HTTP. The clock stands still. */
export async function payeeBench(
  t: TestContext,
  { fundSats = 1_000_000, hold = null }: { fundSats?: number; hold?: HoldRules | null } = {},
) {
  const parts = await bench(t, fundSats);
  const { context, clock, storage, chain, treasury } = parts;
  const outbound = createOutbound({ allowedHosts: paymailRules.allowedHosts });
  const host = await startPaymailServer();
  t.after(async () => {
    for (const part of [outbound, host]) await part[Symbol.asyncDispose]();
  });
  const client = new PaymailClient({ outbound, clock, allowedHosts: paymailRules.allowedHosts });
  let answered = 0;
  const counted: Pick<PaymailClient, 'destinations'> = {
    destinations: async (...asked) => {
      const found = await client.destinations(...asked);
      answered++;
      return found;
    },
  };
  const withdrawals = new Withdrawals(context, hold);
  const stage = new Stage({ storage, lossy: false });
  const customerId = await stage.customer();
  const taskOf = async (payer: string, ...workerIds: readonly string[]): Promise<void> => {
    const [taskId] = await stage.open(payer, 1, {
      consensus: { policy: 'threshold', threshold: workerIds.length, earlyStop: false, maxLabels: 9 },
    });
    const nowMs = clock.nowMs();
    for (const workerId of workerIds) {
      const nonce = stage.ids.nonce();
      await stage.change(taskId!, { do: 'assign', workerId, nonce, leaseMs: 60_000, nowMs });
      await stage.change(taskId!, { do: 'label', workerId, nonce, label: 'cat', nowMs });
    }
    clock.advance(batchWaitMs);
  };
  return {
    ...parts,
    host,
    /** Destinations that arrived. */
    answered: () => answered,
    settler: (change: Partial<SettlementRules> = {}) =>
      new Settler(context, {
        chain,
        treasury,
        rules: { ...rules, hold, ...change },
        paymail: new PaymailDestinations({ client: counted, clock, rules: paymailRules }),
      }),
    withdrawals,
    holds: new HoldRounds(context, { rules: hold, withdraw: (id) => withdrawals.requestFor(id) }),
    /** Is paid from now on at `alias` of the host. */
    setPaymail: async (workerId: string, alias: string): Promise<void> => {
      const payout = { kind: 'paymail', paymail: `${alias}@${host.host}` } as const;
      await storage.workers.change({ workerId, change: { set: 'payout', payout } });
    },
    deliveries: () => new PaymailDeliveries(context, { client, rules: paymailRules }),
    /** A worker who is paid at `alias` of the host, or at an address held for them. */
    worker: async (alias: string | null, at: PaymailServer = host): Promise<string> => {
      const { worker, emailKey } = aWorker(stage.ids);
      const { workerId } = worker;
      await storage.workers.register({ worker, emailKey });
      const payout = alias === null ? null : ({ kind: 'paymail', paymail: `${alias}@${at.host}` } as const);
      await storage.workers.change({ workerId, change: { set: 'payout', payout } });
      return workerId;
    },
    customerId,
    newCustomer: () => stage.customer(),
    /** The worker answers so many gold tasks of the operator's right. */
    rightGold: async (workerId: string, count: number): Promise<void> => {
      stage.nowMs = clock.nowMs();
      await stage.open(customerId);
      await addGold(stage, count);
      await meetGold(stage, workerId, 'cat', count);
      clock.advance(batchWaitMs);
    },
    /** A task that these workers agree on, to be paid by the next batch. */
    task: (...workerIds: readonly string[]): Promise<void> => taskOf(customerId, ...workerIds),
    taskOf,
    settled: async (): Promise<readonly SettlementRecord[]> => storage.settlement.inStates(['seen'], 100),
  };
}

export function payeeOf(settlement: SettlementRecord | undefined, workerId: string): PayeeRecord {
  const found = settlement?.payees.find((payee) => payee.workerId === workerId);
  assert.ok(found);
  return found;
}
