import type { Customers, WorkerQuality, Workers } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339 } from '../replies/time.ts';
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

export function suspensionReply(suspension: Worker['suspension']) {
  return suspension === undefined ? null : { reason: suspension.reason, since: rfc3339(suspension.atMs) };
}
