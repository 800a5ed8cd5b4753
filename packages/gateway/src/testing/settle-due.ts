import { type PayeeRecord, payableLabels, sats, type Task } from '@asg/domain';
import type { TestGateway } from './test-gateway.ts';

export const txid = 'ab'.repeat(32);
const payoutSats = 100;
const feeSats = sats(60);

/** Pays what is due through the store, as the settlement engine would, at the gateway's time: 100 satoshis a label, 60 a task; and these payees. */
export async function settleDue(
  { storage, clock, context }: TestGateway,
  payees: readonly PayeeRecord[] = [],
): Promise<readonly Task[]> {
  const nowMs = clock.nowMs();
  const laneId = 'lane';
  const settlementId = context.ids.next('settlement');
  const coin = { txid: settlementId, vout: 0, satoshis: sats(100_000), lockingScript: '00' };
  const lane = await storage.lanes.acquire({ laneId, holder: 'test', nowMs, holdMs: 60_000 });
  const { token } = lane!;
  await storage.lanes.hold({ laneId, token, untilMs: nowMs + 60_000, coin });
  const reserved = await storage.settlement.reserve({ settlementId, laneId, token, limit: 100, nowMs });
  if (reserved === 'fenced') throw new Error('another holds the lane');
  const tasks = reserved.map((task) => {
    const paid = sats(payoutSats * payableLabels(task).length);
    return { taskId: task.taskId, payoutSats: paid, feeSats, costSats: sats(paid + feeSats) };
  });
  const stored = await storage.settlement.store({
    token,
    settlement: {
      settlementId,
      laneId,
      lanePosition: 1,
      purpose: 'payment',
      state: 'signed',
      inputs: [coin],
      tasks,
      payees,
      outputs: [],
      feeSats: sats(feeSats * tasks.length),
      feeScript: null,
      minerFeeSats: sats(1),
      root: '00'.repeat(32),
      // Coins are told apart by it.
      txid: payees.length === 0 ? txid : Buffer.from(settlementId).toString('hex').padEnd(64, '0'),
      raw: '00',
      extended: '00',
      change: { txid: `${settlementId}-change`, vout: 0, satoshis: sats(9_639), lockingScript: '00' },
      replaces: null,
      createdAtMs: nowMs,
      seenAtMs: null,
      note: null,
      proof: null,
      replacedBy: null,
    },
  });
  if (stored !== 'stored') throw new Error(`not stored: ${stored}`);
  for (const to of ['broadcasting', 'seen'] as const) {
    const outcome = await storage.settlement.advance({ settlementId, to, nowMs, note: null });
    if (outcome.kind === 'advanced' && to === 'seen') return outcome.settled;
  }
  throw new Error('nothing was settled');
}
