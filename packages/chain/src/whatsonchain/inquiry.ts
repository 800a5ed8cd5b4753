import type { Exchange, ExchangeAnswer } from '../exchange/exchange.ts';
import { ChainUnavailable } from '../port.ts';
import type { Pace, PaceClock } from './pace.ts';

const tooManyRequests = 429;
/** Tries of one request, where the index says that it is asked too often. */
const triesMax = 3;
/** Where it does not say how long it wants to rest. */
const restMs = 1_000;

export interface InquiryOptions {
  /** No slash at the end. */
  readonly url: string;
  readonly clock: PaceClock;
  readonly exchange: Exchange;
  readonly pace: Pace;
  /** For one request, ms. */
  readonly timeoutMs: number;
  /** For all requests of the inquiry with their waits, ms. */
  readonly totalMs: number;
}

/** The requests that answer one question. Whatever the index does, they end within `totalMs`. */
export class Inquiry {
  readonly #options: InquiryOptions;
  readonly #endMs: number;

  constructor(options: InquiryOptions) {
    this.#options = options;
    this.#endMs = options.clock.nowMs() + options.totalMs;
  }

  /** An answer with status 200 or one of `alsoGood`. Rejects with `ChainUnavailable` that names the path. */
  async get(path: string, alsoGood: readonly number[] = []): Promise<ExchangeAnswer> {
    const { url, pace, timeoutMs } = this.#options;
    for (let tries = 1; ; tries++) {
      if (!(await pace.turn(this.#leftMs()))) throw failed(url, path, 'more is asked of it than it answers');
      const leftMs = this.#leftMs();
      if (leftMs < 1) throw failed(url, path, `no answer within ${this.#options.totalMs} ms`);
      const answer = await this.#ask(path, Math.min(timeoutMs, leftMs));
      if (answer.status === 200 || alsoGood.includes(answer.status)) return answer;
      if (answer.status !== tooManyRequests) throw failed(url, path, `status ${answer.status}`);
      pace.rest(answer.retryAfterMs ?? restMs);
      if (tries === triesMax) throw failed(url, path, `status ${tooManyRequests}, it is asked too often`);
    }
  }

  async #ask(path: string, timeoutMs: number): Promise<ExchangeAnswer> {
    const { url, exchange } = this.#options;
    try {
      return await exchange({ method: 'GET', url: url + path, timeoutMs });
    } catch (error) {
      throw error instanceof ChainUnavailable ? new ChainUnavailable(`look-up ${error.message}`) : error;
    }
  }

  #leftMs(): number {
    return this.#endMs - this.#options.clock.nowMs();
  }
}

function failed(url: string, path: string, why: string): ChainUnavailable {
  return new ChainUnavailable(`look-up ${new URL(url).host}: ${path}: ${why}`);
}
