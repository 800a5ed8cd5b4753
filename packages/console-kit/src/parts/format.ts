const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 3,
});
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const pastMoment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const pastDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const satsPerBsv = 100_000_000;

export const count = (n: number): string => whole.format(n);
/** As 12.3K, where there is little room. */
export const shortCount = (n: number): string => short.format(n);
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;
export const sats = (n: number): string => plural(n, 'sat');
export const usd = (amountSats: number, bsvUsd: number): string =>
  dollars.format((amountSats / satsPerBsv) * bsvUsd);
export const dollarAmount = (amount: number): string => dollars.format(amount);
/** 0 to 1 as a percentage: never 0 % of something, nor 100 % of what is not all. */
export function percent(share: number, digits = 0): string {
  const step = 10 ** -digits;
  if (share > 0 && share * 100 < step / 2) return `< ${step.toFixed(digits)} %`;
  if (share < 1 && share * 100 >= 100 - step / 2) return `> ${(100 - step).toFixed(digits)} %`;
  return `${(share * 100).toFixed(digits)} %`;
}

/** A time as people here read it: of another year with the year, and without seconds. */
export function localTime(iso: string): string {
  const at = new Date(iso);
  return (at.getFullYear() === new Date().getFullYear() ? moment : pastMoment).format(at);
}

/** A UTC day, YYYY-MM-DD, as "9 Apr", with its year where that is another. */
export function dayName(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  return (at.getUTCFullYear() === new Date().getUTCFullYear() ? day : pastDay).format(at);
}

/** The same with its year always, for papers that are kept. */
export const fullDay = (date: string): string => pastDay.format(new Date(`${date}T00:00:00Z`));

/** A UTC month, YYYY-MM, as "April 2026"; what is none, as it is. */
export function monthName(name: string): string {
  const at = new Date(`${name}-01T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? name : month.format(at);
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
