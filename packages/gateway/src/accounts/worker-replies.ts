import {
  type ExchangeRates,
  isWalletWanted,
  levelWords,
  rateFor,
  type Sats,
  type TrustLevel,
  type WalletChange,
} from '@asg/domain';
import type { Withdrawals, WorkerSession, Workers } from '@asg/people';
import type { AnswerOf, routes } from '@asg/wire';
import type { AuthenticatedWorker } from '../caller.ts';
import { payHoldReply } from '../payouts/hold-reply.ts';
import { deletionReply } from '../people/deletion-reply.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { suspensionReply } from './admin-replies.ts';
import { walletOf } from './wallet-reply.ts';

type Totals = Awaited<ReturnType<Workers['totals']>>;

/** What a worker's account is told with. */
export interface AccountParts {
  readonly person: AuthenticatedWorker['person'];
  readonly totals: Totals;
  readonly level: Exclude<TrustLevel, 'review'>;
  readonly held: Awaited<ReturnType<Withdrawals['heldBack']>>;
  readonly pendingWallet: WalletChange | null;
  readonly rates: ExchangeRates | null;
  readonly payoutMinSats: Sats;
  /** Null: they gave none. */
  readonly phone: string | null;
}

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
  { person, totals, level, held, pendingWallet, phone, rates, payoutMinSats }: AccountParts,
): AnswerOf<typeof routes.getWorker>['body'] {
  const { workerId, email, status, suspension, profile, payout, payoutProblem, createdAtMs } = worker;
  return {
    worker_id: workerId,
    email,
    email_verified: person.verifiedAtMs !== undefined,
    new_email: person.newEmail ?? null,
    status,
    suspension: suspensionReply(suspension),
    trust: { level, reason: levelWords[level].reason },
    profile:
      profile === null
        ? null
        : {
            display_name: profile.displayName,
            country: profile.country,
            primary_language: profile.primaryLanguage,
            languages: profile.languages,
            phone,
            currency: profile.currency ?? null,
            sensitive: profile.sensitive === true,
          },
    money: moneyReply(profile, rates),
    wallet: {
      wanted: isWalletWanted(
        { hasWallet: payout !== null || pendingWallet !== null, heldSats: totals.heldSats },
        payoutMinSats,
      ),
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
      pending:
        pendingWallet === null
          ? null
          : {
              ...walletOf(pendingWallet.to),
              asked_at: rfc3339(pendingWallet.askedAtMs),
              from: rfc3339(pendingWallet.fromMs),
            },
    },
    totals: {
      labels: totals.labels,
      paid_labels: totals.paidLabels,
      paid_sats: totals.paidSats,
      carried_sats: totals.carriedSats,
      held_sats: totals.heldSats,
    },
    pay_hold: held === null ? null : payHoldReply(held),
    deletion: deletionReply(person),
    created_at: rfc3339(createdAtMs),
  };
}

/** What satoshis are worth to them, and in which currencies it could be told. */
function moneyReply(
  profile: AuthenticatedWorker['worker']['profile'],
  rates: ExchangeRates | null,
): AnswerOf<typeof routes.getWorker>['body']['money'] {
  const rate = rateFor({ currency: profile?.currency ?? null, country: profile?.country ?? null }, rates);
  return {
    currencies: Object.keys(rates?.perBsv ?? {}),
    rate: rate && {
      currency: rate.currency,
      per_bsv: rate.perBsv,
      at: rfc3339(rate.atMs),
      source: rate.source,
    },
  };
}
