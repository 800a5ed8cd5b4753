import type { SettlementRecord, SettlementState } from '@asg/domain';
import { sats } from '@asg/domain';
import type { Page, SettlementSummary } from '@asg/storage';
import type { Kind } from '../keeping/document.ts';
import type { Keeper } from '../keeping/keeper.ts';
import { above, below } from '../keeping/keys.ts';
import { Bodies, heads, settlementLists } from './settlement-kind.ts';

export const txids: Kind<{ readonly settlementId: string }> = { name: 'txi', set: 'doc', places: () => [] };

/** Reads of settlements. */
export class SettlementList {
  readonly #keeper: Keeper;
  readonly #bodies: Bodies;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    this.#bodies = new Bodies(keeper);
  }

  async settlement(settlementId: string): Promise<SettlementRecord | null> {
    const found = await this.#keeper.documents.read(heads, settlementId);
    return found?.state.phase === 'stored' ? this.#bodies.read(found.state) : null;
  }

  async byTxid(txid: string): Promise<SettlementRecord | null> {
    const found = await this.#keeper.documents.read(txids, txid);
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
        this.#keeper.documents.listed(heads, settlementLists.in(state), page),
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
    const found = await this.#keeper.documents.listed(heads, list, { limit, before: edge });
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
