const dayMs = 86_400_000;
/** The day that was asked for last: most moments are of today. */
let lately = { day: Number.NaN, date: '' };

/** The UTC day of a moment (Unix ms), YYYY-MM-DD. */
export function utcDate(ms: number): string {
  const day = Math.floor(ms / dayMs);
  if (day !== lately.day) lately = { day, date: new Date(ms).toISOString().slice(0, 10) };
  return lately.date;
}

/** The UTC month of a moment (Unix ms), YYYY-MM. */
export function utcMonth(ms: number): string {
  return utcDate(ms).slice(0, 7);
}

/** Whether the calendar has this day (YYYY-MM-DD): `Date` takes February 31 for March 3. */
export function isUtcDate(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(midnight) && utcDate(midnight) === date;
}

/** The day so many days after this one, or before it, both YYYY-MM-DD. */
export function dateAfter(date: string, days: number): string {
  return utcDate(Date.parse(`${date}T00:00:00Z`) + days * dayMs);
}

/** The month after this one, both YYYY-MM. */
export function monthAfter(month: string): string {
  const [year = Number.NaN, number = Number.NaN] = month.split('-').map(Number);
  return utcMonth(Date.UTC(year, number));
}
