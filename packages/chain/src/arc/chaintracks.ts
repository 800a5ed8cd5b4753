import { hexOf } from '../bsv/index.ts';
import type { Exchange, ExchangeAnswer } from '../exchange/exchange.ts';
import { countOf, fieldsOf, hashOf } from '../exchange/fields.ts';
import { type ChainTip, ChainUnavailable, type HeaderSource } from '../port.ts';

const headerBytes = 80;
const headersMax = 500;

/** The headers that an Arcade serves beside ARC's API (Chaintracks). ARC itself serves none: then there is no tip. */
export class Chaintracks implements HeaderSource {
  readonly name: string;
  readonly #url: string;
  readonly #ask: (path: string) => Promise<ExchangeAnswer>;

  /** `url`: of the API, e.g. https://arcade.example.com/chaintracks/v2. */
  constructor(
    url: string,
    parts: {
      readonly headers: Readonly<Record<string, string>>;
      readonly timeoutMs: number;
      readonly exchange: Exchange;
    },
  ) {
    const { exchange, ...options } = parts;
    this.#url = url;
    this.name = `provider ${new URL(url).host}`;
    this.#ask = (path) => exchange({ method: 'GET', url: url + path, ...options });
  }

  async tip(): Promise<ChainTip | null> {
    const answer = await this.#ask('/tip');
    // An answer that is no tip (401, 404, a web page) comes from a server without this API; only failures are reported.
    if (answer.status >= 500 || answer.status === 429) throw this.#unusable('/tip', answer.status);
    const body = answer.status === 200 ? fieldsOf(answer.json) : undefined;
    const [height, hash] = [countOf(body?.height), hashOf(body?.hash)];
    return height === undefined || hash === undefined ? null : { height, hash };
  }

  async headers(fromHeight: number, limit: number): Promise<readonly string[]> {
    const path = `/headers?height=${fromHeight}&count=${Math.min(limit, headersMax)}`;
    const { status, bytes } = await this.#ask(path);
    if (status !== 200 || bytes.length % headerBytes !== 0) throw this.#unusable(path, status);
    const count = Math.min(limit, bytes.length / headerBytes);
    return Array.from({ length: count }, (_, index) =>
      hexOf(bytes.subarray(index * headerBytes, (index + 1) * headerBytes)),
    );
  }

  #unusable(path: string, status: number): ChainUnavailable {
    return new ChainUnavailable(`${this.name}: ${new URL(this.#url + path).pathname}: status ${status}`);
  }
}
