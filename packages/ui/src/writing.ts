const utc = { timeZone: 'UTC' } as const;

/** How numbers, money and times are written: one rule for all apps, each in its own language. `now` tells which year it is. */
export function writingIn(locale: string, now: () => Date) {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const near = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const utcDays = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...utc });
  const thisYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...utc });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', ...utc });
  const monthsOfYears = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', ...utc });
  const atMidnight = (date: string): Date => new Date(`${date}T00:00:00Z`);
  return {
    count: (n: number): string => whole.format(n),
    /** As 12.3K, where there is little room. */
    shortCount: (n: number): string => short.format(n),
    /** With a decimal, where it is none. */
    roughly: (n: number): string => near.format(n),
    /** With so many decimals, always. */
    decimal: (n: number, digits: number): string =>
      n.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    /** An amount in a currency (ISO 4217); of less than one of it two digits that say something. */
    money: (amount: number, currency: string): string => {
      const digits = Math.abs(amount) < 1 ? { maximumSignificantDigits: 2 } : {};
      return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(amount);
    },
    /** Date and time, in the reader's own. */
    moment: (iso: string): string => moments.format(new Date(iso)),
    /** The time of the day alone, in the reader's own. */
    timeOfDay: (atMs: number): string => clock.format(atMs),
    day: (iso: string): string => days.format(new Date(iso)),
    /** A UTC day, YYYY-MM-DD, with its year where that is not this one. */
    utcDay: (date: string): string => {
      const at = atMidnight(date);
      return (at.getUTCFullYear() === now().getUTCFullYear() ? thisYear : utcDays).format(at);
    },
    /** The same with its year always, for papers that are kept. */
    fullUtcDay: (date: string): string => utcDays.format(atMidnight(date)),
    /** A month of a year, 1 to 12. */
    month: (month: number): string => months.format(Date.UTC(2000, month - 1)),
    /** A UTC month, YYYY-MM, with its year; what is none, as it is. */
    monthOfYear: (name: string): string => {
      const at = atMidnight(`${name}-01`);
      return Number.isNaN(at.getTime()) ? name : monthsOfYears.format(at);
    },
  };
}
