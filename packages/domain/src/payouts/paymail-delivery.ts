import type { SettlementRecord } from '../settlement/settlement.ts';

/**
 * A payment of which a paymail host must be notified. Created once the settlement was seen; the transaction is
 * the settlement's.
 */
export interface PaymailDeliveryRecord {
  readonly settlementId: string;
  readonly workerId: string;
  /** `alias@host`, lower case. */
  readonly paymail: string;
  /** The receiver's name for the payment. */
  readonly reference: string;
  readonly state: 'pending' | 'made' | 'given_up';
  readonly attempts: number;
  /** Null where no further attempt is due. */
  readonly nextAttemptAtMs: number | null;
  /** How the last attempt failed. */
  readonly note: string | null;
}

/** `number`: of the attempt, from 1. */
export type PaymailAttempt = Pick<
  PaymailDeliveryRecord,
  'settlementId' | 'workerId' | 'state' | 'nextAttemptAtMs' | 'note'
> & { readonly number: number };

export function hostOfPaymail(paymail: string): string {
  return paymail.slice(paymail.indexOf('@') + 1);
}

/** The deliveries of a settlement that is seen: due at once. */
export function paymailDeliveriesOf(
  { settlementId, payees, withdrawal }: Pick<SettlementRecord, 'settlementId' | 'payees' | 'withdrawal'>,
  nowMs: number,
): readonly PaymailDeliveryRecord[] {
  return (withdrawal === undefined ? payees : [withdrawal]).flatMap(({ workerId, paymail }) => {
    if (paymail === undefined) return [];
    const { address, reference } = paymail;
    const first = { state: 'pending', attempts: 0, nextAttemptAtMs: nowMs, note: null } as const;
    return [{ settlementId, workerId, paymail: address, reference, ...first }];
  });
}

/** Without the paymail: its worker is erased. What was not delivered by then is not any more: the money has arrived. */
export function erasedDelivery(delivery: PaymailDeliveryRecord): PaymailDeliveryRecord {
  const state = delivery.state === 'pending' ? 'given_up' : delivery.state;
  return { ...delivery, paymail: '', reference: '', note: null, state, nextAttemptAtMs: null };
}

/** Whether a delivery begins, or begins anew: one that was given up while another settlement took its place is due again. */
export function isToBegin(known: PaymailDeliveryRecord | null): boolean {
  return known === null || known.state === 'given_up';
}

/** After an attempt that is the next; null: it is there already. */
export function afterPaymailAttempt(
  delivery: PaymailDeliveryRecord,
  { number, ...attempt }: PaymailAttempt,
): PaymailDeliveryRecord | null {
  return number === delivery.attempts + 1 ? { ...delivery, ...attempt, attempts: number } : null;
}
