import type { SettlementRecord, SettlementState } from '@asg/domain';
import { sats } from '@asg/domain';
import type { Page, SettlementSummary } from '@asg/storage';
import type { Kind } from '../records/document.ts';
import { above, below } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { Bodies, heads, settlementLists } from './settlement-kind.ts';

export const txids: Kind<{ readonly settlementId: string }> = { name: 'txi', set: 'doc', places: () => [] };

/** Reads of settlements. */
export class SettlementList {
  readonly #records: RecordStore;
  readonly #bodies: Bodies;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#bodies = new Bodies(records);
  }

  async settlement(settlementId: string): Promise<SettlementRecord | null> {
    const found = await this.#records.documents.read(heads, settlementId);
    return found?.state.phase === 'stored' ? this.#bodies.read(found.state) : null;
  }

  async byTxid(txid: string): Promise<SettlementRecord | null> {
    const found = await this.#records.documents.read(txids, txid);
    return found === null ? null : this.settlement(found.state.settlementId);
  }

  async settlementsIn(
    states: readonly SettlementState[],
    limit: number,
    after: string | null = null,
  ): Promise<readonly SettlementRecord[]> {
    const page = { after: after === null ? null : above(after), limit };
    const found = await Promise.all(
      [...new Set(states)].map((state) =>
        this.#records.documents.listed(heads, settlementLists.in(state), page),
      ),
    );
    const oldest = found
      .flat()
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
    return Promise.all(oldest.map(({ state }) => this.#bodies.read(state)));
  }

  async summaries({
    limit,
    before,
    state,
  }: Page & { readonly state: SettlementState | null }): Promise<readonly SettlementSummary[]> {
    const list = state === null ? settlementLists.all : settlementLists.in(state);
    const edge = before === null ? null : below(before);
    const found = await this.#records.documents.listed(heads, list, { limit, before: edge });
    return found.map(({ id, state: head }) => ({
      settlementId: id,
      state: head.state,
      txid: head.txid,
      taskCount: head.taskCount,
      minerFeeSats: sats(head.minerFeeSats),
      createdAtMs: head.createdAtMs,
      seenAtMs: head.seenAtMs,
      note: head.note,
    }));
  }
}
