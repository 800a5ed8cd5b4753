import { list, write } from '../records/noun.ts';

/** What the operator gave back of a customer's balance: a treasury move makes the transaction, under this id. */
export interface RefundRecord {
  readonly settlementId: string;
  readonly customerId: string;
  /** The operator's own name for it, so that asking again makes no second one. */
  readonly requestId: string;
  readonly satoshis: number;
  readonly address: string;
  readonly requestedAtMs: number;
}

/** Refunds, each once under the customer and the name that the operator gave it. */
export const refunds = {
  name: 'rfd',
  lists: {
    /** By settlement id, the oldest first. */
    ofCustomer: list({
      name: 'refunds customer',
      place: ({ customerId, settlementId }: RefundRecord) => ({ group: customerId, place: settlementId }),
      view: (refund) => refund,
    }),
  },
  writes: {
    /** The refund under this name: this one, or the one that was asked for before. */
    ask: write(
      ({ customerId, requestId }: RefundRecord) => `${customerId} ${requestId}`,
      (found: RefundRecord | null, refund) => ({
        after: found === null ? refund : undefined,
        result: found ?? refund,
      }),
    ),
  },
} as const;
