import { sats } from '@asg/domain';
import { headerHash, lockingScriptOfAddress, serialiseHeader } from '../bsv/index.ts';
import { type ExchangeAnswer, exchange } from '../exchange/exchange.ts';
import { countOf, type Fields, fieldsOf, hashOf, textOf } from '../exchange/fields.ts';
import { type ChainTip, ChainUnavailable, type Network, type UnspentCoin } from '../port.ts';
import { Pace, type PaceClock } from './pace.ts';

const TIMEOUT_MS = 20_000;
/** Headers are asked for one by one, so a call fetches few; the caller comes again. */
const HEADERS_MAX = 10;
/** What `/block/headers` gives at once. */
const LATEST_HEADERS = 10;

export interface LookUpOptions {
  /** For example https://api.whatsonchain.com/v1/bsv/main; no slash at the end. */
  readonly url: string;
  readonly network: Network;
  readonly clock: PaceClock;
  /** Least time between two requests, ms. */
  readonly gapMs: number;
  /** Default 20,000. */
  readonly timeoutMs?: number;
}

/** Looks things up in an index of the chain with WhatsOnChain's API. All methods reject with `ChainUnavailable`. */
export class LookUp {
  readonly #options: LookUpOptions;
  readonly #pace: Pace;

  constructor(options: LookUpOptions) {
    this.#options = options;
    this.#pace = new Pace(options.clock, options.gapMs);
  }

  async tip(): Promise<ChainTip> {
    const info = fieldsOf((await this.#get('/chain/info')).json);
    const [height, hash] = [countOf(info?.blocks), hashOf(info?.bestblockhash)];
    if (height === undefined || hash === undefined) throw unusable('/chain/info');
    return { height, hash };
  }

  async headers(fromHeight: number, limit: number): Promise<readonly string[]> {
    const latest = await this.#latestHeaders();
    const tip = Math.max(-1, ...latest.keys());
    const end = Math.min(tip + 1, fromHeight + Math.min(limit, HEADERS_MAX));
    const headers: string[] = [];
    for (let height = fromHeight; height < end; height++)
      headers.push(latest.get(height) ?? (await this.#headerAt(height)));
    return headers;
  }

  async unspent(address: string, limit: number): Promise<readonly UnspentCoin[]> {
    const script = lockingScriptOfAddress(address, this.#options.network);
    if (!script.ok) return [];
    const { lockingScript } = script;
    const path = `/address/${address}/unspent/all`;
    const result = fieldsOf((await this.#get(path)).json)?.result;
    if (!Array.isArray(result)) throw unusable(path);
    const coins = result.flatMap((entry) => coinOf(fieldsOf(entry), lockingScript, path));
    return coins.sort((a, b) => b.satoshis - a.satoshis).slice(0, limit);
  }

  async spender(txid: string, vout: number): Promise<string | null> {
    const path = `/tx/${txid}/${vout}/spent`;
    const answer = await this.#get(path, [404]);
    if (answer.status === 404) return null;
    const spender = hashOf(fieldsOf(answer.json)?.txid);
    if (spender === undefined) throw unusable(path);
    return spender;
  }

  async #latestHeaders(): Promise<ReadonlyMap<number, string>> {
    const { json } = await this.#get('/block/headers');
    if (!Array.isArray(json) || json.length > LATEST_HEADERS * 10) throw unusable('/block/headers');
    return new Map(json.map((entry) => headerOf(fieldsOf(entry), '/block/headers')));
  }

  async #headerAt(height: number): Promise<string> {
    const path = `/block/height/${height}`;
    const [found, hex] = headerOf(fieldsOf((await this.#get(path)).json), path);
    if (found !== height) throw unusable(path);
    return hex;
  }

  async #get(path: string, alsoGood: readonly number[] = []): Promise<ExchangeAnswer> {
    await this.#pace.turn();
    const { url, timeoutMs = TIMEOUT_MS } = this.#options;
    const answer = await exchange({ method: 'GET', url: url + path, timeoutMs });
    if (answer.status !== 200 && !alsoGood.includes(answer.status))
      throw new ChainUnavailable(`look-up ${path}: status ${answer.status}`);
    return answer;
  }
}

/** A coin of the list; none for one that the mempool has spent already. */
function coinOf(entry: Fields | undefined, lockingScript: string, path: string): UnspentCoin[] {
  const [txid, vout, value] = [hashOf(entry?.tx_hash), countOf(entry?.tx_pos), countOf(entry?.value)];
  if (entry === undefined || txid === undefined || vout === undefined || value === undefined)
    throw unusable(path);
  if (entry.isSpentInMempoolTx === true) return [];
  const confirmed = textOf(entry.status) === 'confirmed' || (countOf(entry.height) ?? 0) > 0;
  return [{ txid, vout, satoshis: sats(value), lockingScript, confirmed }];
}

/** The 80 bytes of a header that is given in words; its hash proves that they were put together rightly. */
function headerOf(entry: Fields | undefined, path: string): [height: number, hex: string] {
  const bits = textOf(entry?.bits);
  const header = {
    version: countOf(entry?.version),
    previousHash: hashOf(entry?.previousblockhash) ?? '00'.repeat(32),
    merkleRoot: hashOf(entry?.merkleroot),
    time: countOf(entry?.time),
    bits: bits !== undefined && /^[0-9a-f]{8}$/i.test(bits) ? Number.parseInt(bits, 16) : undefined,
    nonce: countOf(entry?.nonce),
  };
  const height = countOf(entry?.height);
  const { version, previousHash, merkleRoot, time, bits: target, nonce } = header;
  const given = [height, version, merkleRoot, time, target, nonce];
  if (given.some((value) => value === undefined)) throw unusable(path);
  const whole = {
    version: version!,
    previousHash,
    merkleRoot: merkleRoot!,
    time: time!,
    bits: target!,
    nonce: nonce!,
  };
  if (headerHash(whole) !== hashOf(entry?.hash)) throw unusable(path);
  return [height!, serialiseHeader(whole)];
}

function unusable(path: string): ChainUnavailable {
  return new ChainUnavailable(`look-up ${path}: the answer cannot be used`);
}
