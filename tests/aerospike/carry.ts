import assert from 'node:assert/strict';
import { type PayeeRecord, sats, type WorkerRecord } from '@asg/domain';
import type { Storage } from '@asg/storage';
import { aSettlement, aWorker, Stage, startMs } from '@asg/storage/contract';

export interface Owed {
  readonly workerId: string;
  readonly owedSats: number;
  /** As versions that list carried pay store it; none did before. */
  readonly carried?: PayeeRecord['carried'];
}

export const paymail = { kind: 'paymail', paymail: 'kim@example.com' } as const;

/** Registers a worker; `payout`: where they are paid. */
export async function registered(stage: Stage, payout: WorkerRecord['payout']): Promise<string> {
  const { worker, emailKey } = aWorker(stage.ids);
  assert.equal(
    await stage.storage.workers.register({ worker: { ...worker, payout }, emailKey }),
    'registered',
  );
  return worker.workerId;
}

export const stageOf = (storage: Storage): Stage => new Stage({ storage, lossy: false });

/** A payment that pays nobody: all that is owed is carried. `seenAtMs`: null, not yet. Nothing is swept. */
export async function carry(
  stage: Stage,
  owed: readonly Owed[],
  seenAtMs: number | null = startMs,
): Promise<void> {
  const { storage, ids } = stage;
  const lane = await stage.lane();
  const settlementId = ids.next('settlement');
  const plain = aSettlement(ids, [], { settlementId, laneId: lane.laneId, coin: lane.coin! });
  const payees = owed.map(({ workerId, owedSats, carried }): PayeeRecord => {
    const sums = { earnedSats: sats(owedSats), carriedOutSats: sats(owedSats) };
    const none = { labels: 1, carriedInSats: sats(0), paidSats: sats(0), outputs: [] };
    return { workerId, ...none, ...sums, ...(carried !== undefined && { carried }) };
  });
  const settlement = { ...plain, payees };
  assert.equal(await storage.settlement.store({ settlement, token: lane.token }), 'stored');
  if (seenAtMs === null) return;
  for (const to of ['broadcasting', 'seen'] as const)
    await storage.settlement.advance({ settlementId, to, nowMs: seenAtMs, note: null });
}
