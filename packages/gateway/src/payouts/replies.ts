import { forfeitedCoins, settlementMadeAtMs, type WorkerRecord } from '@asg/domain';
import type { PaySummary, Withdrawals, Workers } from '@asg/people';
import { last } from '@asg/values/present';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type Withdrawal = Awaited<ReturnType<Withdrawals['list']>>[number];
type Body = AnswerOf<typeof routes.withdraw>['body'];

export function withdrawalReply(
  { withdrawalId, move, settlement }: Withdrawal,
  explorerUrl: (txid: string) => string,
): Body {
  return {
    withdrawal_id: withdrawalId,
    status: statusOf(move, settlement),
    sats: settlement === null ? null : settlement.outputs.reduce((sum, output) => sum + output.satoshis, 0),
    txid: settlement?.txid ?? null,
    explorer_url: settlement === null ? null : explorerUrl(settlement.txid),
    problem: move?.refusal ?? null,
    at: rfc3339(move?.requestedAtMs ?? settlement?.createdAtMs ?? 0),
  };
}

function statusOf(move: Withdrawal['move'], settlement: Withdrawal['settlement']): Body['status'] {
  if (settlement === null) return move !== null && move.refusal !== null ? 'refused' : 'pending';
  if (settlement.state === 'mined' || settlement.state === 'final') return 'confirmed';
  return settlement.state === 'seen' ? 'sent' : 'pending';
}

export function withdrawalsReply(
  found: readonly Withdrawal[],
  limit: number,
  explorerUrl: (txid: string) => string,
): AnswerOf<typeof routes.listWithdrawals>['body'] {
  const page = found.slice(0, limit);
  return {
    data: page.map((withdrawal) => withdrawalReply(withdrawal, explorerUrl)),
    next_cursor: found.length > limit ? last(page).withdrawalId : null,
  };
}

/** What a forfeit takes back; null: it is not made yet. */
export const forfeitedSats = (settlement: Withdrawal['settlement']): number | null =>
  settlement === null ? null : forfeitedCoins(settlement).reduce((sum, { satoshis }) => sum + satoshis, 0);

/** What was refused took nothing back. */
export function forfeitsReply(
  found: readonly Withdrawal[],
  { suspension }: Pick<WorkerRecord, 'suspension'>,
  explorerUrl: (txid: string) => string,
): AnswerOf<typeof routes.listForfeits>['body'] {
  const data = found.flatMap((one) => {
    const { withdrawal_id, status, txid, explorer_url, at } = withdrawalReply(one, explorerUrl);
    if (status === 'refused') return [];
    const isOfThis = suspension !== undefined && rfc3339(suspension.atMs) <= at;
    return {
      forfeit_id: withdrawal_id,
      status,
      sats: forfeitedSats(one.settlement),
      txid,
      explorer_url,
      suspension_reason: isOfThis ? suspension.reason : null,
      at,
    };
  });
  return { data };
}

type Earning = Awaited<ReturnType<Workers['earnings']>>[number];

/**
 * A page out of one more record than it may have: the last one only tells that there is a next page. `pendingFrom`: the
 * settlement from which on what was paid is held back; null: none is.
 */
export function earningsReply(
  found: readonly Earning[],
  limit: number,
  {
    explorerUrl,
    pendingFrom,
  }: { readonly explorerUrl: (txid: string) => string; readonly pendingFrom: string | null },
): AnswerOf<typeof routes.listEarnings>['body'] {
  const page = found.slice(0, limit);
  return {
    data: page.map(({ settlementId, txid, labels, earnedSats, paidSats, atMs }) => ({
      settlement_id: settlementId,
      txid,
      labels,
      earned_sats: earnedSats,
      paid_sats: paidSats,
      pending: pendingFrom !== null && paidSats > 0 && settlementId >= pendingFrom,
      made_at: rfc3339(settlementMadeAtMs(settlementId)),
      at: rfc3339(atMs),
      explorer_url: explorerUrl(txid),
    })),
    next_cursor: found.length > limit ? last(page).settlementId : null,
    summary: null,
  };
}

export function summaryReply({
  sums,
  held,
  hourly,
}: PaySummary): NonNullable<AnswerOf<typeof routes.listEarnings>['body']['summary']> {
  return {
    pending_sats: sums.pendingSats,
    matured_sats: sums.maturedSats,
    paid_sats: sums.paidSats,
    matures_at: sums.pendingSats === 0 ? null : rfc3339OrNull(held?.maturity.untilMs ?? null),
    hourly: hourly && {
      sats: hourly.sats,
      labels: hourly.labels,
      worked_seconds: Math.round(hourly.workedMs / 1000),
      earned_sats: hourly.earnedSats,
      since: rfc3339(hourly.sinceMs),
    },
  };
}
