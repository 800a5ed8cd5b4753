/**
 * The scale of every stored share, count and logarithm: whole numbers of 1/65536. Whole numbers add up to the same sum in
 * any order; what is divided or taken a logarithm of in between uses + - × ÷ alone, which IEEE 754 fixes to the last bit.
 */
export const unit = 65_536;

const ln2 = 0.693_147_180_559_945_3;
/** Below this, e^x is nothing next to a share of 1/65536. */
const exponentMin = -60;
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
  for (let odd = 21; odd >= 1; odd -= 2) sum = sum * square + 1 / odd;
  return 2 * t * sum + doublings * ln2;
}

/** e to the power of x, for x of at most 0; 0 far below. Not Math.exp, for the same reason. */
export function exp(x: number): number {
  if (x < exponentMin) return 0;
  const halvings = Math.round(-x / ln2);
  const rest = x + halvings * ln2;
  let sum = 1;
  for (let n = 14; n >= 1; n--) sum = 1 + (rest / n) * sum;
  return sum * powersOfTwo[halvings]!;
}

/** The shares, summing to 1, of options whose logarithms (in 1/65536) are known but for a common summand. */
export function sharesOf(logs: readonly number[]): number[] {
  let highest = logs[0]!;
  for (const log of logs) if (log > highest) highest = log;
  const shares = logs.map((log) => exp((log - highest) / unit));
  let sum = 0;
  for (const share of shares) sum += share;
  return shares.map((share) => share / sum);
}

/** The place of the greatest value, the first where several are equal. */
export function placeOfMost(values: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
