import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { legalSettlementTransitions, type Task, type TaskCommand } from '@asg/domain';
import type {
  AdvanceSettlement,
  AdvanceSettlementOutcome,
  NoteSettlement,
  ReserveForSettlement,
  ReviveSettlement,
  ReviveSettlementOutcome,
  SettlementRecord,
  StoreSettlement,
  StoreSettlementOutcome,
} from '@asg/storage';
import { columnsOfSettlement, type SettlementRow, settlementOf } from '../settlement-row.ts';
import type { CarriedTable } from './carried.ts';
import type { SpentCoins } from './coins.ts';
import type { HeldCoinTable } from './held-coins.ts';
import type { LaneTable } from './lanes.ts';
import type { Ledger } from './ledger.ts';
import type { PaymailDeliveryTable } from './paymail-deliveries.ts';
import type { Reservations } from './reservations.ts';
import type { TaskTable } from './task-table.ts';
import type { TreasuryMoves } from './treasury-moves.ts';
import type { UsageTable } from './usage.ts';

interface Rooms {
  readonly tasks: TaskTable;
  readonly lanes: LaneTable;
  readonly reservations: Reservations;
  readonly ledger: Ledger;
  readonly carried: CarriedTable;
  readonly usage: UsageTable;
  readonly coins: SpentCoins;
  readonly moves: TreasuryMoves;
  readonly heldCoins: HeldCoinTable;
  readonly paymailDeliveries: PaymailDeliveryTable;
}

/** Signed batches, from the reservation of their tasks to the last block. */
export class SettlementTable {
  readonly #rooms: Rooms;
  readonly #select: StatementSync;
  readonly #selectByTxid: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #note: StatementSync;
  readonly #fail: StatementSync;
  readonly #revive: StatementSync;

