import type { BillingParty } from '@asg/domain';
import { read, write } from '../records/noun.ts';

/** An organisation, or the operator under an id of their own. */
interface OfParty {
  readonly customerId: string;
}
interface OfInvoice extends OfParty {
  readonly month: string;
}
interface Parties {
  readonly buyer: BillingParty;
  readonly seller: BillingParty | null;
}

/** Who buys and who sells, as they say it themselves. */
export const billingParties = {
  name: 'bip',
  reads: {
    get: read(
      ({ customerId }: OfParty) => customerId,
      (found: BillingParty | null) => found,
    ),
  },
  writes: {
    /** Null: nothing is kept any more. */
    set: write(
      ({ customerId }: OfParty) => customerId,
      (_found: BillingParty | null, { party }: OfParty & { readonly party: BillingParty | null }) => ({
        after: party,
        result: null,
      }),
    ),
  },
} as const;

/** The same as it was when a month closed: it never changes. */
export const invoiceParties = {
  name: 'inp',
  reads: {
    get: read(
      ({ customerId, month }: OfInvoice) => `${customerId} ${month}`,
      (found: Parties | null) => found,
    ),
  },
  writes: {
    keep: write(
      ({ customerId, month }: OfInvoice) => `${customerId} ${month}`,
      (found: Parties | null, { buyer, seller }: OfInvoice & Parties) => ({
        after: found === null ? { buyer, seller } : undefined,
        result: null,
      }),
    ),
  },
} as const;
