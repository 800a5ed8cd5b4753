import { read, write } from '../records/noun.ts';

interface Address {
  readonly personId: string;
}
interface ClaimAddress {
  /** Lower-cased e-mail. */
  readonly emailKey: string;
  readonly personId: string;
  /** Whoever was found to have it and not to use it any more; null: nobody. */
  readonly instead: string | null;
}

/** Which person of the Console has an e-mail: one has it, from before there is a record of them. */
export const addresses = {
  name: 'adr',
  reads: {
    owner: read(
      (emailKey: string) => emailKey,
      (found: Address | null) => found?.personId ?? null,
    ),
  },
  writes: {
    /** Whose it is then. */
    claim: write(
      ({ emailKey }: ClaimAddress) => emailKey,
      (found: Address | null, { personId, instead }) => {
        const isFree = found === null || found.personId === instead;
        return {
          after: isFree ? { personId } : undefined,
          result: isFree ? personId : found.personId,
        };
      },
    ),
    /** Nothing where it is another's. */
    release: write(
      ({ emailKey }: Pick<ClaimAddress, 'emailKey' | 'personId'>) => emailKey,
      (found: Address | null, { personId }) => ({
        after: found?.personId === personId ? null : undefined,
        result: null,
      }),
    ),
  },
} as const;
