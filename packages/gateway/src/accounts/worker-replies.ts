import type { TrustLevel } from '@asg/domain';
import { last } from '@asg/domain/present';
import type { WorkerSession, Workers } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import type { AuthenticatedWorker } from '../auth/caller.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { suspensionReply } from '../settlement/replies.ts';
import { walletOf } from './wallet-reply.ts';

type Totals = Awaited<ReturnType<Workers['totals']>>;
type Earning = Awaited<ReturnType<Workers['earnings']>>[number];

export function sessionReply({
  workerId,
  token,
  expiresAtMs,
}: WorkerSession): AnswerOf<typeof routes.logInWorker>['body'] {
  return { worker_id: workerId, token, expires_at: rfc3339(expiresAtMs) };
}

/** What a worker sees of their account. Nothing of the password. */
export function workerReply(
  worker: AuthenticatedWorker['worker'],
  totals: Totals,
  level: TrustLevel,
): AnswerOf<typeof routes.getWorker>['body'] {
  const { workerId, email, status, suspension, profile, payout, payoutProblem, createdAtMs } = worker;
  return {
    worker_id: workerId,
    email,
    status,
    suspension: suspensionReply(suspension),
    trust: { level },
    profile:
      profile === null
        ? null
        : {
            display_name: profile.displayName,
            country: profile.country,
            primary_language: profile.primaryLanguage,
            languages: profile.languages,
          },
    wallet: {
      ...walletOf(payout),
      problem:
        payoutProblem === undefined
          ? null
          : {
              reason: payoutProblem.reason,
              at: rfc3339(payoutProblem.atMs),
              waits_since: rfc3339OrNull(totals.carried?.sinceMs ?? null),
              retry_at: rfc3339OrNull(totals.carried?.dueAtMs ?? null),
            },
    },
    totals: {
      labels: totals.labels,
      paid_labels: totals.paidLabels,
      paid_sats: totals.paidSats,
      carried_sats: totals.carriedSats,
      held_sats: totals.heldSats,
    },
    created_at: rfc3339(createdAtMs),
  };
}

/** A page out of one more record than it may have: the last one only tells that there is a next page. */
export function earningsReply(
  found: readonly Earning[],
  limit: number,
  explorerUrl: (txid: string) => string,
): AnswerOf<typeof routes.listEarnings>['body'] {
  const page = found.slice(0, limit);
  return {
    data: page.map(({ settlementId, txid, labels, earnedSats, paidSats, atMs }) => ({
      settlement_id: settlementId,
      txid,
      labels,
      earned_sats: earnedSats,
      paid_sats: paidSats,
      at: rfc3339(atMs),
      explorer_url: explorerUrl(txid),
    })),
    next_cursor: found.length > limit ? last(page).settlementId : null,
  };
}
