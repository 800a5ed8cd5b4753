import type { SettlementProgress, SettlementRecord, SettlementState } from '@asg/domain';
import { present } from '@asg/values/present';
import { parsed } from '../records/bins.ts';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';

/** Characters of a signed batch in one record. */
const pieceCharacters = 250_000;

/** What changes of a settlement, and what lists of settlements show. The signed batch itself is in pieces of its own. */
export interface Head extends SettlementProgress {
  /** `prepared`: written, but not stored yet: readers do not see it. */
  readonly phase: 'prepared' | 'stored';
  readonly laneId: string;
  readonly txid: string;
  readonly taskCount: number;
  readonly minerFeeSats: number;
  readonly createdAtMs: number;
  /** A settlement that is about to take its place. */
  readonly claimedBy: string | null;
  /** The revision that booked its payouts; null: they are not booked. */
  readonly paidAt: number | null;
  readonly body: { readonly name: string; readonly pieces: number };
}

export const settlementLists = {
  all: 'settlements',
  in: (state: SettlementState) => `settlements|${state}`,
} as const;

export const heads: Kind<Head> = {
  name: 'stl',
  set: 'doc',
  places: ({ phase, state }, id) =>
    phase === 'prepared'
      ? []
      : [
          [settlementLists.all, id],
          [settlementLists.in(state), id],
        ],
};
export const txids: Kind<{ readonly settlementId: string }> = { name: 'txi', set: 'doc', places: () => [] };
const pieces: Kind<string> = { name: 'stp', set: 'doc', places: () => [] };

/** Signed batches as they were stored, each in as many records as it needs. */
export class Bodies {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async write(settlement: SettlementRecord): Promise<Head['body']> {
    const text = JSON.stringify(settlement);
    const name = this.#records.freshName();
    const count = Math.ceil(text.length / pieceCharacters);
    await Promise.all(
      Array.from({ length: count }, (_, index) =>
        this.#records.documents.create(
          pieces,
          `${name} ${index}`,
          text.slice(index * pieceCharacters, (index + 1) * pieceCharacters),
        ),
      ),
    );
    return { name, pieces: count };
  }

  /** Its text has as many characters as before: each piece stays one. Repeating changes nothing. */
  async rewrite({ body }: Head, settlement: SettlementRecord): Promise<void> {
    const names = Array.from({ length: body.pieces }, (_, index) => `${body.name} ${index}`);
    const before = await this.#textOf(body);
    // In the state in which it was stored, as it was written.
    const { state, seenAtMs, note, proof, replacedBy } = parsed<SettlementRecord>(before);
    const text = JSON.stringify({ ...settlement, state, seenAtMs, note, proof, replacedBy });
    if (text.length !== before.length) throw new Error('a settlement changed its length');
    for (const [index, name] of names.entries()) {
      const piece = text.slice(index * pieceCharacters, (index + 1) * pieceCharacters);
      await this.#records.documents.change<string, null>(pieces, name, (found) =>
        found === piece ? { result: null } : { state: piece, result: null },
      );
    }
  }

  /** The settlement in its present state. */
  async read({ body, state, seenAtMs, note, proof, replacedBy }: Head): Promise<SettlementRecord> {
    const text = await this.#textOf(body);
    return { ...parsed<SettlementRecord>(text), state, seenAtMs, note, proof, replacedBy };
  }

  async #textOf({ name, pieces: count }: Head['body']): Promise<string> {
    const found = await this.#records.documents.readMany(
      pieces,
      Array.from({ length: count }, (_, index) => `${name} ${index}`),
    );
    return found.map((piece) => present(piece, 'a piece of a settlement').state).join('');
  }
}
