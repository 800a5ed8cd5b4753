import type { UsageSums } from '@asg/domain';

/** One UTC day with payments. */
export interface UsageDay extends UsageSums {
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** The price that a month's estimate in US dollars is made from. */
export interface UsdPrice {
  /** US dollars for one BSV, above 0. */
  readonly usd: number;
  readonly source: 'configured' | 'default';
}

/** One UTC month with payments: the sums of its days. Once closed it never changes. */
export interface UsageMonth extends UsageSums {
  readonly customerId: string;
  /** YYYY-MM. */
  readonly month: string;
  readonly closed: { readonly atMs: number; readonly price: UsdPrice } | null;
}
