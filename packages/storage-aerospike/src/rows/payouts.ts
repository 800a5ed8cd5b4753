import { type EarningRecord, type PaymailDeliveryRecord, sats } from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import { markBackfilled } from '../payouts/carried-backfill.ts';
import { carriedPay } from '../payouts/carried-pay.ts';
import { heldCoins, withdrawalsOf } from '../payouts/held-coins.ts';
import { deliveries, deliveryId, waiting } from '../payouts/paymail.ts';
import { earningsOf } from '../payouts/read.ts';
import { coinId } from '../settlement/coins.ts';
import { jsonOf, makeAll, numberOf, type RowImporter, textOf, textOrNull } from './row-importer.ts';

/** The booking of what was paid, which its earnings are listed under. */
export const paidAt = 1;

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

const importEarnings: RowImporter = async (records, rows) => {
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id'))) {
    const lines = own.map(earningOf);
    const entries = lines.map((line) => [`${line.settlementId} ${paidAt}`, JSON.stringify(line)] as const);
    await records.lists.put(earningsOf(workerId), entries);
  }
};

const importPaymailDeliveries: RowImporter = (records, rows) =>
  makeAll(
    records,
    deliveries,
    rows.map((row) => {
      const delivery = jsonOf<PaymailDeliveryRecord>(row);
      const id = deliveryId(delivery.settlementId, delivery.workerId);
      return { id, state: delivery, effects: waiting(delivery) };
    }),
  );

const importHeldCoins: RowImporter = (records, rows) =>
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

const importWithdrawals: RowImporter = async (records, rows) => {
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id'))) {
    const ids = own.map((row) => textOf(row, 'settlement_id'));
    await records.lists.put(
      withdrawalsOf(workerId),
      ids.map((id) => [id, id] as const),
    );
  }
};

/** SQLite's list is whole, also where it is empty. */
const importCarried: RowImporter = async (records, rows) => {
  await makeAll(
    records,
    carriedPay,
    rows.map((row) => {
      const workerId = textOf(row, 'worker_id');
      const state = { workerId, sinceMs: numberOf(row, 'since'), dueAtMs: numberOf(row, 'due') };
      return { id: workerId, state };
    }),
  );
  await markBackfilled(records);
};

export const payoutTakers = {
  earning: importEarnings,
  paymail_delivery: importPaymailDeliveries,
  held_coin: importHeldCoins,
  withdrawal: importWithdrawals,
  carried: importCarried,
} as const;
