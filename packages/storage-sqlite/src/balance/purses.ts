import type { DatabaseSync } from 'node:sqlite';
import {
  type AllowanceTerms,
  allowanceEntry,
  type Balance,
  type BalanceEntry,
  type BalanceSums,
  balanceOf,
  becomesLow,
  entryPlace,
  type FundsRefusal,
  type GoldBill,
  type GoldCharge,
  lowBalanceEventOf,
  lowSatsOf,
  type MoneyMove,
  type Purse,
  reservingOf,
  type SpendableMove,
  type SpendLimits,
  sats,
  spendableSats,
  type Tier,
  utcDate,
  type Wanted,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import type { EventTable } from '../events/events.ts';
import { parsed, type Statement, statement } from '../sql.ts';
import { balanceColumns } from './sums.ts';

interface PurseRow extends BalanceSums {
  readonly quotaLeft: number;
  readonly day: string;
  readonly daySats: number;
  readonly limits: string | null;
  readonly tier: Tier;
}

/** What is taken together: so many tasks of the quota, and what they can cost at most. */
export interface Taking extends Wanted {
  readonly count: number;
}

/** What a customer has, as of now; nothing else of them may change until it is taken from. */
export interface OpenPurse extends Purse {
  readonly customerId: string;
  readonly terms: AllowanceTerms | null;
  readonly nowMs: number;
  readonly quotaLeft: number;
  readonly takenSats: number;
}

/** Why so much money cannot be taken; null: it can be. */
export function whyNot(purse: OpenPurse, wanted: Wanted): FundsRefusal | null {
  const reserving = reservingOf(purse, wanted, purse.terms, purse.nowMs);
  return reserving.kind === 'reserved' ? null : reserving;
}

/** What customers can still submit: quota and money. Runs inside the caller's transaction. */
export class Purses {
  readonly #events: EventTable;
  readonly #select: Statement<PurseRow>;
  readonly #take: Statement;
  readonly #addQuota: Statement;
  readonly #enter: Statement;
  readonly #move: Statement;
  readonly #insertEntry: Statement;
  readonly #sandboxDay: Statement<{ readonly sats: number }>;
  readonly #addSandboxDay: Statement;
  /** What tasks that changed in this transaction move, by who pays for them; written once each before it ends. */
  #moves = new Map<string, MoneyMove>();

  constructor(db: DatabaseSync, events: EventTable) {
    this.#events = events;
    this.#select = statement(
      db,
      `select quota_left as quotaLeft, ${balanceColumns}, day, day_sats as daySats,
       record -> '$.limits' as limits, record ->> '$.tier' as tier from customer where id = ?`,
    );
    this.#take = statement(
      db,
      `update customer set quota_left = quota_left - ?1, taken_sats = taken_sats + ?2,
       day_sats = iif(day >= ?3, day_sats, 0) + ?2, day = max(day, ?3),
       own_taken_sats = own_taken_sats + ?4 where id = ?5`,
    );
    this.#addQuota = statement(db, 'update customer set quota_left = quota_left + ? where id = ?');
    this.#enter = statement(
      db,
      'update customer set entered_sats = entered_sats + ?1, allowance_sats = allowance_sats + ?2 where id = ?3',
    );
    this.#move = statement(
      db,
      `update customer set closed_sats = closed_sats + ?, paid_sats = paid_sats + ?,
       upgrade_grant_sats = upgrade_grant_sats + ?, own_back_sats = own_back_sats + ? where id = ?`,
    );
    this.#insertEntry = statement(
      db,
      'insert into balance_entry (customer_id, place, entry_id, record) values (?, ?, ?, ?)',
    );
    this.#sandboxDay = statement(db, 'select taken_sats as sats from sandbox_day where date = ?');
    this.#addSandboxDay = statement(
      db,
      `insert into sandbox_day (date, taken_sats) values (?1, ?2)
       on conflict (date) do update set taken_sats = taken_sats + ?2`,
    );
  }

  /** Null: there is no such customer. */
  balance(customerId: string): Balance | null {
    this.flush();
    const row = this.#select.get(customerId);
    return row === undefined ? null : balanceOf(row);
  }

  /**
   * What there is to take from, read once for all that one request asks of it. `terms`: null where the customer has no allowance. Throws
   * if there is no such customer: whoever asks has authenticated one.
   */
  open(customerId: string, terms: AllowanceTerms | null, nowMs: number): OpenPurse {
    this.flush();
    return this.#opened(this.#row(customerId), { customerId, terms, nowMs });
  }

  /** What gold's owner pays from; null: their money does not do. */
  payingFrom(bill: GoldBill): 'allowance' | 'balance' | null {
    const purse = this.#openFor(bill);
    if (whyNot(purse, { sats: bill.sats, ownSats: 0 }) !== null) return null;
    return purse.terms === null ? 'balance' : 'allowance';
  }

  /** Takes what a gold task can cost from its owner; nothing came between since `payingFrom`. */
  charge(name: string, bill: GoldBill): GoldCharge {
    this.take(this.#openFor(bill), { count: 0, sats: bill.sats, ownSats: 0 });
    return { owner: bill.owner, name };
  }

  #openFor({ owner, allowance, nowMs }: GoldBill): OpenPurse {
    this.flush();
    const row = this.#row(owner);
    const terms = row.tier === 'sandbox' ? allowance : null;
    return this.#opened(row, { customerId: owner, terms, nowMs });
  }

  /** Takes all of it, once from each purse. The caller has asked `whyNot`, and the schema refuses a quota below zero. */
  take(purse: OpenPurse, taking: Taking): void {
    const { count, sats: wantedSats, ownSats } = taking;
    const { customerId, terms, nowMs } = purse;
    const date = utcDate(nowMs);
    const reserving = reservingOf(purse, taking, terms, nowMs);
    if (reserving.kind === 'reserved' && reserving.grantSats > 0 && terms !== null) {
      const before = sats(terms.allowanceSats - reserving.grantSats);
      this.enter(allowanceEntry(customerId, { before, upToSats: terms.allowanceSats }, nowMs));
    }
    if (terms !== null && wantedSats > 0) this.#addSandboxDay.run(date, wantedSats);
    this.#take.run(count, wantedSats, date, ownSats, customerId);
    const beforeSats = spendableSats(purse.balance, terms);
    const move = { beforeSats, afterSats: beforeSats - wantedSats };
    const cause = `taken ${purse.takenSats + wantedSats}`;
    this.#tellIfLow(customerId, purse.limits, move, { cause, atMs: nowMs });
  }

  /** Writes the event where the change that was made has crossed what the customer wants to be told of. */
  #tellIfLow(
    customerId: string,
    limits: SpendLimits | null,
    move: SpendableMove,
    change: { readonly cause: string; readonly atMs: number },
  ): void {
    const lowSats = lowSatsOf(limits);
    if (lowSats === null || !becomesLow(move, lowSats)) return;
    const figures = { availableSats: move.afterSats, lowSats };
    this.#events.record(lowBalanceEventOf(customerId, figures, change, sha256));
  }

  #opened(row: PurseRow, of: Pick<OpenPurse, 'customerId' | 'terms' | 'nowMs'>): OpenPurse {
    const { quotaLeft, takenSats } = row;
    const date = utcDate(of.nowMs);
    return {
      ...of,
      quotaLeft,
      takenSats,
      balance: balanceOf(row),
      limits: limitsOf(row),
      todaySats: row.day === date ? row.daySats : 0,
      sandboxTodaySats: of.terms === null ? 0 : (this.#sandboxDay.get(date)?.sats ?? 0),
    };
  }

  #row(customerId: string): PurseRow {
    const row = this.#select.get(customerId);
    if (row === undefined) throw new Error(`no customer ${customerId}`);
    return row;
  }

  addQuota(customerId: string, count: number): void {
    this.#addQuota.run(count, customerId);
  }

  /** An entry that is not there yet. */
  enter(entry: BalanceEntry): void {
    const { customerId, entryId, kind, sats: by } = entry;
    this.#insertEntry.run(customerId, entryPlace(entry), entryId, JSON.stringify(entry));
    this.#enter.run(by, kind === 'allowance' ? by : 0, customerId);
    if (by >= 0) return;
    // Of a sandbox account too what is free alone counts here: what it may still be given is not known.
    const after = this.#row(customerId);
    const { freeSats } = balanceOf(after);
    const move = { beforeSats: freeSats - by, afterSats: freeSats };
    this.#tellIfLow(customerId, limitsOf(after), move, { cause: entryId, atMs: entry.atMs });
  }

  /** Remembers what the change of a task moves. */
  follow(move: MoneyMove | null): void {
    if (move === null) return;
    const { customerId } = move;
    const before = this.#moves.get(customerId);
    this.#moves.set(customerId, before === undefined ? move : plus(before, move));
  }

  /** Writes what was remembered: before the transaction ends, and before the sums are read in it. */
  flush(): void {
    for (const [customerId, { closedSats, paidSats, upgradeGrantSats, ownBackSats }] of this.#moves)
      this.#move.run(closedSats, paidSats, upgradeGrantSats, ownBackSats, customerId);
    this.#moves.clear();
  }

  afterRollback(): void {
    this.#moves.clear();
  }
}

function limitsOf({ limits }: PurseRow): SpendLimits | null {
  return limits === null ? null : parsed<SpendLimits>(limits);
}

function plus(a: MoneyMove, b: MoneyMove): MoneyMove {
  return {
    customerId: a.customerId,
    closedSats: a.closedSats + b.closedSats,
    paidSats: a.paidSats + b.paidSats,
    upgradeGrantSats: a.upgradeGrantSats + b.upgradeGrantSats,
    ownBackSats: a.ownBackSats + b.ownBackSats,
  };
}
