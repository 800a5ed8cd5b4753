import { isReplaceable } from '@asg/domain';
import { present } from '@asg/values/present';
import type { RecordStore } from '../records/record-store.ts';
import type { SettlementConsequences } from './consequences.ts';
import type { LaneStore } from './lanes.ts';
import { type Head, heads } from './settlement-kind.ts';

/** Whether settlements are stored and live, and who may take what another claims. */
export class Standings {
  readonly #records: RecordStore;
  readonly #lanes: LaneStore;
  readonly #consequences: SettlementConsequences;

  constructor(records: RecordStore, lanes: LaneStore, consequences: SettlementConsequences) {
    this.#records = records;
    this.#lanes = lanes;
    this.#consequences = consequences;
  }

  async head(settlementId: string): Promise<Head | null> {
    return (await this.#records.documents.read(heads, settlementId))?.state ?? null;
  }

  /** Whether it is stored; what follows from that is carried out, if it was not. */
  async isStored(settlementId: string, laneId: string): Promise<boolean> {
    const head = await this.head(settlementId);
    if (head?.phase === 'stored') return true;
    if (!(await this.#lanes.hasStored(laneId, settlementId))) return false;
    await this.#consequences.stored(settlementId);
    return true;
  }

  /** Whether it is stored and nothing took its place. */
  async isLive(settlementId: string): Promise<boolean> {
    const head = await this.head(settlementId);
    if (head === null || !(await this.isStored(settlementId, head.laneId))) return false;
    return present(await this.head(settlementId), `the settlement ${settlementId}`).state !== 'failed';
  }

  /** Whether what it claims stays with it; if not, it is made sure that it never is stored with it. */
  async staysWith(settlementId: string): Promise<boolean> {
    if (await this.isLive(settlementId)) return true;
    const head = await this.head(settlementId);
    if (head === null || head.phase === 'stored') return false;
    if ((await this.#lanes.void(head.laneId, settlementId)) === 'void') return false;
    return this.isLive(settlementId);
  }

  /** Whether it is stored, so that the carried sums it claims are its to change; if not, it never is stored with them. */
  async carries(settlementId: string): Promise<boolean> {
    const head = await this.head(settlementId);
    if (head === null) return false;
    if (await this.isStored(settlementId, head.laneId)) return true;
    return (await this.#lanes.void(head.laneId, settlementId)) === 'stored';
  }

  async claimPlace(old: string, settlementId: string): Promise<boolean> {
    for (;;) {
      const head = await this.head(old);
      const rival = head?.claimedBy ?? null;
      if (head === null || head.replacedBy !== null) return false;
      if (rival !== null && rival !== settlementId && (await this.staysWith(rival))) return false;
      const claimed = await this.#records.documents.change<Head, 'mine' | 'no' | 'again'>(
        heads,
        old,
        (found) => {
          if (found === null || !isReplaceable(found)) return { result: 'no' };
          if (found.claimedBy !== rival) return { result: 'again' };
          return { state: { ...found, claimedBy: settlementId }, result: 'mine' };
        },
      );
      if (claimed !== 'again') return claimed === 'mine';
    }
  }

  async unclaimPlace(old: string, settlementId: string): Promise<void> {
    await this.#records.documents.change<Head, null>(heads, old, (found) =>
      found?.claimedBy === settlementId
        ? { state: { ...found, claimedBy: null }, result: null }
        : { result: null },
    );
  }
}
