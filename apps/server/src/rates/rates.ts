import { readFileSync } from 'node:fs';
import { areCurrent, type ExchangeRates, ratesOf } from '@asg/domain';
import type { EngineContext } from '@asg/people';
import type { UsdPrice } from '@asg/storage';
import { type BsvPrice, ConfigError, usdWhereNotSet } from '../settings/variables.ts';

const keptMs = 60_000;
const setting = 'BSV_USD_PRICE';

/** What one BSV is worth in other money, as the operator says: a price, or a file that is read again every minute. */
export class Rates {
  readonly #price: BsvPrice;
  readonly #context: Pick<EngineContext, 'clock' | 'log'>;
  readonly #startedAtMs: number;
  #file: { readonly rates: ExchangeRates; readonly readAtMs: number } | null = null;
  #problem: string | null = null;

  /** Throws a ConfigError where the file cannot be used. */
  constructor(price: BsvPrice, context: Pick<EngineContext, 'clock' | 'log'>) {
    this.#price = price;
    this.#context = context;
    this.#startedAtMs = context.clock.nowMs();
    if (price.kind !== 'file') return;
    const rates = ratesIn(price.path);
    if (typeof rates === 'string') throw new ConfigError(setting, rates);
    this.#file = { rates, readAtMs: this.#startedAtMs };
  }

  /** For estimates and invoices. */
  readonly usd = (): UsdPrice => {
    if (this.#price.kind === 'price') return { usd: this.#price.usd, source: 'configured' };
    const usd = this.#price.kind === 'file' ? this.#read()?.perBsv.USD : undefined;
    return usd === undefined ? { usd: usdWhereNotSet, source: 'default' } : { usd, source: 'configured' };
  };

  /** For workers; null: there is none that somebody named lately. */
  readonly current = (): ExchangeRates | null => {
    const price = this.#price;
    const rates =
      price.kind === 'price'
        ? { perBsv: { USD: price.usd }, atMs: this.#startedAtMs, source: 'the operator' }
        : this.#read();
    return rates !== null && areCurrent(rates, this.#context.clock.nowMs()) ? rates : null;
  };

  /** As it was read last, where it cannot be read now: its time says how old it is. */
  #read(): ExchangeRates | null {
    const { clock, log } = this.#context;
    const nowMs = clock.nowMs();
    if (this.#price.kind !== 'file' || this.#file === null) return null;
    if (nowMs < this.#file.readAtMs + keptMs) return this.#file.rates;
    const read = ratesIn(this.#price.path);
    const problem = typeof read === 'string' ? read : null;
    if (problem !== null && problem !== this.#problem)
      log.warn({ setting, problem }, 'the file of rates cannot be used; those before are kept');
    this.#problem = problem;
    const rates = typeof read === 'string' ? this.#file.rates : read;
    this.#file = { rates, readAtMs: nowMs };
    return rates;
  }
}

function ratesIn(path: string): ExchangeRates | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return `names a file that cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  try {
    const rates = ratesOf(JSON.parse(text));
    return typeof rates === 'string' ? `names a file that breaks a rule: ${rates}` : rates;
  } catch {
    return 'names a file that is no JSON';
  }
}
