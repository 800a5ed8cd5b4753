import type { Coin, SettlementRecord, SettlementState } from '@asg/domain';
import { sats } from '@asg/domain';
import type * as port from '@asg/storage';
import { above, below, momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { lists as taskLists, tasks } from '../tasks/task-kind.ts';
import type { SpentCoins } from './coins.ts';
import { Bodies, heads, settlementLists, txids } from './settlement-kind.ts';
import type { Standings } from './standings.ts';

/** What is read of settlements, and of the tasks that wait for one. */
export class SettlementReader implements port.SettlementReader {
  readonly #records: RecordStore;
  readonly #coins: SpentCoins;
  readonly #standings: Standings;
  readonly #bodies: Bodies;

  constructor(records: RecordStore, coins: SpentCoins, standings: Standings) {
    this.#records = records;
    this.#coins = coins;
    this.#standings = standings;
    this.#bodies = new Bodies(records);
  }

  async get(settlementId: string): Promise<SettlementRecord | null> {
    const found = await this.#records.documents.read(heads, settlementId);
    return found?.state.phase === 'stored' ? this.#bodies.read(found.state) : null;
  }

  async byTxid(txid: string): Promise<SettlementRecord | null> {
    const found = await this.#records.documents.read(txids, txid);
    return found === null ? null : this.get(found.state.settlementId);
  }

  async inStates(
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

  async list({
    limit,
    before,
    state,
  }: port.Page & { readonly state: SettlementState | null }): Promise<readonly port.SettlementSummary[]> {
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

  async coinsInUse(asked: readonly Coin[]): Promise<readonly Coin[]> {
    const claimants = await this.#coins.claimants(asked);
    const inUse = await Promise.all(
      claimants.map(async (by) => by !== null && (await this.#standings.isLive(by))),
    );
    return asked.filter((_, index) => inUse[index]);
  }

  async paymentQueue(
    countMax: number,
    nowMs: number,
  ): Promise<{ oldestSinceMs: number; count: number } | null> {
    const { documents, lists } = this.#records;
    const until = momentKey(nowMs + 1);
    const [oldest] = await documents.listed(tasks, taskLists.due, { after: null, limit: 1, until });
    if (oldest === undefined || oldest.state.task.payment.kind !== 'due') return null;
    const count = await lists.count(taskLists.due, countMax, until);
    return { oldestSinceMs: oldest.state.task.payment.sinceMs, count: Math.max(1, count) };
  }
}
