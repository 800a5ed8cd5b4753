import { dateAfterClosed, monthAfter, type UsageSums, usageFrom } from '@asg/domain';
import type * as port from '@asg/storage';
import type { UsageDay, UsageMonth, UsdPrice } from '@asg/storage';
import { at, last } from '@asg/values/present';
import { parsed } from '../records/bins.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Figures } from '../records/sums.ts';

export const openList = 'months';
export const monthSum = (customerId: string, month: string): string => `month|${customerId}|${month}`;
export const monthsOf = (customerId: string): string => `months|${customerId}`;
const daysMax = 31;

interface Booking {
  readonly customerId: string;
  readonly date: string;
  readonly by: Figures;
}

/** What was settled for whom. A month and its days are one sum, so that what is closed stays as it is to the last figure. */
export class BillingStore implements port.BillingStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
    records.effects.register('usage', (booking: Booking, id) => this.#book(booking, id));
  }

  /** On its day, or on the first of the next month that is still open. */
  async #book({ customerId, date, by }: Booking, id: string): Promise<void> {
    let open = date;
    while (!(await this.#add(customerId, open, by, id))) open = dateAfterClosed(open);
    const month = open.slice(0, 7);
    await Promise.all([
      this.#records.lists.put(monthsOf(customerId), [[month, '']]),
      this.#records.lists.put(openList, [[`${month} ${customerId}`, '']]),
    ]);
  }

  /** False: the month is closed. */
  async #add(customerId: string, date: string, by: Figures, id: string): Promise<boolean> {
    const [month, day] = [date.slice(0, 7), date.slice(8)];
    const ofDay = Object.entries(by).map(([name, count]) => [`${day}.${name}`, count] as const);
    const figures = { ...by, ...Object.fromEntries(ofDay), [`${day}.any`]: 1 };
    return (await this.#records.sums.add(monthSum(customerId, month), id, figures)) === 'added';
  }

  async closeMonth({
    customerId,
    month,
    nowMs,
    price,
  }: Parameters<port.BillingStore['closeMonth']>[0]): Promise<void> {
    const closing = JSON.stringify({ atMs: nowMs, price });
    await this.#records.sums.close(monthSum(customerId, month), closing);
    await this.#records.lists.remove(openList, [`${month} ${customerId}`]);
  }

  async month(customerId: string, month: string): Promise<UsageMonth | null> {
    return (await this.#months(customerId, [month]))[0] ?? null;
  }

  async months(
    customerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly UsageMonth[]> {
    const entries = await this.#records.lists.before(monthsOf(customerId), before, limit);
    return this.#months(
      customerId,
      entries.map(([month]) => month),
    );
  }

  async #months(customerId: string, months: readonly string[]): Promise<readonly UsageMonth[]> {
    const found = await this.#records.sums.readWithClosing(
      months.map((month) => monthSum(customerId, month)),
    );
    return found.flatMap((sum, index): readonly UsageMonth[] => {
      if (sum === null) return [];
      const closed = sum.closing === null ? null : parsed<{ atMs: number; price: UsdPrice }>(sum.closing);
      return [{ customerId, month: at(months, index), ...usageOf(sum.figures, ''), closed }];
    });
  }

  async days(customerId: string, month: string): Promise<readonly UsageDay[]> {
    const figures = await this.#records.sums.read(monthSum(customerId, month));
    const days: UsageDay[] = [];
    for (let number = 1; number <= daysMax; number++) {
      const day = String(number).padStart(2, '0');
      if (figures[`${day}.any`] === undefined) continue;
      days.push({ date: `${month}-${day}`, ...usageOf(figures, `${day}.`) });
    }
    return days;
  }

  /** Days with payments from one to another, both included. */
  async daysBetween(customerId: string, from: string, to: string): Promise<readonly UsageDay[]> {
    const months: string[] = [];
    for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) months.push(month);
    const days = await Promise.all(months.map((month) => this.days(customerId, month)));
    return days.flat().filter(({ date }) => date >= from && date <= to);
  }

  async openMonths(before: string, limit: number): Promise<readonly { customerId: string; month: string }[]> {
    const found: { customerId: string; month: string }[] = [];
    let after: string | null = null;
    for (;;) {
      const wanted = limit - found.length;
      const entries = await this.#records.lists.after(openList, after, wanted, before);
      const months = entries.map(([key]) => ({ month: key.slice(0, 7), customerId: key.slice(8) }));
      const sums = await this.#records.sums.readWithClosing(
        months.map(({ customerId, month }) => monthSum(customerId, month)),
      );
      const dead: string[] = [];
      for (const [index, month] of months.entries()) {
        // An entry may have been put back by a booking that was carried out again.
        const sum = at(sums, index);
        if (sum === null || sum.closing === null) found.push(month);
        else dead.push(at(entries, index)[0]);
      }
      if (dead.length > 0) await this.#records.lists.remove(openList, dead);
      if (entries.length < wanted || found.length >= limit) return found;
      after = last(entries)[0];
    }
  }
}

function usageOf(figures: Figures, day: string): UsageSums {
  return usageFrom((name) => figures[`${day}${name}`] ?? 0);
}
