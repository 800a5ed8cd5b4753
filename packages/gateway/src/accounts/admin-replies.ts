import { unseenShare } from '@asg/domain';
import type { Quality, WorkerQuality } from '@asg/engines';
import type { CustomerMoney } from '@asg/oversight';
import { type Customers, Links, type Withdrawals, type Workers } from '@asg/people';
import type { AnswerOf, routes } from '@asg/wire';
import { payHoldReply } from '../payouts/hold-reply.ts';
import { forfeitedSats, withdrawalReply } from '../payouts/replies.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { walletOf } from './wallet-reply.ts';

type Customer = NonNullable<Awaited<ReturnType<Customers['find']>>>;
type Worker = NonNullable<Awaited<ReturnType<Workers['find']>>>;
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

export function moneyReply({
  customer,
  figures,
}: CustomerMoney): AnswerOf<typeof routes.adminListMoney>['body']['data'][number] {
  return {
    customer_id: customer.customerId,
    name: customer.name,
    free_sats: figures.free,
    reserved_sats: figures.reserved,
    spent_sats: figures.spent,
    refunded_sats: figures.refunded,
  };
}

export function adminWorkerReply(quality: WorkerQuality): AnswerOf<typeof routes.adminGetWorker>['body'] {
  const { worker, totals, signals } = quality;
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
      ...trustFigures(quality),
    },
    not_fetched_share: Math.round(unseenShare(signals) * 100) / 100,
    seconds_per_label: Math.round(signals.paceMs / 100) / 10,
    signals: [...quality.raised],
    lock_step_with: quality.sharedErrors.map(({ workerId, same }) => ({
      worker_id: workerId,
      shared_misses: same,
    })),
    same_wallet: quality.sameWallet,
    same_person: worker.linkedIds ?? [],
    links: Links.of(quality.links).map(({ accountId, reasons, sinceMs, dissolvedAtMs }) => ({
      account_id: accountId,
      reasons: reasons.map((reason) => ({ kind: reason.kind, since: rfc3339(reason.sinceMs) })),
      since: rfc3339(sinceMs),
      dissolved_at: dissolvedAtMs === null ? null : rfc3339(dissolvedAtMs),
    })),
    last_label_at: rfc3339OrNull(signals.lastAtMs === 0 ? null : signals.lastAtMs),
    held_sats: quality.heldSats,
    created_at: rfc3339(worker.createdAtMs),
    deleted_at: worker.leftAtMs === undefined ? null : rfc3339(worker.leftAtMs),
  };
}

function trustFigures({ score, trust }: Pick<WorkerQuality, 'score' | 'trust'>) {
  return {
    score: Math.round(score * 1000) / 1000,
    gold_right: trust.goldRight,
    gold_missed: trust.goldMissed,
    agreed: trust.agreed,
    disagreed: trust.disagreed,
  };
}

export function workerTrustReply(
  known: Awaited<ReturnType<Quality['forCustomer']>>,
): AnswerOf<typeof routes.adminGetWorkerTrust>['body'] {
  const { customerId, isPassedOver } = known;
  return { customer_id: customerId, passed_over: isPassedOver, ...trustFigures(known) };
}

interface PayParts {
  readonly workerId: string;
  readonly totals: Awaited<ReturnType<Workers['totals']>>;
  readonly held: Awaited<ReturnType<Withdrawals['heldBack']>>;
  readonly forfeits: Awaited<ReturnType<Withdrawals['forfeits']>>;
}

export function workerPayReply(
  { workerId, totals, held, forfeits }: PayParts,
  explorerUrl: (txid: string) => string,
): AnswerOf<typeof routes.adminGetWorkerPay>['body'] {
  return {
    worker_id: workerId,
    held_sats: totals.heldSats,
    carried_sats: totals.carriedSats,
    pay_hold: held === null ? null : payHoldReply(held),
    forfeits: forfeits.map((one) => {
      const { withdrawal_id, problem, ...same } = withdrawalReply(one, explorerUrl);
      return { ...same, forfeit_id: withdrawal_id, sats: forfeitedSats(one.settlement), refusal: problem };
    }),
  };
}

export function suspensionReply(suspension: Worker['suspension']) {
  return suspension === undefined ? null : { reason: suspension.reason, since: rfc3339(suspension.atMs) };
}
