import { type BlockProof, type LaneRecord, type SettlementRecord, settlementStates } from '@asg/domain';
import { coinId, coins } from '../settlement/coins.ts';
import { lanes } from '../settlement/lanes.ts';
import { Bodies, heads, txids } from '../settlement/settlement-kind.ts';
import { paidAt } from './payouts.ts';
import {
  jsonOf,
  makeAll,
  memberOf,
  numberOf,
  numberOrNull,
  type RowImporter,
  textOf,
  textOrNull,
} from './row-importer.ts';

const importLanes: RowImporter = (records, rows) =>
  makeAll(
    records,
    lanes,
    rows.map((row) => {
      const lane = jsonOf<LaneRecord>(row);
      const stored = lane.settlementId === null ? [] : [lane.settlementId];
      return { id: lane.laneId, state: { lane, reservations: {}, voided: [], stored } };
    }),
  );

const importSettlements: RowImporter = async (records, rows) => {
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
      state: memberOf(row, 'state', settlementStates),
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

const importSpentCoins: RowImporter = (records, rows) =>
  makeAll(
    records,
    coins,
    rows.map((row) => ({
      id: coinId({ txid: textOf(row, 'txid'), vout: numberOf(row, 'vout') }),
      state: { by: textOf(row, 'settlement_id') },
    })),
  );

export const settlementTakers = {
  lane: importLanes,
  settlement: importSettlements,
  coin_spent: importSpentCoins,
} as const;
