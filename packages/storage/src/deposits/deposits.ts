import { type DepositRecord, type DepositWatch, watchAfterLook, watchAgain } from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type Found = DepositRecord | null;

interface LookedAt {
  readonly depositId: string;
  /** As it was read: one that was changed since stays as it is. */
  readonly watch: DepositWatch;
  readonly nowMs: number;
  readonly pauseMinMs: number;
}
interface WatchAgain {
  readonly depositId: string;
  readonly nowMs: number;
}

/** Digits of a moment in ms, so that texts sort as moments do. */
const momentDigits = 15;

/** Addresses that customers pay to. */
export const deposits = {
  name: 'dep',
  reads: {
    get: read(
      (depositId: string) => depositId,
      (found: Found) => found,
    ),
  },
  lists: {
    /** By deposit id, the oldest first. */
    ofCustomer: list({
      name: 'deposits customer',
      place: ({ customerId, depositId }: DepositRecord) => ({ group: customerId, place: depositId }),
      view: (deposit) => deposit,
    }),
    /** Groups `fresh` and `slow`: those that are due first come first. */
    due: list({
      name: 'deposits due',
      place: ({ depositId, watch: { dueAtMs, isSlow } }: DepositRecord) => ({
        group: isSlow ? 'slow' : 'fresh',
        place: `${String(dueAtMs).padStart(momentDigits, '0')} ${depositId}`,
      }),
      view: (deposit) => deposit,
    }),
  },
  writes: {
    /** Repeating changes nothing. */
    open: write(
      ({ depositId }: DepositRecord) => depositId,
      (found: Found, deposit) => ({ after: found === null ? deposit : undefined, result: found ?? deposit }),
    ),
    lookedAt: write(
      ({ depositId }: LookedAt) => depositId,
      (found: Found, { watch, ...moment }) => {
        const isAsRead = found?.watch.dueAtMs === watch.dueAtMs && found.watch.sinceMs === watch.sinceMs;
        return {
          after: isAsRead ? { ...found, watch: watchAfterLook(watch, moment) } : undefined,
          result: null,
        };
      },
    ),
    /** It is looked at now, and often for a while. */
    watchAgain: write(
      ({ depositId }: WatchAgain) => depositId,
      (found: Found, { nowMs }) => {
        const watch = found && watchAgain(found.watch, nowMs);
        return { after: found && watch ? { ...found, watch } : undefined, result: null };
      },
    ),
  },
} as const;
