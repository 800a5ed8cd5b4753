import type { SettlementAdmin } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type Settlement = Awaited<ReturnType<SettlementAdmin['settlements']>>[number];
type Detail = NonNullable<Awaited<ReturnType<SettlementAdmin['settlement']>>>;
type Move = NonNullable<Awaited<ReturnType<SettlementAdmin['move']>>>;
type Treasury = Awaited<ReturnType<SettlementAdmin['report']>>;

export function settlementReply(
  settlement: Settlement,
  explorerUrl: (txid: string) => string,
): AnswerOf<typeof routes.adminListSettlements>['body']['data'][number] {
  return {
    settlement_id: settlement.settlementId,
    state: settlement.state,
    txid: settlement.txid,
    explorer_url: explorerUrl(settlement.txid),
    task_count: settlement.taskCount,
    miner_fee_sats: settlement.minerFeeSats,
    created_at: rfc3339(settlement.createdAtMs),
    seen_at: rfc3339OrNull(settlement.seenAtMs),
    note: settlement.note,
  };
}

export function treasuryReply(report: Treasury): AnswerOf<typeof routes.adminGetTreasury>['body'] {
  return {
    network: report.network,
    address: report.address,
    status: report.status.kind,
    detail: detailOf(report.status),
    balance_sats: report.balanceSats,
    coins: report.coins,
    lanes: report.lanes.map(({ laneId, lane }) => ({
      lane_id: laneId,
      coin_sats: lane?.coin?.satoshis ?? null,
      unmined: lane === null ? 0 : lane.position - lane.minedPosition,
      held_by: lane?.holder ?? null,
      last_settlement_id: lane?.settlementId ?? null,
    })),
    moves: report.moves.map((move) => moveReply({ move, settlement: null })),
  };
}

export function moveReply({ move, settlement }: Move): AnswerOf<typeof routes.adminGetMove>['body'] {
  return {
    settlement_id: move.settlementId,
    purpose: move.purpose,
    coins: move.coins,
    status: settlement !== null ? 'made' : move.refusal !== null ? 'refused' : 'requested',
    state: settlement?.state ?? null,
    txid: settlement?.txid ?? null,
    refusal: move.refusal,
    requested_at: rfc3339(move.requestedAtMs),
  };
}

export function settlementDetailReply(
  settlement: Detail,
  explorerUrl: (txid: string) => string,
): AnswerOf<typeof routes.adminGetSettlement>['body'] {
  const { payees, proof } = settlement;
  return {
    settlement_id: settlement.settlementId,
    purpose: settlement.purpose,
    lane_id: settlement.laneId,
    state: settlement.state,
    note: settlement.note,
    txid: settlement.txid,
    raw: settlement.raw,
    explorer_url: explorerUrl(settlement.txid),
    task_count: settlement.tasks.length,
    payee_count: payees.filter((payee) => payee.paidSats > 0).length,
    payout_sats: payees.reduce((sum, payee) => sum + payee.paidSats, 0),
    fee_sats: settlement.feeSats,
    miner_fee_sats: settlement.minerFeeSats,
    block_height: proof?.blockHeight ?? null,
    block_hash: proof?.blockHash ?? null,
    replaces: settlement.replaces,
    replaced_by: settlement.replacedBy,
    created_at: rfc3339(settlement.createdAtMs),
    seen_at: rfc3339OrNull(settlement.seenAtMs),
  };
}

function detailOf(status: Treasury['status']): string | null {
  switch (status.kind) {
    case 'running':
      return null;
    case 'treasury_too_low':
      return `the next batch lacks ${status.missingSats} satoshis: fund ${status.address}`;
    case 'lane_held_elsewhere':
      return 'another settler holds the lane; this one waits';
    case 'unresolved':
      return `settlement ${status.settlementId} is not on the network yet: ${status.note}`;
  }
}
