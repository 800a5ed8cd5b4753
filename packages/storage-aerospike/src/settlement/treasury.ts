import type * as port from '@asg/storage';
import type { HeaderWindow, TreasuryMove } from '@asg/storage';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';

interface Move {
  readonly move: TreasuryMove;
  readonly isOpen: boolean;
}
const openList = 'moves open';
export const moves: Kind<Move> = {
  name: 'mov',
  set: 'doc',
  places: ({ isOpen }, id) => (isOpen ? [[openList, id]] : []),
};
export const headerWindows: Kind<HeaderWindow> = { name: 'hdr', set: 'doc', places: () => [] };
export const theWindow = 'window';

/** What was asked of the treasury beside payments, until it is made or refused; and the block headers known. */
export class TreasuryStore implements port.TreasuryStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async requestMove(move: TreasuryMove): Promise<void> {
    await this.#records.documents.create(moves, move.settlementId, { move, isOpen: true });
  }

  /** Its settlement is stored. */
  async close(settlementId: string): Promise<void> {
    await this.#records.documents.change<Move, null>(moves, settlementId, (found) =>
      found?.isOpen === true ? { state: { ...found, isOpen: false }, result: null } : { result: null },
    );
  }

  async refuseMove({
    settlementId,
    refusal,
  }: Parameters<port.TreasuryStore['refuseMove']>[0]): Promise<void> {
    await this.#records.documents.change<Move, null>(moves, settlementId, (found) =>
      found?.isOpen === true
        ? { state: { move: { ...found.move, refusal }, isOpen: false }, result: null }
        : { result: null },
    );
  }

  async move(settlementId: string): Promise<TreasuryMove | null> {
    return (await this.#records.documents.read(moves, settlementId))?.state.move ?? null;
  }

  async openMoves(limit: number): Promise<readonly TreasuryMove[]> {
    const found = await this.#records.documents.listed(moves, openList, { after: null, limit });
    return found.map(({ state }) => state.move);
  }

  async headerWindow(): Promise<HeaderWindow | null> {
    return (await this.#records.documents.read(headerWindows, theWindow))?.state ?? null;
  }

  async saveHeaderWindow({ baseHeight, headers }: HeaderWindow): Promise<void> {
    await this.#records.documents.change<HeaderWindow, null>(headerWindows, theWindow, () => ({
      state: { baseHeight, headers },
      result: null,
    }));
  }
}
