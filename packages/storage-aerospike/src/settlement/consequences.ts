import { failedFor, revivedFrom, type SettlementRecord, type Task } from '@asg/domain';
import { present } from '@asg/values/present';
import { LRUCache } from 'lru-cache';
import type { Change } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SettlementParts } from './parts.ts';
import { Bodies, type Head, heads, txids } from './settlement-kind.ts';

const settledMax = 1_000;

interface Revived {
  readonly settlementId: string;
  readonly heirId: string;
  /** What stood in its place first. */
  readonly replacedBy: string | null;
  readonly note: string;
}
interface Settled {
  readonly settlementId: string;
  readonly nowMs: number;
  readonly paidAt: number;
}
interface TakenBack {
  readonly settlementId: string;
  readonly paidAt: number;
}
interface TakenOver {
  readonly from: string;
  readonly to: string;
}

/** What follows from a settlement being stored, seen, replaced or put back. */
export class SettlementConsequences {
  readonly #records: RecordStore;
  readonly #parts: SettlementParts;
  readonly #bodies: Bodies;
  /** Tasks that were settled here by a change, until its caller collects them. */
  /** Bounded: what a sweep settles is never collected. */
  readonly #settled = new LRUCache<string, readonly Task[]>({ max: settledMax });

  constructor(records: RecordStore, parts: SettlementParts) {
    this.#records = records;
    this.#parts = parts;
    this.#bodies = new Bodies(records);
    const { effects } = records;
    effects.register('stored', (settlementId: string) => this.stored(settlementId));
    effects.register('revived', (facts: Revived) => this.#revived(facts));
    effects.register('settle', (facts: Settled) => this.#settle(facts));
    effects.register('take over', (facts: TakenOver) => this.#takeOver(facts));
    const booking = (facts: { readonly settlementId: string }, id: string): void => this.#forget(facts, id);
    effects.register('carry', (facts: { settlementId: string }, id) => this.#carry(facts, id), booking);
    effects.register('pay', (facts: Settled, id) => this.#pay(facts, id), booking);
    effects.register('take back', (facts: TakenBack, id) => this.#takeBack(facts, id), booking);
  }

  /** The tasks that the change of this revision settled. */
  takeSettled(settlementId: string, revision: number): readonly Task[] {
    const name = `${settlementId} ${revision}`;
    const found = this.#settled.get(name) ?? [];
    this.#settled.delete(name);
    return found;
  }

  async #body(settlementId: string): Promise<SettlementRecord> {
    const found = await this.#records.documents.read(heads, settlementId);
    return this.#bodies.read(present(found, `the settlement ${settlementId}`).state);
  }

  #change(
    settlementId: string,
    changer: (head: Head, revision: number) => Change<Head, null> | { readonly result: null },
  ): Promise<null> {
    return this.#records.documents.change<Head, null>(heads, settlementId, (head, revision) => {
      if (head === null) throw new Error(`no settlement ${settlementId}`);
      return changer(head, revision);
    });
  }

  /** Its lane says that it is stored: so it is. */
  async stored(settlementId: string): Promise<void> {
    const { reservations, moves, heldCoins } = this.#parts;
    const settlement = await this.#body(settlementId);
    const { replaces, txid } = settlement;
    await this.#records.documents.create(txids, txid, { settlementId });
    await this.#change(settlementId, (head) => {
      if (head.phase === 'stored') return { result: null };
      const effects: readonly Effect[] = replaces === null ? [['do', 'carry', { settlementId }]] : [];
      return { state: { ...head, phase: 'stored' }, effects, result: null };
    });
    if (replaces === null) await reservations.keep(settlement);
    else await this.#replace(replaces, settlementId);
    await heldCoins.withdraw(settlement);
    await moves.close(settlementId);
  }