  constructor(db: DatabaseSync, rooms: Rooms) {
    this.#rooms = rooms;
    this.#select = db.prepare(`select ${columnsOfSettlement} from settlement where id = ?`);
    this.#selectByTxid = db.prepare(`select ${columnsOfSettlement} from settlement where txid = ?`);
    this.#insert = db.prepare(
      'insert into settlement (id, state, seen_at, note, txid, record) values (?, ?, ?, ?, ?, ?)',
    );
    this.#update = db.prepare(
      'update settlement set state = ?, seen_at = ?, note = ?, proof = ? where id = ?',
    );
    this.#note = db.prepare('update settlement set note = ? where id = ?');
    this.#revive = db.prepare(
      "update settlement set state = 'unknown', note = ?, replaced_by = null where id = ?",
    );
    this.#fail = db.prepare(
      "update settlement set state = 'failed', seen_at = null, proof = null, replaced_by = ? where id = ?",
    );
  }

  #load(settlementId: string): SettlementRecord | null {
    const row = this.#select.get(settlementId) as SettlementRow | undefined;
    return row === undefined ? null : settlementOf(row);
  }

  /** The ids of the tasks. */
  reserve(request: ReserveForSettlement): readonly string[] | 'fenced' {
    const { lanes, reservations } = this.#rooms;
    if (lanes.newest(request.laneId, request.token) === null) return 'fenced';
    const stored = this.#load(request.settlementId);
    if (stored !== null) return stored.tasks.map(({ taskId }) => taskId);
    return reservations.reserve(request);
  }

  store({ settlement, token, proofOfDeath }: StoreSettlement): StoreSettlementOutcome {
    const { lanes, coins, ledger } = this.#rooms;
    const { settlementId, laneId, inputs, change, replaces } = settlement;
    if (this.#load(settlementId) !== null) return 'stored';
    const lane = lanes.newest(laneId, token);
    if (lane === null) return 'fenced';
    const old = replaces === null ? null : this.#load(replaces);
    const heldIds = replaces === null ? this.#rooms.reservations.heldIds(settlementId) : [];
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
    this.#rooms.heldCoins.withdraw(settlement);
    if (change !== null)
      lanes.save({ ...lane, coin: change, settlementId, position: settlement.lanePosition });
    const { state, seenAtMs, note, txid } = settlement;
    this.#insert.run(settlementId, state, seenAtMs, note, txid, JSON.stringify(settlement));
    if (old === null) {
      ledger.carry(settlement);
      this.#rooms.carried.follow(settlement.payees);
    }
    this.#rooms.moves.close(settlementId);
    return 'stored';
  }

  #whyNotInPlaceOf(
    old: SettlementRecord | null,
    settlement: SettlementRecord,
    isProvenDead: boolean,
  ): StoreSettlementOutcome | null {
    if (old === null || old.replacedBy !== null) return 'not_replaceable';
    if (!legalSettlementTransitions[old.state].includes('failed')) return 'not_replaceable';
    if (!paysTheSame(old, settlement)) return 'not_replaceable';
    return isProvenDead || this.#isBound(old, settlement) ? null : 'not_bound';
  }

  /** Whether the new transaction can be mined only if the old one never is. */
  #isBound(old: SettlementRecord, { inputs }: SettlementRecord): boolean {
    return old.inputs.some(({ txid, vout }) => {
      if (inputs.some((coin) => coin.txid === txid && coin.vout === vout)) return true;
      const parent = this.#selectByTxid.get(txid) as SettlementRow | undefined;
      const heir = parent === undefined ? null : this.#heirOf(settlementOf(parent));
      return heir !== null && inputs.some((coin) => coin.txid === heir.txid);
    });
  }

  /** What stands in its place now, at the end of all replacements; null: nothing does. */
  #heirOf({ replacedBy }: SettlementRecord): SettlementRecord | null {
    const heir = replacedBy === null ? null : this.#load(replacedBy);
    return heir === null ? null : (this.#heirOf(heir) ?? heir);
  }

  #keepTasks({ settlementId, tasks }: SettlementRecord, heldIds: readonly string[]): void {
    const { reservations } = this.#rooms;
    const kept = new Set(tasks.map(({ taskId }) => taskId));
    // What was reserved and then left out waits for the next settlement.
    for (const taskId of heldIds) {
      if (!kept.has(taskId)) this.#apply(taskId, { do: 'release', settlementId }, 0);
    }
    reservations.keep(settlementId);
  }

  revive({ settlementId, token, note }: ReviveSettlement): ReviveSettlementOutcome {
    const { lanes, coins } = this.#rooms;
    const settlement = this.#load(settlementId);
    if (settlement === null) return 'not_replaced';
    const lane = lanes.newest(settlement.laneId, token);
    if (lane === null) return 'fenced';
    if (settlement.state !== 'failed') return 'revived';
    const heir = this.#heirOf(settlement);
    if (heir === null) return 'not_replaced';
    this.#takeOver(heir, settlement);
    this.#revive.run(note, settlementId);
    coins.spend(settlement.inputs, settlementId);
    this.#rooms.heldCoins.withdraw(settlement);
    const { change: coin, lanePosition: position } = settlement;
    // Where its change was spent on already, the lane has nothing left to go on from.
    const isSpent = coin !== null && coins.anySpent([coin], null);
    if (isSpent) lanes.save({ ...lane, coin: null, settlementId: null, position });
    else if (coin !== null) lanes.save({ ...lane, coin, settlementId, position });
    return 'revived';
  }

  #takeOver(old: SettlementRecord, heir: SettlementRecord): void {
    const { settlementId, txid } = heir;
    const { coins, heldCoins, ledger } = this.#rooms;
    heldCoins.takeOver(old, heir);
    this.#fail.run(settlementId, old.settlementId);
    coins.free(old.inputs, old.settlementId);
    if (old.seenAtMs !== null) ledger.takeBack(old);
    const command = { do: 'transfer', from: old.settlementId, to: settlementId, txid } as const;
    for (const { taskId } of old.tasks) this.#apply(taskId, command, 0);
  }

  #apply(taskId: string, command: TaskCommand, nowMs: number): Task | null {
    const stored = this.#rooms.tasks.load(taskId);
    return stored && this.#rooms.reservations.apply(stored, command, nowMs);
  }

  advance({ settlementId, to, nowMs, note, proof }: AdvanceSettlement): AdvanceSettlementOutcome {
    const settlement = this.#load(settlementId);
    if (settlement === null) throw new Error(`no settlement ${settlementId}`);
    const { state } = settlement;
    if (state === to) return { kind: 'repeated' };
    if (!legalSettlementTransitions[state].includes(to)) return { kind: 'illegal', state };
    const settles = settlement.seenAtMs === null && (to === 'seen' || to === 'mined');
    const kept = to === 'mined' ? (proof ?? null) : to === 'final' ? settlement.proof : null;
    const seenAtMs = settles ? nowMs : settlement.seenAtMs;
    this.#update.run(to, seenAtMs, note, kept && JSON.stringify(kept), settlementId);
    return { kind: 'advanced', settled: settles ? this.#settle(settlement, nowMs) : [] };
  }

  note({ settlementId, states, note }: NoteSettlement): void {
    const stored = this.#load(settlementId);
    if (stored === null) throw new Error(`no settlement ${settlementId}`);
    if (states.includes(stored.state)) this.#note.run(note, settlementId);
  }

  #settle(settlement: SettlementRecord, nowMs: number): readonly Task[] {
    const { settlementId, txid } = settlement;
    const settled = settlement.tasks.flatMap((cost) => {
      const command = { do: 'settle', settlementId, txid, costSats: cost.costSats, nowMs } as const;
      const task = this.#apply(cost.taskId, command, nowMs);
      return task === null ? [] : [{ task, cost }];
    });
    this.#rooms.ledger.pay(settlement, nowMs);
    this.#rooms.heldCoins.keep(settlement);
    this.#rooms.paymailDeliveries.open(settlement, nowMs);
    this.#rooms.usage.book(settled, nowMs);
    return settled.map(({ task }) => task);
  }

  /** Gives back the tasks of a settlement that was never stored. Does nothing to any other. */
  release(settlementId: string): void {
    if (this.#load(settlementId) === null) this.#rooms.reservations.release(settlementId);
  }
}

function whyNotNew({ tasks }: SettlementRecord, heldIds: readonly string[]): StoreSettlementOutcome | null {
  const held = new Set(heldIds);
  return tasks.some(({ taskId }) => !held.has(taskId)) ? 'task_not_reserved' : null;
}

function paysTheSame(a: SettlementRecord, b: SettlementRecord): boolean {
  const ledger = ({ purpose, tasks, payees, outputs, withdrawal, feeSats }: SettlementRecord): string =>
    JSON.stringify([purpose, tasks, payees, outputs, withdrawal, feeSats]);
  return ledger(a) === ledger(b);
}
