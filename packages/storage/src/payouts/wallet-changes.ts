import type { WalletChange } from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, read, write } from '../records/noun.ts';

type Found = WalletChange | null;

interface TakeWalletChange {
  readonly workerId: string;
  readonly nowMs: number;
}

/** New wallets that wait until they come into force, by worker id. */
export const walletChanges = {
  name: 'wch',
  reads: {
    get: read(
      (workerId: string) => workerId,
      (found: Found) => found,
    ),
  },
  lists: {
    /** By when they come into force, the earliest first. */
    due: list({
      name: 'wallet changes due',
      place: ({ fromMs }: WalletChange, workerId) => ({
        group: '',
        place: `${momentText(fromMs)} ${workerId}`,
      }),
      view: (change) => change,
    }),
  },
  writes: {
    /** In the place of another one, unless that is being written down already. What is there then. */
    ask: write(
      ({ workerId }: WalletChange) => workerId,
      (found: Found, asked) =>
        found?.isTaken === true ? { result: found } : { after: asked, result: asked },
    ),
    /** Takes one that is due, so that nothing stops it any more; null: none is. */
    take: write(
      ({ workerId }: TakeWalletChange) => workerId,
      (found: Found, { nowMs }) => {
        if (found === null || found.isTaken) return { result: found };
        if (nowMs < found.fromMs) return { result: null };
        const taken = { ...found, isTaken: true };
        return { after: taken, result: taken };
      },
    ),
    /** Takes it away, unless it is being written down: then it is what is returned. */
    drop: write(
      (workerId: string) => workerId,
      (found: Found) => (found === null || found.isTaken ? { result: found } : { after: null, result: null }),
    ),
    /** It is written down. */
    finish: write(
      ({ workerId }: WalletChange) => workerId,
      (found: Found, { askedAtMs }) => ({
        after: found?.isTaken === true && found.askedAtMs === askedAtMs ? null : undefined,
        result: null,
      }),
    ),
  },
} as const;
