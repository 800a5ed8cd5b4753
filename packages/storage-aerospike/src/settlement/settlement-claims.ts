import { at } from '@asg/values/present';
import type { Kind, Stored } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';

/** Whose it is; a new claim counts up the record's revision. */
export interface Claim {
  readonly by: string | null;
}

/** Things that one settlement claims at a time, before its lane decides whether it is stored. */
export class SettlementClaims {
  readonly #records: RecordStore;
  readonly #kind: Kind<Claim>;

  constructor(records: RecordStore, kind: Kind<Claim>) {
    this.#records = records;
    this.#kind = kind;
  }

  /** In order: the settlement that claims each; null: none does. */
  async claimants(ids: readonly string[]): Promise<readonly (string | null)[]> {
    const found = await this.#records.documents.readMany(this.#kind, ids);
    return found.map((one) => one?.state.by ?? null);
  }

  /**
   * Claims them for a settlement. `isHeldBy` tells whether one that is claimed by another has to stay with it, and makes
   * sure of it if not. False: one has to; what was claimed until then stays claimed, for whoever voids the settlement.
   */
  async claim(
    ids: readonly string[],
    settlementId: string,
    isHeldBy: (other: string) => Promise<boolean>,
  ): Promise<boolean> {
    const known = await this.#records.documents.readMany(this.#kind, ids);
    const claimed = await Promise.all(
      ids.map((id, index) => this.#claimOne(id, at(known, index), settlementId, isHeldBy)),
    );
    return claimed.every((isMine) => isMine);
  }

  async #claimOne(
    id: string,
    known: Stored<Claim> | null,
    settlementId: string,
    isHeldBy: (other: string) => Promise<boolean>,
  ): Promise<boolean> {
    for (let found = known; ; found = await this.#records.documents.read(this.#kind, id)) {
      const by = found?.state.by ?? null;
      if (by !== null && by !== settlementId && (await isHeldBy(by))) return false;
      const revision = found?.revision ?? 0;
      const isMine = await this.#records.documents.change<Claim, boolean>(
        this.#kind,
        id,
        (_, next) =>
          next === revision + 1 ? { state: { by: settlementId }, result: true } : { result: false },
        found ?? undefined,
      );
      if (isMine) return true;
    }
  }

  /** What this settlement claims is free again. */
  async free(ids: readonly string[], settlementId: string): Promise<void> {
    await this.#records.documents.changeMany<Claim, null>(
      this.#kind,
      ids.map((id) => ({
        id,
        changer: (found) =>
          found?.by === settlementId ? { state: { by: null }, result: null } : { result: null },
      })),
    );
  }
}
