import {
  type DepositPayment,
  type FoundPayment,
  foundPayment,
  isSweepable,
  isWatched,
  type PaymentLook,
  paymentAfter,
  paymentEntered,
  paymentKey,
} from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type Found = DepositPayment | null;

/** A change of what was read under this key, at this revision; of anything else it is none. */
interface OfRevision {
  readonly key: string;
  readonly revision: number;
}
interface LookAtPayment extends OfRevision {
  readonly look: PaymentLook;
  readonly confirmations: number;
  readonly nowMs: number;
}
interface SweepPayment {
  readonly key: string;
  /** As it was read. */
  readonly from: string | null;
  readonly to: string | null;
}

const changed = (before: DepositPayment, after: DepositPayment) =>
  after === before ? { result: before } : { after, result: after };

/** What was paid to the addresses of deposits, output by output, under `txid:vout`. */
export const depositPayments = {
  name: 'dpm',
  reads: {
    get: read(
      (key: string) => key,
      (found: Found) => found,
    ),
  },
  lists: {
    /** All there are, by key. */
    all: list({
      name: 'deposit payments',
      place: (_: DepositPayment, key) => ({ group: '', place: key }),
      view: (payment) => payment,
    }),
    /** Of one deposit, by key. */
    ofDeposit: list({
      name: 'deposit payments deposit',
      place: ({ depositId }: DepositPayment, key) => ({ group: depositId, place: key }),
      view: (payment) => payment,
    }),
    /** Those that a new block may change, or that an entry is owed for, by key. */
    watched: list({
      name: 'deposit payments watched',
      place: (payment: DepositPayment, key) => (isWatched(payment) ? { group: '', place: key } : null),
      view: (payment) => payment,
    }),
    /** Those whose coins are to be moved into the treasury, or are being moved, by key. */
    sweepable: list({
      name: 'deposit payments sweepable',
      place: (payment: DepositPayment, key) => (isSweepable(payment) ? { group: '', place: key } : null),
      view: (payment) => payment,
    }),
  },
  writes: {
    /** Somebody has shown it. */
    found: write(
      ({ coin }: FoundPayment) => paymentKey(coin),
      (before: Found, found) => {
        const after = foundPayment(before, found);
        return after === before ? { result: after } : { after, result: after };
      },
    ),
    /** The payment as it is now; null: there is none. */
    look: write(
      ({ key }: LookAtPayment) => key,
      (before: Found, { revision, look, ...rules }) =>
        before?.revision === revision
          ? changed(before, paymentAfter(before, look, rules))
          : { result: before },
    ),
    /** The entry that it calls for is made. */
    entered: write(
      ({ key }: OfRevision) => key,
      (before: Found, { revision }) =>
        before === null ? { result: null } : changed(before, paymentEntered(before, revision)),
    ),
    /** Which move is to take its coin; the payment as it is now. */
    sweep: write(
      ({ key }: SweepPayment) => key,
      (before: Found, { from, to }) => {
        const isAsRead = before !== null && before.sweepId === from && !before.isSwept;
        const after = isAsRead ? { ...before, sweepId: to } : before;
        return { after: isAsRead ? (after ?? undefined) : undefined, result: after };
      },
    ),
    /** That move has taken it, for good. */
    swept: write(
      (key: string) => key,
      (before: Found) => ({
        after: before === null ? undefined : { ...before, isSwept: true },
        result: null,
      }),
    ),
  },
} as const;
