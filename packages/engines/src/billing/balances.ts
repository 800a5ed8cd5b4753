import { createHash } from 'node:crypto';
import {
  type AllowanceTerms,
  allowanceOf,
  type BalanceEntry,
  type CustomerRecord,
  dateOfPlace,
  isLow,
  linePlace,
  lowSatsOf,
  monthAfter,
  newestLines,
  reservedOn,
  type Sats,
  type SpendLimits,
  type SpentDay,
  type StatementLine,
  sats,
  spendableSats,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { last } from '@asg/values/present';

/** Months that are looked at together for what was spent. */
const monthsPerRead = 12;
const linesPerRead = 100;
const randomBytes = 16;
/** All there will ever be of the currency: sums of a balance stay exact. */
const enteredSatsMax = 2_100_000_000_000_000;

/** What a customer can spend, as they and the operator see it. */
export interface BalanceReport {
  readonly customer: CustomerRecord;
  /** Of the sandbox's allowance: what was not given yet. */
  readonly allowanceLeftSats: Sats;
  /** What new tasks can take. */
  readonly availableSats: Sats;
  /** Set aside for tasks of today (UTC). */
  readonly reservedTodaySats: number;
  /** Less can be spent than the customer wants to be told of. */
  readonly isLow: boolean;
}

export interface Grant {
  readonly sats: Sats;
  readonly note: string;
  /** The operator's own name for it: given twice under it, it is given once. Null: none. */
  readonly key: string | null;
}
export type GrantResult =
  | {
      readonly kind: 'granted';
      readonly entry: BalanceEntry;
      readonly isRepeated: boolean;
      readonly report: BalanceReport;
    }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'conflict' }
  /** More was entered then than there will ever be. */
  | { readonly kind: 'too_much'; readonly leftSats: number };

/** Customers' money: what they have, and how it came and went. */
export class Balances {
  readonly #context: EngineContext;
  readonly #allowance: AllowanceTerms;

  constructor(context: EngineContext, rules: { readonly allowance: AllowanceTerms }) {
    this.#context = context;
    this.#allowance = rules.allowance;
  }

  /** Null: there is no such customer. */
  async of(customerId: string): Promise<BalanceReport | null> {
    const customer = await this.#context.storage.customers.get(customerId);
    return customer === null ? null : this.#report(customer);
  }

  /** Lines before a place, or the newest ones, the newest first. */
  async statement(
    customerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly StatementLine[]> {
    const beforeDate = before === null ? null : dateOfPlace(before);
    const [entries, days] = await Promise.all([
      this.#context.storage.balance.entries(customerId, { limit, before }),
      this.#spentDays(customerId, beforeDate, limit),
    ]);
    return newestLines(entries, days, limit);
  }

  /** The whole statement, a page at a time, the newest first. */
  async *pages(customerId: string): AsyncGenerator<readonly StatementLine[], void, undefined> {
    let before: string | null = null;
    for (;;) {
      const lines: readonly StatementLine[] = await this.statement(customerId, {
        limit: linesPerRead,
        before,
      });
      if (lines.length > 0) yield lines;
      if (lines.length < linesPerRead) return;
      before = linePlace(last(lines));
    }
  }

  /** Days with payments from the balance before a day, the latest first, at most `limit`. */
  async #spentDays(
    customerId: string,
    beforeDate: string | null,
    limit: number,
  ): Promise<readonly SpentDay[]> {
    const { billing } = this.#context.storage;
    const found: SpentDay[] = [];
    let beforeMonth = beforeDate === null ? null : monthAfter(beforeDate.slice(0, 7));
    for (;;) {
      const months = await billing.months(customerId, { limit: monthsPerRead, before: beforeMonth });
      for (const { month, balanceSats } of months) {
        if (balanceSats === 0) continue;
        const days = await billing.days(customerId, month);
        for (const day of days.toReversed()) {
          if (day.balanceSats === 0 || (beforeDate !== null && day.date >= beforeDate)) continue;
          const tasks = day.tasksSettled + day.tasksPaidUnlabelled + day.goldAnswersPaid;
          found.push({ date: day.date, sats: day.balanceSats, tasks });
        }
        if (found.length >= limit) return found.slice(0, limit);
      }
      if (months.length < monthsPerRead) return found;
      beforeMonth = last(months).month;
    }
  }

  /** Replaces the customer's own limits. */
  async setLimits(customerId: string, limits: SpendLimits): Promise<BalanceReport> {
    const { storage, ids } = this.#context;
    const changed = await storage.customers.change({ customerId, changeId: ids.next('event'), limits });
    if (changed === null) throw new Error(`customer ${customerId} has a key but no record`);
    return this.#report(changed.customer);
  }

  /** Gives a customer money of the operator's. */
  async grant(customerId: string, { sats: amount, note, key }: Grant): Promise<GrantResult> {
    const { storage, ids, clock } = this.#context;
    const name = key === null ? ids.hex(randomBytes) : createHash('sha256').update(key).digest('hex');
    const entryId = `grant/${name}`;
    const earlier = key === null ? null : await storage.balance.entry({ customerId, entryId });
    const known = earlier === null ? await this.of(customerId) : null;
    const leftSats = enteredSatsMax - (known?.customer.balance.enteredSats ?? 0);
    if (earlier === null && amount > leftSats) return { kind: 'too_much', leftSats };
    const entry: BalanceEntry = {
      entryId,
      customerId,
      kind: 'grant',
      sats: amount,
      atMs: clock.nowMs(),
      note,
      ref: null,
    };
    if (earlier === null && (await storage.balance.enter(entry)) === 'no_customer')
      return { kind: 'not_found' };
    // Of two requests under one key at once, one was entered.
    const stored = earlier ?? (await storage.balance.entry({ customerId, entryId }));
    const report = await this.of(customerId);
    if (stored === null || report === null) throw new Error(`${entryId} was entered and is not there`);
    if (stored.sats !== amount || stored.note !== note) return { kind: 'conflict' };
    return { kind: 'granted', entry: stored, isRepeated: earlier !== null, report };
  }

  #report(customer: CustomerRecord): BalanceReport {
    const { balance, limits } = customer;
    const spendable = spendableSats(balance, allowanceOf(customer, { allowance: this.#allowance }));
    return {
      customer,
      allowanceLeftSats: sats(spendable - balance.freeSats),
      availableSats: sats(Math.max(0, spendable)),
      reservedTodaySats: reservedOn(customer, this.#context.clock.nowMs()),
      isLow: isLow(spendable, lowSatsOf(limits)),
    };
  }
}
