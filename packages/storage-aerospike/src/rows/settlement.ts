import {
  type BlockProof,
  type EarningRecord,
  type LaneRecord,
  type PaymailDeliveryRecord,
  type SettlementRecord,
  type SettlementState,
  sats,
} from '@asg/domain';
import type { StoredRow, TreasuryMove } from '@asg/storage';
import { nothingBefore } from '../payouts/carried-backfill.ts';
import { carriedPay } from '../payouts/carried-pay.ts';
import { heldCoins, withdrawalsOf } from '../payouts/held-coins.ts';
import { deliveries, deliveryId, waiting } from '../payouts/paymail.ts';
import { earningsOf } from '../payouts/read.ts';
import { coinId, coins } from '../settlement/coins.ts';
import { lanes } from '../settlement/lanes.ts';
import { Bodies, heads, txids } from '../settlement/settlement-kind.ts';
import { headerWindows, moves, theWindow } from '../settlement/treasury.ts';
import { jsonOf, makeAll, numberOf, numberOrNull, type Taker, textOf, textOrNull } from './taker.ts';

const headerDigits = 160;
/** The booking of what was paid, which its earnings are listed under. */
const paidAt = 1;

const takeLanes: Taker = (records, rows) =>
  makeAll(
    records,
    lanes,
    rows.map((row) => {
      const lane = jsonOf<LaneRecord>(row);
      const stored = lane.settlementId === null ? [] : [lane.settlementId];
      return { id: lane.laneId, state: { lane, reservations: {}, voided: [], stored } };
    }),
  );

const takeSettlements: Taker = async (records, rows) => {
  const bodies = new Bodies(records);
  const known = await records.documents.readMany(
    heads,
    rows.map((row) => textOf(row, 'id')),
  );
  for (const row of rows.filter((_, index) => known[index] === null)) {
    const settlement = jsonOf<SettlementRecord>(row);
    const { settlementId, laneId, txid, minerFeeSats, createdAtMs } = settlement;
    const seenAtMs = numberOrNull(row, 'seen_at');
    const state = {
      phase: 'stored',
      laneId,
      txid,
      taskCount: settlement.tasks.length,
      minerFeeSats,
      createdAtMs,
      state: textOf(row, 'state') as SettlementState,
      seenAtMs,
      note: textOrNull(row, 'note'),
      proof: row.proof === null ? null : jsonOf<BlockProof>(row, 'proof'),
      replacedBy: textOrNull(row, 'replaced_by'),
      claimedBy: null,
      paidAt: seenAtMs === null ? null : paidAt,
      done: [],
      body: await bodies.write(settlement),
    } as const;
    await makeAll(records, heads, [{ id: settlementId, state }]);
    await makeAll(records, txids, [{ id: txid, state: { settlementId } }]);
  }
};

const takeSpentCoins: Taker = (records, rows) =>
  makeAll(
    records,
    coins,
    rows.map((row) => ({
      id: coinId({ txid: textOf(row, 'txid'), vout: numberOf(row, 'vout') }),
      state: { by: textOf(row, 'settlement_id') },
    })),
  );

function earningOf(row: StoredRow): EarningRecord {
  return {
    settlementId: textOf(row, 'settlement_id'),
    txid: textOf(row, 'txid'),
    labels: numberOf(row, 'labels'),
    earnedSats: sats(numberOf(row, 'earned_sats')),
    paidSats: sats(numberOf(row, 'paid_sats')),
    atMs: numberOf(row, 'at'),
  };
}

const takeEarnings: Taker = async (records, rows) => {
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id'))) {
    const lines = own.map(earningOf);
    const entries = lines.map((line) => [`${line.settlementId} ${paidAt}`, JSON.stringify(line)] as const);
    await records.lists.put(earningsOf(workerId), entries);
  }
};

const takeMoves: Taker = (records, rows) =>
  makeAll(
    records,
    moves,
    rows.map((row) => ({
      id: textOf(row, 'settlement_id'),
      state: { move: jsonOf<TreasuryMove>(row), isOpen: row.is_open === 1 },
    })),
  );

const takeHeaders: Taker = (records, rows) =>
  makeAll(
    records,
    headerWindows,
    rows.map((row) => {
      const headers = textOf(row, 'headers').match(new RegExp(`.{${headerDigits}}`, 'g')) ?? [];
      return { id: theWindow, state: { baseHeight: numberOf(row, 'base_height'), headers } };
    }),
  );

const takePaymailDeliveries: Taker = (records, rows) =>
  makeAll(
    records,
    deliveries,
    rows.map((row) => {
      const delivery = jsonOf<PaymailDeliveryRecord>(row);
      const id = deliveryId(delivery.settlementId, delivery.workerId);
      return { id, state: delivery, effects: waiting(delivery) };
    }),
  );

const takeHeldCoins: Taker = (records, rows) =>
  makeAll(
    records,
    heldCoins,
    rows.map((row) => {
      const coin = {
        txid: textOf(row, 'txid'),
        vout: numberOf(row, 'vout'),
        satoshis: sats(numberOf(row, 'satoshis')),
        lockingScript: textOf(row, 'locking_script'),
      };
      const owner = { workerId: textOf(row, 'worker_id'), settlementId: textOf(row, 'settlement_id') };
      return {
        id: coinId(coin),
        state: { ...owner, coin, spentBy: textOrNull(row, 'spent_by'), isHere: true },
      };
    }),
  );

const takeWithdrawals: Taker = async (records, rows) => {
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id'))) {
    const ids = own.map((row) => textOf(row, 'settlement_id'));
    await records.lists.put(
      withdrawalsOf(workerId),
      ids.map((id) => [id, id] as const),
    );
  }
};

/** SQLite's list is whole, also where it is empty. */
const takeCarried: Taker = async (records, rows) => {
  await makeAll(
    records,
    carriedPay,
    rows.map((row) => {
      const workerId = textOf(row, 'worker_id');
      const state = { workerId, sinceMs: numberOf(row, 'since'), dueAtMs: numberOf(row, 'due') };
      return { id: workerId, state };
    }),
  );
  await nothingBefore(records);
};

export const settlingTakers = {
  lane: takeLanes,
  settlement: takeSettlements,
  coin_spent: takeSpentCoins,
  earning: takeEarnings,
  treasury_move: takeMoves,
  header_window: takeHeaders,
  paymail_delivery: takePaymailDeliveries,
  held_coin: takeHeldCoins,
  withdrawal: takeWithdrawals,
  carried: takeCarried,
} as const;
