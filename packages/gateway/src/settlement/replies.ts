import type { Confusion, Customers, SettlementDesk, WorkerQuality, Workers } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import { walletOf } from '../accounts/wallet-reply.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type Customer = NonNullable<Awaited<ReturnType<Customers['find']>>>;
type Worker = NonNullable<Awaited<ReturnType<Workers['find']>>>;
type Settlement = Awaited<ReturnType<SettlementDesk['settlements']>>[number];
type Detail = NonNullable<Awaited<ReturnType<SettlementDesk['settlement']>>>;
type Move = NonNullable<Awaited<ReturnType<SettlementDesk['move']>>>;
type Audit = Awaited<ReturnType<SettlementDesk['audit']>>;
type Treasury = Awaited<ReturnType<SettlementDesk['report']>>;

export function customerReply(customer: Customer): AnswerOf<typeof routes.adminGetCustomer>['body'] {
  return {
    customer_id: customer.customerId,
    name: customer.name,
    email: customer.email,
    tier: customer.tier,
    label_quota: customer.quotaLeft,
    label_quota_total: customer.quotaTotal,
    suspended: customer.suspended,
    created_at: rfc3339(customer.createdAtMs),
  };
}

export function adminWorkerReply(quality: WorkerQuality): AnswerOf<typeof routes.adminGetWorker>['body'] {
  const { worker, totals, trust, signals } = quality;
  const { suspension, profile } = worker;
  const wallet = walletOf(worker.payout);
  return {
    worker_id: worker.workerId,
    email: worker.email,
    status: worker.status,
    suspension: suspensionReply(suspension),
    display_name: profile?.displayName ?? null,
    country: profile?.country ?? null,
    wallet_address: wallet.address,
    wallet_paymail: wallet.paymail,
    labels: totals.labels,
    paid_labels: totals.paidLabels,
    trust: {
      level: quality.level,
      score: Math.round(quality.score * 1000) / 1000,
      gold_right: trust.goldRight,
      gold_missed: trust.goldMissed,
      agreed: trust.agreed,
      disagreed: trust.disagreed,
    },
    seconds_per_label: Math.round(signals.paceMs / 100) / 10,
    signals: [...quality.raised],
    lock_step_with: Object.entries(signals.sharedMisses)
      .map(([worker_id, shared_misses]) => ({ worker_id, shared_misses }))
      .sort((a, b) => b.shared_misses - a.shared_misses),
    same_wallet: quality.sameWallet,
    created_at: rfc3339(worker.createdAtMs),
  };
}

export function confusionReply(
  known: Confusion,
): AnswerOf<typeof routes.adminGetConfusion>['body']['data'][number] {
  const { template, type, options, labels, accuracy, matrix } = known;
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    template,
    task_type: type,
    options,
    labels: rounded(labels),
    accuracy: rounded(accuracy),
    matrix: matrix.map((row) => row.map(rounded)),
  };
}

export function suspensionReply(suspension: Worker['suspension']) {
  return suspension === undefined ? null : { reason: suspension.reason, since: rfc3339(suspension.atMs) };
}

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

export function auditReply(report: Audit): AnswerOf<typeof routes.adminAudit>['body'] {
  return {
    ok: report.ok,
    results: report.results.map((result) => ({ ...result, culprits: [...result.culprits] })),
    settlements: report.settlements,
    tasks: report.tasks,
    labels_paid: report.labelsPaid,
    paid_sats: report.paidSats,
    miner_fee_sats: report.minerFeeSats,
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
