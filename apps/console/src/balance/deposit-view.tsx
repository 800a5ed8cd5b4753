import { plural, sats, When } from '@asg/console-kit';
import type { Deposit } from '@asg/sdk';
import { Badge, CopyButton, type Tone } from '@asg/ui';
import { QRCodeSVG } from 'qrcode.react';

const qrSize = 176;
const paymentsMax = 10;

interface DepositViewProps {
  readonly deposit: Deposit;
  /** Shown at once; of the older ones a line, until it is opened. */
  readonly isNewest: boolean;
}

/** An address to pay to, and what was paid to it. */
export function DepositView({ deposit, isNewest }: DepositViewProps) {
  const { address, network, payments, amount_sats: meant, payment_uri: uri } = deposit;
  const end = address.slice(-8);
  const coins = network === 'main' ? 'BSV' : `coins of the ${network} network (not real money)`;
  return (
    <details open={isNewest} className="deposit">
      <summary>
        <span className="ui-mono">…{end}</span>{' '}
        {payments.length === 0 ? 'waits for a payment' : `${sats(deposit.credited_sats)} credited`}
      </summary>
      <p>
        Pay {meant === null ? '' : `${sats(meant)} in `}
        {coins} to this address. A payment is credited once it is{' '}
        {plural(deposit.confirmations_needed, 'block')} deep in the chain; one of less than{' '}
        {sats(deposit.minimum_sats)} is not.
        {network === 'local' && (
          <>
            {' '}
            On this server’s own chain you need no wallet: <code>npx asg deposit 100000</code> opens a deposit
            and has the chain pay it.
          </>
        )}
      </p>
      <div className="qr">
        <QRCodeSVG value={uri} size={qrSize} marginSize={4} title={`Payment to ${address}`} />
      </div>
      <p className="with-copy">
        <span className="ui-mono">{address}</span>
        <CopyButton text={address} label={`Copy the address …${end}`} />
      </p>
      <p className="with-copy">
        <a href={uri} className="ui-mono">
          {uri}
        </a>
        <CopyButton text={uri} label={`Copy the payment URI of …${end}`} />
      </p>
      <Payments deposit={deposit} />
    </details>
  );
}

type Payment = Deposit['payments'][number];

const states: Readonly<
  Record<Payment['status'], { readonly name: string; readonly tone: Tone | 'neutral' }>
> = {
  waiting: { name: 'waiting', tone: 'warning' },
  credited: { name: 'credited', tone: 'accent' },
  too_small: { name: 'too small', tone: 'neutral' },
  lost: { name: 'lost', tone: 'danger' },
};

function Payments({
  deposit: { address, payments, confirmations_needed: needed },
}: {
  readonly deposit: Deposit;
}) {
  if (payments.length === 0) return null;
  const newest = payments.toSorted((a, b) => b.found_at.localeCompare(a.found_at)).slice(0, paymentsMax);
  return (
    <>
      <ul className="deposit-payments" aria-label={`Payments to …${address.slice(-8)}`}>
        {newest.map((payment) => (
          <li key={`${payment.txid}:${payment.vout}`}>
            <Badge tone={states[payment.status].tone}>{states[payment.status].name}</Badge>
            <a href={payment.explorer_url} target="_blank" rel="noopener noreferrer">
              {sats(payment.sats)}
            </a>
            <When at={payment.found_at} />
            <small>{aboutPayment(payment, needed)}</small>
          </li>
        ))}
      </ul>
      {payments.length > newest.length && (
        <p className="ui-muted">and {plural(payments.length - newest.length, 'older payment')}</p>
      )}
    </>
  );
}

/** What its state means for the customer; null: nothing more than its name says. */
function aboutPayment({ status, confirmations }: Payment, needed: number): string | null {
  switch (status) {
    case 'waiting':
      return `${confirmations} of ${plural(needed, 'block')} so far; not in your balance`;
    case 'too_small':
      return 'not credited';
    case 'lost':
      return 'The network does not know it any more: have it sent again.';
    case 'credited':
      return null;
  }
}