  async #replace(oldId: string, settlementId: string): Promise<void> {
    await this.#change(oldId, (old) =>
      old.claimedBy !== settlementId
        ? { result: null }
        : { ...failed(old, oldId, settlementId), result: null },
    );
  }

  /** The transaction is live again, in the place of its replacement; unless it was revived, or replaced again, before. */
  async #revived({ settlementId, heirId, replacedBy, note }: Revived): Promise<void> {
    const settlement = await this.#body(settlementId);
    await this.#change(settlementId, (head) =>
      head.state !== 'failed' || head.replacedBy !== replacedBy
        ? { result: null }
        : { state: { ...head, ...revivedFrom(head, note), claimedBy: null }, result: null },
    );
    const [now, replacement] = await this.#records.documents.readMany(heads, [settlementId, heirId]);
    if (now?.state.state === 'failed') return;
    if (replacement?.state.state !== 'failed' || replacement.state.replacedBy !== settlementId) {
      await this.#parts.coins.claim(settlement.inputs, settlementId, async () => false);
      await this.#change(heirId, (found) => ({ ...failed(found, heirId, settlementId), result: null }));
    }
    await this.#parts.heldCoins.withdraw(settlement);
  }

  async #takeOver({ from, to }: TakenOver): Promise<void> {
    const head = await this.#records.documents.read(heads, from);
    // What was put back since goes on as it is.
    if (head?.state.state !== 'failed' || head.state.replacedBy !== to) return;
    const { coins, heldCoins, tasks } = this.#parts;
    const [old, replacement] = await Promise.all([this.#body(from), this.#body(to)]);
    await heldCoins.takeOver(old, replacement);
    await coins.free(old.inputs, from);
    const command = { do: 'transfer', from, to, txid: replacement.txid } as const;
    await tasks.change(old.tasks.map(({ taskId }) => ({ taskId, command })));
    await heldCoins.withdraw(replacement);
  }

  async #settle(facts: Settled): Promise<void> {
    const { settlementId, nowMs, paidAt } = facts;
    const { tasks, heldCoins, paymail } = this.#parts;
    const settlement = await this.#body(settlementId);
    const { txid } = settlement;
    const outcomes = await tasks.change(
      settlement.tasks.map((cost) => {
        const { taskId, costSats } = cost;
        return { taskId, command: { do: 'settle', settlementId, txid, costSats, nowMs }, cost };
      }),
    );
    const settled = outcomes.flatMap((outcome) => (outcome?.kind === 'applied' ? [outcome.task] : []));
    this.#settled.set(`${settlementId} ${paidAt}`, settled);
    await heldCoins.keep(settlement);
    await paymail.open(settlement, nowMs);
  }

  async #carry({ settlementId }: { readonly settlementId: string }, id: string): Promise<void> {
    await this.#parts.payouts.carry(await this.#body(settlementId), id);
  }

  async #pay({ settlementId, paidAt, nowMs }: Settled, id: string): Promise<void> {
    await this.#parts.payouts.pay(await this.#body(settlementId), id, paidAt, nowMs);
  }

  async #takeBack({ settlementId, paidAt }: TakenBack, id: string): Promise<void> {
    await this.#parts.payouts.takeBack(await this.#body(settlementId), id, paidAt);
  }

  #forget({ settlementId }: { readonly settlementId: string }, id: string): void {
    // Where it fails, the names stay where they are, a few bytes each.
    void this.#body(settlementId).then(
      (settlement) => this.#parts.payouts.forget(settlement, id),
      () => undefined,
    );
  }
}

/** The settlement is void, and the replacement takes its place. */
function failed(
  head: Head,
  settlementId: string,
  heirId: string,
): { readonly state: Head; readonly effects: readonly Effect[] } {
  const { paidAt } = head;
  return {
    state: { ...head, ...failedFor(head, heirId), claimedBy: null, paidAt: null },
    effects: [
      ...(paidAt === null ? [] : [['do', 'take back', { settlementId, paidAt }] as const]),
      ['do', 'take over', { from: settlementId, to: heirId }],
    ],
  };
}
