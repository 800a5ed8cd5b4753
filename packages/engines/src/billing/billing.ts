import { addSats, type BillingParty, noUsage, type Sats, usdEstimate, utcMonth } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { UsageDay, UsageMonth, UsdPrice } from '@asg/storage';

/** A month closes so long after its end: settlers whose clocks are behind by less are in time, ms. */
const closeDelayMs = 600_000;
const closedPerRound = 100;
/** The operator among those who buy and sell. */
const sellerId = 'house';
export interface InvoiceParties {
  readonly buyer: BillingParty;
  /** Null: the operator did not say. */
  readonly seller: BillingParty | null;
}

/** A month and its sums. A closed month never changes, nor does its price. */
export interface Bill extends UsageMonth {
  /** Payouts and fees: the real figures of the transactions. */
  readonly costSats: Sats;
  readonly costUsdEstimate: number;
  readonly price: UsdPrice;
}

/** What customers are charged: months of settled tasks, which close by themselves. */
export class Billing {
  readonly #context: EngineContext;
  readonly #price: () => UsdPrice;

  /** `price` is that of open months; closing freezes it. */
  constructor(context: EngineContext, { price }: { readonly price: () => UsdPrice }) {
    this.#context = context;
    this.#price = price;
  }

  /** The month (YYYY-MM, UTC) that it is now. */
  get month(): string {
    return utcMonth(this.#context.clock.nowMs());
  }

  /** A month with its days; all 0 for one without payments. */
  async usage(customerId: string, month: string): Promise<{ bill: Bill; days: readonly UsageDay[] }> {
    const { storage } = this.#context;
    const [found, days] = await Promise.all([
      storage.billing.month(customerId, month),
      storage.billing.days(customerId, month),
    ]);
    return { bill: this.#bill(found ?? emptyMonth(customerId, month)), days };
  }

  /** The same for a month that has payments or has begun just now; null for any other. */
  async invoice(
    customerId: string,
    month: string,
  ): Promise<{ bill: Bill; days: readonly UsageDay[] } | null> {
    const usage = await this.usage(customerId, month);
    const isThere = usage.days.length > 0 || month === this.month;
    return isThere ? usage : null;
  }

  /** Who buys, and who sells: of a closed month as they were when it closed. */
  async parties({ customerId, month, closed }: Bill): Promise<InvoiceParties> {
    const { storage } = this.#context;
    const kept = closed === null ? null : await storage.invoiceParties.get({ customerId, month });
    if (kept !== null) return kept;
    const [buyer, seller] = await Promise.all([this.details(customerId), this.seller()]);
    return { buyer, seller };
  }

  /** How a customer is named on invoices: as they say, or by the name of their account. */
  async details(customerId: string): Promise<BillingParty> {
    const { storage } = this.#context;
    const said = await storage.billingParties.get({ customerId });
    if (said !== null) return said;
    const name = (await storage.customers.get(customerId))?.name ?? '';
    return { name, address: '', taxId: null };
  }

  seller(): Promise<BillingParty | null> {
    return this.#context.storage.billingParties.get({ customerId: sellerId });
  }

  async setDetails(customerId: string, party: BillingParty): Promise<void> {
    await this.#context.storage.billingParties.set({ customerId, party });
  }

  setSeller(party: BillingParty): Promise<void> {
    return this.setDetails(sellerId, party);
  }

  /** Months with payments and, on the first page, the present one, the newest first, at most `limit`. */
  async invoices(
    customerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly Bill[]> {
    const found = await this.#context.storage.billing.months(customerId, { limit, before });
    const { month } = this;
    const isMissing = before === null && !found.some((one) => one.month === month);
    const months = isMissing ? [...found, emptyMonth(customerId, month)] : [...found];
    months.sort((a, b) => (a.month < b.month ? 1 : -1));
    return months.slice(0, limit).map((one) => this.#bill(one));
  }

  /** Closes months that ended a while ago. True: there may be more. */
  async closeMonths(): Promise<boolean> {
    const { storage, clock, log } = this.#context;
    const nowMs = clock.nowMs();
    const open = await storage.billing.openMonths(utcMonth(nowMs - closeDelayMs), closedPerRound);
    const seller = open.length === 0 ? null : await this.seller();
    for (const { customerId, month } of open) {
      const buyer = await this.details(customerId);
      await storage.invoiceParties.keep({ customerId, month, buyer, seller });
      await storage.billing.closeMonth({ customerId, month, nowMs, price: this.#price() });
    }
    if (open.length > 0) log.info({ invoices: open.length }, 'invoices closed');
    return open.length === closedPerRound;
  }

  #bill(month: UsageMonth): Bill {
    const costSats = addSats(month.payoutSats, month.feeSats);
    const price = month.closed?.price ?? this.#price();
    return { ...month, costSats, costUsdEstimate: usdEstimate(costSats, price.usd), price };
  }
}

function emptyMonth(customerId: string, month: string): UsageMonth {
  return { customerId, month, ...noUsage, closed: null };
}
