import type { Worker } from '@asg/sdk';
import { messages, money } from '../i18n/index.ts';

const satsPerBsv = 100_000_000;

/** What satoshis are worth in the worker's currency, at the rate that their account names; null: there is no rate. */
export function worth({ money: { rate } }: Worker, sats: number): string | null {
  if (rate === null || sats === 0) return null;
  return messages.earnings.about({ amount: money((sats / satsPerBsv) * rate.per_bsv, rate.currency) });
}
