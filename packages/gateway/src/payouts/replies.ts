import { last } from '@asg/domain/present';
import type { Withdrawals, Workers } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339 } from '../replies/time.ts';

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
      at: rfc3339(atMs),
      explorer_url: explorerUrl(txid),
    })),
    next_cursor: found.length > limit ? last(page).settlementId : null,
  };
}
