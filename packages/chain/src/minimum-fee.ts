import type { MinimumFee } from './port.ts';

/** More satoshis than there can be. */
const satoshisMax = 21e14;

/** ARC's, in both its validators. */
const expected = /minimum expected fee(?: is|:)?\s*(\d+)/i;
/** Nodes': `12 < 34`, what is paid and what is wanted. */
const compared = /\b\d+ ?< ?(\d+)\b/;
/** Any rate that is spelt out; of several the highest is the one that is wanted. */
const ratePattern =
  /(\d+(?:\.\d+)?) ?sat(?:oshi)?s? ?(?:\/|per) ?(?:(k(?:ilo)?b(?:ytes?)?|1,?000 bytes)|v?b(?:ytes?)?)(?![a-z])/gi;

/** The least fee that a refusal for the fee names in its words; undefined: none. */
export function minimumFeeIn(reason: string): MinimumFee | undefined {
  const rates = [...reason.matchAll(ratePattern)].map(([, rate, isPerKb]) =>
    Math.ceil(Number(rate) * (isPerKb === undefined ? 1_000 : 1)),
  );
  if (rates.length > 0) return bearable(Math.max(...rates), 'kilobyte');
  const named = expected.exec(reason)?.[1] ?? compared.exec(reason)?.[1];
  return named === undefined ? undefined : bearable(Number(named), 'transaction');
}

function bearable(satoshis: number, of: MinimumFee['of']): MinimumFee | undefined {
  return satoshis > 0 && satoshis <= satoshisMax ? { satoshis, of } : undefined;
}
