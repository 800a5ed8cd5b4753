import type { strongLinkKinds } from '@asg/domain';
import { read, write } from '../records/noun.ts';

/** What several accounts may have in common: a wallet or a device, by its hash. */
export interface Mark {
  readonly kind: Exclude<(typeof strongLinkKinds)[number], 'shared_errors'>;
  readonly hash: string;
}

interface Marked {
  readonly accountIds: readonly string[];
}

/** Accounts of one mark that are remembered: the first. Later ones are told of them, and so linked with them. */
export const markedMax = 64;

const keyOf = ({ kind, hash }: Mark): string => `${kind} ${hash}`;

/** Which accounts had a mark. */
export const marks = {
  name: 'mrk',
  reads: {
    /** The accounts that have it. */
    get: read(keyOf, (found: Marked | null) => found?.accountIds ?? []),
  },
  writes: {
    /** The account has it no more. */
    drop: write(keyOf, (found: Marked | null, { accountId }: Mark & { readonly accountId: string }) => {
      const left = found?.accountIds.filter((id) => id !== accountId) ?? [];
      const isThere = left.length < (found?.accountIds.length ?? 0);
      return { after: isThere ? (left.length === 0 ? null : { accountIds: left }) : undefined, result: null };
    }),
    /** The account has it; the others that had it before. */
    put: write(
      ({ kind, hash }: Mark & { readonly accountId: string }) => `${kind} ${hash}`,
      (found: Marked | null, { accountId }) => {
        const known = found?.accountIds ?? [];
        const others = known.filter((id) => id !== accountId);
        const isThere = others.length < known.length || known.length >= markedMax;
        return { after: isThere ? undefined : { accountIds: [...known, accountId] }, result: others };
      },
    ),
  },
} as const;
