import type { TrustLevel } from '@asg/domain';
import type { WorkerSession, Workers } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import type { AuthenticatedWorker } from '../caller.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { suspensionReply } from './admin-replies.ts';
import { walletOf } from './wallet-reply.ts';

type Totals = Awaited<ReturnType<Workers['totals']>>;
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
