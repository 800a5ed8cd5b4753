import type { DepositReport, Deposits, RefundReport } from '@asg/deposits';
import type { Network } from '@asg/domain';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type Deposit = AnswerOf<typeof routes.getDeposit>['body'];
type Refund = AnswerOf<typeof routes.adminRefund>['body'];

const satsPerBsv = 100_000_000;

export interface DepositShown {
  readonly network: Network;
  readonly rules: Deposits['rules'];
  readonly explorerUrl: (txid: string) => string;
}

export function depositReply(
  { deposit, payments }: DepositReport,
  { network, rules, explorerUrl }: DepositShown,
): Deposit {
  const { address, amountSats } = deposit;
  const credited = payments.filter(({ state }) => state === 'credited');
  return {
    deposit_id: deposit.depositId,
    network,
    address,
    payment_uri: paymentUri(address, amountSats),
    amount_sats: amountSats,
    minimum_sats: rules.minSats,
    confirmations_needed: rules.confirmations,
    credited_sats: credited.reduce((sum, { coin }) => sum + coin.satoshis, 0),
    payments: payments.map(({ coin, state, confirmations, foundAtMs, creditedAtMs }) => ({
      txid: coin.txid,
      vout: coin.vout,
      sats: coin.satoshis,
      status: state,
      confirmations,
      found_at: rfc3339(foundAtMs),
      credited_at: rfc3339OrNull(creditedAtMs),
      explorer_url: explorerUrl(coin.txid),
    })),
    created_at: rfc3339(deposit.createdAtMs),
    expires_at: rfc3339(deposit.expiresAtMs),
  };
}

/** As wallets of this chain read it: `sv` tells it apart from other chains whose addresses look the same; the amount in whole coins. */
function paymentUri(address: string, amountSats: number | null): string {
  const [whole, rest] = [Math.floor((amountSats ?? 0) / satsPerBsv), (amountSats ?? 0) % satsPerBsv];
  const fraction = String(rest).padStart(8, '0').replace(/0+$/, '');
  const amount = amountSats === null ? '' : `&amount=${whole}${fraction === '' ? '' : `.${fraction}`}`;
  return `bitcoin:${address}?sv${amount}`;
}

export function refundReply(
  { refund, move, settlement }: RefundReport,
  explorerUrl: (txid: string) => string,
): Refund {
  return {
    refund_id: refund.settlementId,
    customer_id: refund.customerId,
    sats: refund.satoshis,
    address: refund.address,
    status: statusOf(move, settlement),
    txid: settlement?.txid ?? null,
    explorer_url: settlement === null ? null : explorerUrl(settlement.txid),
    refusal: move?.refusal ?? null,
    requested_at: rfc3339(refund.requestedAtMs),
  };
}

function statusOf(move: RefundReport['move'], settlement: RefundReport['settlement']): Refund['status'] {
  if (settlement === null) return move !== null && move.refusal !== null ? 'refused' : 'requested';
  if (settlement.state === 'mined' || settlement.state === 'final') return 'confirmed';
  return settlement.seenAtMs === null ? 'made' : 'sent';
}
