/**
 * The scale of every stored share, count and logarithm: whole numbers of 1/65536. Whole numbers add up to the same sum in
 * any order; what is divided or taken a logarithm of in between uses + - × ÷ alone, which IEEE 754 fixes to the last bit.
 */
export const unit = 65_536;

// Written out: Math.LN2 is only as exact as the engine makes it.
// biome-ignore lint/suspicious/noApproximativeNumericConstant: the same everywhere
const ln2 = 0.693_147_180_559_945_3;
/** 1/21, 1/19, … 1/1 */
const oddParts = Array.from({ length: 11 }, (_, i) => 1 / (21 - 2 * i));
/** 1/14!, 1/13!, … 1/0! */
const exponentialParts = Array.from({ length: 15 }, (_, i) => {
  let part = 1;
  for (let n = 2; n <= 14 - i; n++) part /= n;
  return part;
});
/** Below this, e^x is nothing next to a share of 1/65536. */
const exponentMin = -30;
const powersOfTwo = Array.from({ length: 100 }, (_, n) => {
  let power = 1;
  for (let i = 0; i < n; i++) power /= 2;
  return power;
});

/** A number as a whole number of 1/65536. */
export function toUnits(value: number): number {
  return Math.round(value * unit);
}

/** Natural logarithm of x > 0. Not Math.log, whose last digit differs between engines. */
export function ln(x: number): number {
  let mantissa = x;
  let doublings = 0;
  for (; mantissa >= 1.5; doublings++) mantissa /= 2;
  for (; mantissa < 0.75; doublings--) mantissa *= 2;
  // ln m = 2 artanh((m - 1)/(m + 1)); |t| is at most 0.2, so eleven terms reach the last digit.
  const t = (mantissa - 1) / (mantissa + 1);
  const square = t * t;
  let sum = 0;
  for (let i = 0; i < oddParts.length; i++) sum = sum * square + oddParts[i]!;
  return 2 * t * sum + doublings * ln2;
}

/** e to the power of x, for x of at most 0; 0 far below. Not Math.exp, for the same reason. */
export function exp(x: number): number {
  if (x < exponentMin) return 0;
  const halvings = Math.round(-x / ln2);
  const rest = x + halvings * ln2;
  let sum = 0;
  for (let i = 0; i < exponentialParts.length; i++) sum = sum * rest + exponentialParts[i]!;
  return sum * powersOfTwo[halvings]!;
}

/** The shares, summing to 1, of options whose logarithms (in 1/65536) are known but for a common summand. */
export function softmax(logs: readonly number[]): number[] {
  let highest = logs[0]!;
  for (let i = 1; i < logs.length; i++) if (logs[i]! > highest) highest = logs[i]!;
  const shares = [...logs];
  let sum = 0;
  for (let i = 0; i < shares.length; i++) {
    const share = exp((shares[i]! - highest) / unit);
    shares[i] = share;
    sum += share;
  }
  for (let i = 0; i < shares.length; i++) shares[i]! /= sum;
  return shares;
}

/** The place of the greatest value, the first where several are equal. */
export function indexOfMax(values: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
