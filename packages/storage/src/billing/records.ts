import type { Sats } from '@asg/domain';

/** What was settled for a customer: sums that are added to once per settlement and never counted anew. */
export interface UsageSums {
  /** Tasks that got their label and their payment. */
  readonly tasksSettled: number;
  /** Tasks that ended without a label and whose labels were paid all the same. */
  readonly tasksPaidUnlabelled: number;
  readonly payoutSats: Sats;
  readonly feeSats: Sats;
  /** Labels that settled tasks did not need, against the threshold policy; below 0 where they took more. */
  readonly labelsSaved: number;
}

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
