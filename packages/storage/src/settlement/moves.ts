import { list, read, write } from '../records/noun.ts';
import type { TreasuryMove } from './records.ts';

interface StoredMove {
  readonly move: TreasuryMove;
  /** Neither made nor refused yet. */
  readonly isOpen: boolean;
}
type Found = StoredMove | null;

interface Refusal {
  readonly settlementId: string;
  readonly refusal: string;
}

/** What was asked of the treasury beside payments, until it is made or refused. */
export const moves = {
  name: 'mov',
  reads: {
    get: read(
      (settlementId: string) => settlementId,
      (found: Found) => found?.move ?? null,
    ),
  },
  lists: {
    /** Neither made nor refused yet, by settlement id: the oldest first. */
    open: list({
      name: 'moves open',
      place: ({ isOpen }: StoredMove, settlementId) => (isOpen ? { group: '', place: settlementId } : null),
      view: ({ move }) => move,
    }),
    /** Forfeits of held pay, each in the group of its worker, by settlement id: the oldest first. */
    forfeits: list({
      name: 'moves forfeit',
      place: ({ move: { purpose, workerId } }: StoredMove, settlementId) =>
        purpose === 'forfeit' && workerId !== null ? { group: workerId, place: settlementId } : null,
      view: ({ move }) => move,
    }),
  },
  writes: {
    /** Repeating changes nothing. */
    request: write(
      ({ settlementId }: TreasuryMove) => settlementId,
      (found: Found, move) => ({ after: found === null ? { move, isOpen: true } : undefined, result: null }),
    ),
    /** Its settlement, by id, is stored. */
    close: write(
      (settlementId: string) => settlementId,
      (found: Found) => ({
        after: found?.isOpen === true ? { ...found, isOpen: false } : undefined,
        result: null,
      }),
    ),
    /** Closes a move that was not made. */
    refuse: write(
      ({ settlementId }: Refusal) => settlementId,
      (found: Found, { refusal }) => ({
        after: found?.isOpen === true ? { move: { ...found.move, refusal }, isOpen: false } : undefined,
        result: null,
      }),
    ),
  },
} as const;
