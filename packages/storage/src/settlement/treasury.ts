import type { HeaderWindow, TreasuryMove } from './records.ts';

export interface TreasuryReader {
  move(settlementId: string): Promise<TreasuryMove | null>;
  /** Neither made nor refused yet, the oldest first. */
  openMoves(limit: number): Promise<readonly TreasuryMove[]>;
  headerWindow(): Promise<HeaderWindow | null>;
}

export interface TreasuryWriter {
  /** Repeating changes nothing. */
  requestMove(move: TreasuryMove): Promise<void>;
  /** Closes a move that was not made. */
  refuseMove(request: { readonly settlementId: string; readonly refusal: string }): Promise<void>;
  saveHeaderWindow(window: HeaderWindow): Promise<void>;
}

export interface TreasuryStore extends TreasuryReader, TreasuryWriter {}
