/** The UTC day of a moment (Unix ms), YYYY-MM-DD. */
export function utcDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The UTC month of a moment (Unix ms), YYYY-MM. */
export function utcMonth(ms: number): string {
  return utcDate(ms).slice(0, 7);
}

/** The month after this one, both YYYY-MM. */
export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return utcMonth(Date.UTC(year, number));
}
