import { writingIn } from '@asg/ui/writing';

const now = (): Date => new Date();
const { money, ...numbers } = writingIn('en', now);
export const { count, shortCount, roughly, decimal } = numbers;
export const {
  moment: localTime,
  timeOfDay,
  utcDay: dayName,
  fullUtcDay: fullDay,
  monthOfYear: monthName,
} = writingIn('en-GB', now);

const satsPerBsv = 100_000_000;

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;
export const sats = (n: number): string => plural(n, 'sat');
export const usd = (amountSats: number, bsvUsd: number): string =>
  dollarAmount((amountSats / satsPerBsv) * bsvUsd);
export const dollarAmount = (amount: number): string => money(amount, 'USD');
/** 0 to 1 as a percentage: never 0 % of something, nor 100 % of what is not all. */
export function percent(share: number, digits = 0): string {
  const step = 10 ** -digits;
  if (share > 0 && share * 100 < step / 2) return `< ${step.toFixed(digits)} %`;
  if (share < 1 && share * 100 >= 100 - step / 2) return `> ${(100 - step).toFixed(digits)} %`;
  return `${(share * 100).toFixed(digits)} %`;
}

const minute = 60;
const hour = 3_600;

/** A length of time, as "42 s" or "3 min 5 s". */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < minute) return `${Math.round(seconds)} s`;
  if (seconds < hour) return `${Math.floor(seconds / minute)} min ${Math.round(seconds % minute)} s`;
  return `${Math.floor(seconds / hour)} h ${Math.round((seconds % hour) / minute)} min`;
}

/** The middle of a long name left out. */
export const shortened = (text: string, head = 8, tail = 6): string =>
  text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;

/** `image_classification` as "Image classification". */
export function spoken(name: string): string {
  const words = name.replaceAll(/[_.]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the server says in the midst of a sentence, as one. */
export const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
