/** What one BSV is worth in other money: as somebody named said it, then. */
export interface ExchangeRates {
  /** By ISO 4217 code, e.g. USD. */
  readonly perBsv: Readonly<Record<string, number>>;
  readonly atMs: number;
  /** Who says so, for a person to read. */
  readonly source: string;
}

/** A rate in one currency. */
export interface ExchangeRate {
  readonly currency: string;
  readonly perBsv: number;
  readonly atMs: number;
  readonly source: string;
}

const keptMs = 7 * 24 * 3_600_000;
const aheadMsMax = 3_600_000;
const currenciesMax = 200;
const sourceCharsMax = 100;
const codeForm = /^[A-Z]{3}$/;

/** The rates of a file, `{"at", "source", "per_bsv": {"USD": 21.5}}`; or what is wrong with it, in words. */
export function ratesOf(given: unknown): ExchangeRates | string {
  if (typeof given !== 'object' || given === null) return 'must be an object with at, source and per_bsv';
  const { at, source, per_bsv: perBsv } = given as Readonly<Record<string, unknown>>;
  const atMs = typeof at === 'string' && /^\d{4}-\d\d-\d\dT/.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(atMs)) return 'at must be a moment such as 2026-12-01T09:00:00Z';
  if (typeof source !== 'string' || source.trim() === '' || source.length > sourceCharsMax)
    return `source must name who says so, in ${sourceCharsMax} characters at most`;
  if (typeof perBsv !== 'object' || perBsv === null || Array.isArray(perBsv))
    return 'per_bsv must be an object of currencies, e.g. {"USD": 21.5}';
  const entries = Object.entries(perBsv);
  if (entries.length === 0 || entries.length > currenciesMax)
    return `per_bsv must have 1 to ${currenciesMax} currencies`;
  const known: Record<string, number> = {};
  for (const [code, value] of entries) {
    if (!codeForm.test(code))
      return `per_bsv: ${JSON.stringify(code)} must be three capital letters (ISO 4217)`;
    if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0)
      return `per_bsv.${code} must be a number above 0`;
    known[code] = value;
  }
  return { perBsv: known, atMs, source: source.trim() };
}

/** Rates that are a week old, or of a time to come, are none: nobody is told what they earn by them. */
export const areCurrent = ({ atMs }: ExchangeRates, nowMs: number): boolean =>
  nowMs < atMs + keptMs && atMs <= nowMs + aheadMsMax;

/** In what a worker wants it: the currency that they chose, or that of their country, or the first there is. Null: there is no rate in it. */
export function rateFor(
  { currency, country }: { readonly currency: string | null; readonly country: string | null },
  rates: ExchangeRates | null,
): ExchangeRate | null {
  if (rates === null) return null;
  const { perBsv, atMs, source } = rates;
  const local = country === null ? undefined : currencyOf(country);
  const [first] = Object.keys(perBsv);
  const code = currency ?? (local !== undefined && perBsv[local] !== undefined ? local : first);
  const found = code === undefined ? undefined : perBsv[code];
  return code === undefined || found === undefined ? null : { currency: code, perBsv: found, atMs, source };
}

const euroCountries =
  'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK GP GF MQ RE YT'.split(
    ' ',
  );
const currencies: Readonly<Record<string, string>> = {
  AE: 'AED',
  AR: 'ARS',
  AU: 'AUD',
  BD: 'BDT',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CL: 'CLP',
  CN: 'CNY',
  CO: 'COP',
  CZ: 'CZK',
  DK: 'DKK',
  EG: 'EGP',
  GB: 'GBP',
  HU: 'HUF',
  ID: 'IDR',
  IL: 'ILS',
  IN: 'INR',
  JP: 'JPY',
  KE: 'KES',
  KR: 'KRW',
  MA: 'MAD',
  MX: 'MXN',
  MY: 'MYR',
  NG: 'NGN',
  NO: 'NOK',
  NZ: 'NZD',
  PE: 'PEN',
  PH: 'PHP',
  PK: 'PKR',
  PL: 'PLN',
  RO: 'RON',
  SA: 'SAR',
  SE: 'SEK',
  SG: 'SGD',
  TH: 'THB',
  TR: 'TRY',
  UA: 'UAH',
  US: 'USD',
  VE: 'VES',
  VN: 'VND',
  ZA: 'ZAR',
};

function currencyOf(country: string): string | undefined {
  return euroCountries.includes(country) ? 'EUR' : currencies[country];
}
