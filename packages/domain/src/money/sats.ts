/**
 * Satoshis: a branded, non-negative safe integer. 21 million coins are 2.1e15 satoshis, under 2^53,
 * so a plain number is exact and JSON carries it unchanged.
 */
export type Sats = number & { readonly __unit: 'sats' };

/** The amount as satoshis. Throws a RangeError for anything but a non-negative safe integer. */
export function sats(amount: number): Sats {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`not an amount of satoshis: ${amount}`);
  }
  return amount as Sats;
}

/** The exact sum, in satoshis. Throws a RangeError if it leaves the safe integers. */
export function addSats(...amounts: readonly Sats[]): Sats {
  let total = 0;
  for (const amount of amounts) total += amount;
  return sats(total);
}

/** `percent` of the amount, rounded down to a satoshi. `percent` is a whole number, 0 to 100. */
export function percentOfSats(amount: Sats, percent: number): Sats {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw new RangeError(`not a whole percentage: ${percent}`);
  }
  const product = amount * percent;
  // Big integers take ten times as long, and are needed for sums that nobody pays.
  if (Number.isSafeInteger(product)) return sats((product - (product % 100)) / 100);
  return sats(Number((BigInt(amount) * BigInt(percent)) / 100n));
}
