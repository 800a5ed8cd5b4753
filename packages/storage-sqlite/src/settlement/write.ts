import type { DatabaseSync } from 'node:sqlite';
import {
  type AdvanceSettlement,
  advanceOf,
  type ForgetPaymailOutcome,
  failedFor,
  isBound,
  laneAfter,
  laneAfterRevival,
  leftOut,
  mayReplace,
  type NoteSettlement,
  revivedFrom,
  type SettlementProgress,
  type SettlementRecord,
  type Task,
  type TaskCommand,
  withNote,
  withoutPaymail,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type {
  AdvanceSettlementOutcome,
  ReserveForSettlement,
  ReviveSettlement,
  ReviveSettlementOutcome,
  StoreSettlement,
  StoreSettlementOutcome,
} from '@asg/storage';
import type { UsageTable } from '../billing/write.ts';
import type { HeldCoinTable } from '../payouts/held-coins.ts';
import type { Ledger } from '../payouts/ledger.ts';
import type { PaymailDeliveryTable } from '../payouts/paymail.ts';
import type { CarriedTable } from '../payouts/write.ts';
import type { RecordWriter } from '../records/write.ts';
import { type Statement, statement } from '../sql.ts';
import type { TaskTable } from '../tasks/task-table.ts';
import type { Sync } from '../writing/sync.ts';
import type { SpentCoins } from './coins.ts';
import type { LaneTable } from './lanes.ts';
import type { Reservations } from './reservations.ts';
import { columnsOfSettlement, type SettlementRow, settlementOf } from './settlement-row.ts';

/** `reserve` gives the ids of the tasks: who asked reads the tasks for themselves. */
type Writes = Omit<Sync<port.SettlementWriter>, 'reserve'> & {
  reserve(request: ReserveForSettlement): readonly string[] | 'fenced';
};

interface Parts {
  readonly tasks: TaskTable;
  readonly lanes: LaneTable;
  readonly reservations: Reservations;
  readonly ledger: Ledger;
  readonly carried: CarriedTable;
  readonly usage: UsageTable;
  readonly coins: SpentCoins;
  readonly heldCoins: HeldCoinTable;
  readonly records: RecordWriter;
  readonly paymailDeliveries: PaymailDeliveryTable;
}

/** Signed batches, from the reservation of their tasks to the last block. */
export class SettlementWriter implements Writes {
  readonly #parts: Parts;
  readonly #select: Statement<SettlementRow>;
  readonly #selectByTxid: Statement<SettlementRow>;
  readonly #insert: Statement;
  readonly #summarise: Statement;
  readonly #update: Statement;
  readonly #updateRecord: Statement;

  constructor(db: DatabaseSync, parts: Parts) {
    this.#parts = parts;
    this.#select = statement(db, `select ${columnsOfSettlement} from settlement where id = ?`);
    this.#selectByTxid = statement(db, `select ${columnsOfSettlement} from settlement where txid = ?`);
    this.#insert = statement(
      db,
      'insert into settlement (id, state, seen_at, note, txid, record) values (?, ?, ?, ?, ?, ?)',
    );
    this.#summarise = statement(
      db,
      'insert into settlement_summary (id, txid, task_count, miner_fee, created_at) values (?, ?, ?, ?, ?)',
    );
    this.#update = statement(
      db,
      'update settlement set state = ?, seen_at = ?, note = ?, proof = ?, replaced_by = ? where id = ?',
    );
    this.#updateRecord = statement(db, 'update settlement set record = ? where id = ?');
  }

  forgetPaymail({
    settlementId,
    workerId,
  }: {
    settlementId: string;
    workerId: string;
  }): ForgetPaymailOutcome {
    const settlement = this.#load(settlementId);
    const after = settlement && withoutPaymail(settlement, workerId);
    if (settlement !== null && after === null) return 'live';
    if (after !== settlement) this.#updateRecord.run(JSON.stringify(after), settlementId);
    return 'forgotten';
  }

  #load(settlementId: string): SettlementRecord | null {
    const row = this.#select.get(settlementId);
    return row === undefined ? null : settlementOf(row);
  }

  #save(settlementId: string, { state, seenAtMs, note, proof, replacedBy }: SettlementProgress): void {
    this.#update.run(state, seenAtMs, note, proof && JSON.stringify(proof), replacedBy, settlementId);
  }

  /** The ids of the tasks. */
  reserve(request: ReserveForSettlement): readonly string[] | 'fenced' {
    const { lanes, reservations } = this.#parts;
    if (lanes.newest(request.laneId, request.token) === null) return 'fenced';
    const stored = this.#load(request.settlementId);
    if (stored !== null) return stored.tasks.map(({ taskId }) => taskId);
    return reservations.reserve(request);
  }

  store({ settlement, token, proofOfDeath }: StoreSettlement): StoreSettlementOutcome {
    const { lanes, coins, ledger } = this.#parts;
    const { settlementId, laneId, inputs, change, replaces } = settlement;
    if (this.#load(settlementId) !== null) return 'stored';
    const lane = lanes.newest(laneId, token);
    if (lane === null) return 'fenced';
    const old = replaces === null ? null : this.#load(replaces);
    const heldIds = replaces === null ? this.#parts.reservations.heldIds(settlementId) : [];
    const refusal =
      replaces === null
        ? whyNotNew(settlement, heldIds)
        : this.#whyNotInPlaceOf(old, settlement, proofOfDeath !== undefined);
    if (refusal !== null) return refusal;
    if (coins.anySpent(inputs, replaces)) return 'coin_in_use';
    if (old === null && !ledger.carriesAre(settlement.payees)) return 'carry_changed';

    if (old === null) this.#keepTasks(settlement, heldIds);
    else this.#takeOver(old, settlement);
    coins.spend(inputs, settlementId);
    this.#parts.heldCoins.withdraw(settlement);
    if (change !== null) lanes.save(laneAfter(lane, settlement));
    const { state, seenAtMs, note, txid, tasks, minerFeeSats, createdAtMs } = settlement;
    this.#insert.run(settlementId, state, seenAtMs, note, txid, JSON.stringify(settlement));
    this.#summarise.run(settlementId, txid, tasks.length, minerFeeSats, createdAtMs);
    if (old === null) {
      ledger.carry(settlement);
      this.#parts.carried.follow(settlement.payees);
    }
    this.#parts.records.apply({ noun: 'moves', operation: 'close', request: settlementId });
    return 'stored';
  }

  #whyNotInPlaceOf(
    old: SettlementRecord | null,
    settlement: SettlementRecord,
    isProvenDead: boolean,
  ): StoreSettlementOutcome | null {
    if (old === null || !mayReplace(old, settlement)) return 'not_replaceable';
    const isSafe =
      isProvenDead || isBound(old, settlement, []) || isBound(old, settlement, this.#heirTxidsOf(old));
    return isSafe ? null : 'not_bound';
  }

  /** Of what took the place of the transactions that made its coins. */
  #heirTxidsOf({ inputs }: SettlementRecord): readonly string[] {
    return inputs.flatMap(({ txid }) => {
      const parent = this.#selectByTxid.get(txid);
      const replacement = parent === undefined ? null : this.#replacementOf(settlementOf(parent));
      return replacement === null ? [] : [replacement.txid];
    });
  }

  /** The last of its replacements; null: it was not replaced. */
  #replacementOf({ replacedBy }: SettlementRecord): SettlementRecord | null {
    const replacement = replacedBy === null ? null : this.#load(replacedBy);
    return replacement === null ? null : (this.#replacementOf(replacement) ?? replacement);
  }

  #keepTasks({ settlementId, tasks }: SettlementRecord, heldIds: readonly string[]): void {
    const { reservations } = this.#parts;
    for (const taskId of leftOut(heldIds, tasks)) this.#apply(taskId, { do: 'release', settlementId }, 0);
    reservations.keep(settlementId);
  }

  revive({ settlementId, token, note }: ReviveSettlement): ReviveSettlementOutcome {
    const { lanes, coins } = this.#parts;
    const settlement = this.#load(settlementId);
    if (settlement === null) return 'not_replaced';
    const lane = lanes.newest(settlement.laneId, token);
    if (lane === null) return 'fenced';
    if (settlement.state !== 'failed') return 'revived';
    const replacement = this.#replacementOf(settlement);
    if (replacement === null) return 'not_replaced';
    this.#takeOver(replacement, settlement);
    this.#save(settlementId, revivedFrom(settlement, note));
    coins.spend(settlement.inputs, settlementId);
    this.#parts.heldCoins.withdraw(settlement);
    const { change } = settlement;
    if (change !== null) lanes.save(laneAfterRevival(lane, settlement, coins.anySpent([change], null)));
    return 'revived';
  }

  #takeOver(old: SettlementRecord, replacement: SettlementRecord): void {
    const { settlementId, txid } = replacement;
    const { coins, heldCoins, ledger } = this.#parts;
    heldCoins.takeOver(old, replacement);
    this.#save(old.settlementId, failedFor(old, settlementId));
    coins.free(old.inputs, old.settlementId);
    if (old.seenAtMs !== null) ledger.takeBack(old);
    const command = { do: 'transfer', from: old.settlementId, to: settlementId, txid } as const;
    for (const { taskId } of old.tasks) this.#apply(taskId, command, 0);
  }

  #apply(taskId: string, command: TaskCommand, nowMs: number): Task | null {
    const stored = this.#parts.tasks.load(taskId);
    return stored && this.#parts.reservations.apply(stored, command, nowMs);
  }

  advance(request: AdvanceSettlement): AdvanceSettlementOutcome {
    const settlement = this.#stored(request.settlementId);
    const advance = advanceOf(settlement, request);
    if (advance.kind !== 'advanced') return advance;
    this.#save(request.settlementId, advance.after);
    return { kind: 'advanced', settled: advance.settles ? this.#settle(settlement, request.nowMs) : [] };
  }

  note(request: NoteSettlement): void {
    const stored = this.#stored(request.settlementId);
    const after = withNote(stored, request);
    if (after !== stored) this.#save(request.settlementId, after);
  }

  #stored(settlementId: string): SettlementRecord {
    const stored = this.#load(settlementId);
    if (stored === null) throw new Error(`no settlement ${settlementId}`);
    return stored;
  }

  #settle(settlement: SettlementRecord, nowMs: number): readonly Task[] {
    const { settlementId, txid } = settlement;
    const settled = settlement.tasks.flatMap((cost) => {
      const command = { do: 'settle', settlementId, txid, costSats: cost.costSats, nowMs } as const;
      const task = this.#apply(cost.taskId, command, nowMs);
      return task === null ? [] : [{ task, cost }];
    });
    this.#parts.ledger.pay(settlement, nowMs);
    this.#parts.heldCoins.keep(settlement);
    this.#parts.paymailDeliveries.open(settlement, nowMs);
    this.#parts.usage.book(settled, nowMs);
    return settled.map(({ task }) => task);
  }

  /** Gives back the tasks of a settlement that was never stored. Does nothing to any other. */
  release(settlementId: string): void {
    if (this.#load(settlementId) === null) this.#parts.reservations.release(settlementId);
  }
}

function whyNotNew({ tasks }: SettlementRecord, heldIds: readonly string[]): StoreSettlementOutcome | null {
  const held = new Set(heldIds);
  return tasks.some(({ taskId }) => !held.has(taskId)) ? 'task_not_reserved' : null;
}
