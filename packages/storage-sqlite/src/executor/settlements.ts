import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { legalSettlementTransitions, type Task } from '@asg/domain';
import type {
  AdvanceSettlement,
  AdvanceSettlementOutcome,
  ReserveForSettlement,
  SettlementRecord,
  StoreSettlementOutcome,
} from '@asg/storage';
import { columnsOfSettlement, type SettlementRow, settlementOf } from '../settlement-row.ts';
import { type LaneTable, sameCoin } from './lanes.ts';
import type { Ledger } from './ledger.ts';
import type { Reservations } from './reservations.ts';
import type { TaskTable } from './task-table.ts';
import type { UsageTable } from './usage.ts';

/** Signed batches, from the reservation of their tasks to the last block. */
export class SettlementTable {
  readonly #tasks: TaskTable;
  readonly #lanes: LaneTable;
  readonly #reservations: Reservations;
  readonly #ledger: Ledger;
  readonly #usage: UsageTable;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #spender: StatementSync;
  readonly #spend: StatementSync;
  readonly #unspend: StatementSync;

  constructor(
    db: DatabaseSync,
    rooms: {
      tasks: TaskTable;
      lanes: LaneTable;
      reservations: Reservations;
      ledger: Ledger;
      usage: UsageTable;
    },
  ) {
    this.#tasks = rooms.tasks;
    this.#lanes = rooms.lanes;
    this.#reservations = rooms.reservations;
    this.#ledger = rooms.ledger;
    this.#usage = rooms.usage;
    this.#select = db.prepare(`select ${columnsOfSettlement} from settlement where id = ?`);
    this.#insert = db.prepare(
      'insert into settlement (id, state, seen_at, note, record) values (?, ?, ?, ?, ?)',
    );
    this.#update = db.prepare('update settlement set state = ?, seen_at = ?, note = ? where id = ?');
    this.#spender = db.prepare(
      'select settlement_id as settlementId from coin_spent where txid = ? and vout = ?',
    );
    this.#spend = db.prepare('insert into coin_spent (txid, vout, settlement_id) values (?, ?, ?)');
    this.#unspend = db.prepare('delete from coin_spent where txid = ? and vout = ? and settlement_id = ?');
  }

  #load(settlementId: string): SettlementRecord | null {
    const row = this.#select.get(settlementId) as SettlementRow | undefined;
    return row === undefined ? null : settlementOf(row);
  }

  reserve(request: ReserveForSettlement): readonly Task[] | 'fenced' {
    if (this.#lanes.newest(request.laneId, request.token) === null) return 'fenced';
    const stored = this.#load(request.settlementId);
    if (stored !== null) return stored.tasks.map(({ taskId }) => this.#tasks.load(taskId)!.task);
    return this.#reservations.reserve(request);
  }

  store(request: { settlement: SettlementRecord; token: number }): StoreSettlementOutcome {
    const { settlement, token } = request;
    const { settlementId, laneId, inputs, change } = settlement;
    if (this.#load(settlementId) !== null) return 'stored';
    const lane = this.#lanes.newest(laneId, token);
    if (lane === null) return 'fenced';
    const held = new Map(this.#reservations.held(settlementId).map((stored) => [stored.task.taskId, stored]));
    if (settlement.tasks.some(({ taskId }) => !held.delete(taskId))) return 'task_not_reserved';
    if (inputs.some(({ txid, vout }) => this.#spender.get(txid, vout) !== undefined)) return 'coin_in_use';

    for (const { txid, vout } of inputs) this.#spend.run(txid, vout, settlementId);
    // What was reserved and then left out waits for the next settlement.
    for (const stored of held.values()) this.#reservations.apply(stored, { do: 'release', settlementId }, 0);
    this.#reservations.keep(settlementId);
    this.#lanes.save({ ...lane, coin: change, settlementId });
    const { state, seenAtMs, note } = settlement;
    this.#insert.run(settlementId, state, seenAtMs, note, JSON.stringify(settlement));
    this.#ledger.carry(settlement);
    return 'stored';
  }

  advance({ settlementId, to, nowMs, note }: AdvanceSettlement): AdvanceSettlementOutcome {
    const settlement = this.#load(settlementId);
    if (settlement === null) throw new Error(`no settlement ${settlementId}`);
    const { state } = settlement;
    if (state === to) return { kind: 'repeated' };
    if (!legalSettlementTransitions[state].includes(to)) return { kind: 'illegal', state };
    const settles = settlement.seenAtMs === null && (to === 'seen' || to === 'mined');
    this.#update.run(to, settles ? nowMs : settlement.seenAtMs, note, settlementId);
    return { kind: 'advanced', settled: settles ? this.#settle(settlement, nowMs) : [] };
  }

  #settle(settlement: SettlementRecord, nowMs: number): readonly Task[] {
    const { settlementId, txid } = settlement;
    const settled = settlement.tasks.flatMap((cost) => {
      const stored = this.#tasks.load(cost.taskId);
      const command = { do: 'settle', settlementId, txid, costSats: cost.costSats, nowMs } as const;
      const task = stored && this.#reservations.apply(stored, command, nowMs);
      return task === null ? [] : [{ task, cost }];
    });
    this.#ledger.pay(settlement, nowMs);
    this.#usage.book(settled, nowMs);
    return settled.map(({ task }) => task);
  }

  /**
   * Gives back what a settlement holds that was never stored, or that failed before anyone saw it: tasks, and then
   * also its coins, its carries, and the lane's coin if nothing was built upon it. Does nothing to any other.
   */
  release(settlementId: string): void {
    const settlement = this.#load(settlementId);
    if (settlement === null) {
      this.#reservations.release(settlementId);
      return;
    }
    if (settlement.state !== 'failed' || settlement.seenAtMs !== null) return;
    const spends = settlement.inputs.filter(
      ({ txid, vout }) => this.#unspend.run(txid, vout, settlementId).changes !== 0,
    );
    if (spends.length === 0) return;
    this.#reservations.release(settlementId);
    this.#ledger.carryBack(settlement);
    const lane = this.#lanes.load(settlement.laneId);
    if (lane !== null && sameCoin(lane.coin, settlement.change)) {
      this.#lanes.save({ ...lane, coin: settlement.inputs[0] ?? null, settlementId: null });
    }
  }
}
