import type { UsageDay, UsageMonth, UsdPrice } from './records.ts';

export interface BillingReader {
  /** Null: nothing was settled in that month. */
  month(customerId: string, month: string): Promise<UsageMonth | null>;
  /** Months with payments, the newest first; `before`: the last month of the page before. */
  months(
    customerId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly UsageMonth[]>;
  /** The days of a month that have payments, in order. */
  days(customerId: string, month: string): Promise<readonly UsageDay[]>;
  /** Open months before `month`, of all customers, the oldest first. */
  openMonths(before: string, limit: number): Promise<readonly { customerId: string; month: string }[]>;
}

export interface BillingWriter {
  /**
   * Closes a month that has payments, for good: what is settled with an earlier clock afterwards goes to the first open
   * month after it. Does nothing to one that is closed or does not exist.
   */
  closeMonth(request: {
    readonly customerId: string;
    readonly month: string;
    readonly nowMs: number;
    readonly price: UsdPrice;
  }): Promise<void>;
}

export interface BillingStore extends BillingReader, BillingWriter {}
