import { Badge, type Tone } from '@asg/ui';
import { Link } from 'wouter';
import { spoken } from './format.ts';

interface PaymentStatusProps {
  readonly status: string;
  readonly tone: Tone | 'neutral';
  /** Why it was refused; null: it was not. */
  readonly refusal: string | null;
}

/** How a payment of the operator's stands, in a table. */
export function PaymentStatus({ status, tone, refusal }: PaymentStatusProps) {
  return (
    <span className="stacked">
      <Badge tone={tone}>{spoken(status)}</Badge>
      {refusal !== null && <small className="wrap">{refusal}</small>}
    </span>
  );
}

/** Leads to a payment's settlement, once there is a transaction. */
export function SettlementLink({ id, txid }: { readonly id: string; readonly txid: string | null }) {
  if (txid === null) return '–';
  return (
    <Link href={`/operator/settlements/${id}`} className="whole">
      …{id.slice(-8)}
    </Link>
  );
}
