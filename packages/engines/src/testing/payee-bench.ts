import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { freshWif, LocalChain, treasuryKeyFromWif } from '@asg/chain';
import { type PayeeRecord, type SettlementRecord, sats } from '@asg/domain';
import { createOutbound } from '@asg/outbound';
import { PaymailClient } from '@asg/paymail';
import { type PaymailServer, startPaymailServer } from '@asg/paymail/testing';
import { Conditions, createLogger, IdMint, ManualClock, SignalBoard, seededRandom } from '@asg/runtime';
import { aWorker, Stage, startMs } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { Withdrawals } from '../accounts/withdrawals.ts';
import type { EngineContext } from '../context.ts';
import { PaymailDeliveries } from '../settlement/payees/paymail-deliveries.ts';
import { PaymailDestinations } from '../settlement/payees/paymail-destinations.ts';
import type { SettlementRules } from '../settlement/rules.ts';
import { Settler } from '../settlement/settler.ts';

export const batchWaitMs = 1_000;
const settlementRules: SettlementRules = {
  payoutSats: sats(325),
  feePercent: 0,
  payoutMinSats: sats(200),
  feeScript: null,
  batchTasksMax: 100,
  batchWaitMs,
  feeRateMax: 1_000,
  lanes: 1,
  holder: 'settler',
};
export const paymailRules = {
  allowedHosts: ['127.0.0.1'],
  waitMs: 3_000,
  retryBaseMs: 5_000,
  heldAfterMs: 7 * 86_400_000,
};

/** The settlement engines on real parts: store, chain, and paymail hosts over HTTP. The clock stands still. */
export async function payeeBench(t: TestContext, { fundSats = 1_000_000 } = {}) {
  const clock = new ManualClock(startMs);
  const random = seededRandom(t.name);
  const storage = await openSqliteStorage({ path: ':memory:' });
  const chain = new LocalChain({ path: ':memory:', now: () => clock.nowMs() });
  const outbound = createOutbound({ allowedHosts: paymailRules.allowedHosts });
  const host = await startPaymailServer();
  t.after(async () => {
    for (const part of [storage, chain, outbound, host]) await part[Symbol.asyncDispose]();
  });
  const made = treasuryKeyFromWif(
    freshWif('local', (count) => random.bytes(count)),
    'local',
  );
  assert.ok(made.ok);
  const treasury = made.key;
  const fund = (satoshis: number): void => {
    assert.ok(chain.fund(treasury.address, sats(satoshis)).ok);
    chain.mine();
  };
  if (fundSats > 0) fund(fundSats);
  const ids = new IdMint(clock, random);
  const log = createLogger('silent');
  const [signals, conditions] = [new SignalBoard(), new Conditions({ clock, log })];
  const context: EngineContext = { storage, clock, random, ids, log, signals, conditions };
  const client = new PaymailClient({ outbound, clock, allowedHosts: paymailRules.allowedHosts });
  let answered = 0;
  const counted: Pick<PaymailClient, 'destinations'> = {
    destinations: async (...asked) => {
      const found = await client.destinations(...asked);
      answered++;
      return found;
    },
  };
  const stage = new Stage({ storage, lossy: false });
  const customerId = await stage.customer();
  return {
    clock,
    storage,
    chain,
    fund,
    context,
    host,
    /** Destinations that arrived. */
    answered: () => answered,
    settler: (change: Partial<SettlementRules> = {}) =>
      new Settler(context, {
        chain,
        treasury,
        rules: { ...settlementRules, ...change },
        paymail: new PaymailDestinations({ client: counted, clock, rules: paymailRules }),
      }),
    withdrawals: new Withdrawals(context),
    treasury,
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
    /** A task that these workers agree on, to be paid by the next batch. */
    task: async (...workerIds: readonly string[]): Promise<void> => {
      const [taskId] = await stage.open(customerId, 1, {
        consensus: { policy: 'threshold', threshold: workerIds.length, earlyStop: false, maxLabels: 9 },
      });
      const nowMs = clock.nowMs();
      for (const workerId of workerIds) {
        const nonce = stage.ids.nonce();
        await stage.change(taskId!, { do: 'assign', workerId, nonce, leaseMs: 60_000, nowMs });
        await stage.change(taskId!, { do: 'label', workerId, nonce, label: 'cat', nowMs });
      }
      clock.advance(batchWaitMs);
    },
    settled: async (): Promise<readonly SettlementRecord[]> => storage.settlement.inStates(['seen'], 100),
  };
}

export function payeeOf(settlement: SettlementRecord | undefined, workerId: string): PayeeRecord {
  const found = settlement?.payees.find((payee) => payee.workerId === workerId);
  assert.ok(found);
  return found;
}
