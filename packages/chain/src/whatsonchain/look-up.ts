import { type Network, sats } from '@asg/domain';
import {
  bumpFromTsc,
  encodeBump,
  headerHash,
  isRawOf,
  lockingScriptOfAddress,
  serialiseHeader,
} from '../bsv/index.ts';
import { type Exchange, exchange } from '../exchange/exchange.ts';
import { countOf, type Fields, fieldsOf, hashOf, textOf } from '../exchange/fields.ts';
import {
  type ChainTip,
  ChainUnavailable,
  type HeaderSource,
  type MinedStatus,
  type UnspentCoin,
} from '../port.ts';
import { Inquiry } from './inquiry.ts';
import { Pace, type PaceClock } from './pace.ts';

const timeoutMsDefault = 10_000;
/** For a call with all its requests and waits. */
const totalMsDefault = 20_000;
/** So many gaps long the end of the chain is not asked for again. */
const tipGaps = 10;
/** Proofs of one transaction: it may have been in blocks that left the chain. */
const proofsMax = 3;
const nodesMax = 40;
/** Headers are asked for one by one, so a call fetches few; the caller comes again. */
const headersMax = 10;
/** What `/block/headers` gives at once. */
const latestHeaders = 10;

export interface LookUpOptions {
  /** For example https://api.whatsonchain.com/v1/bsv/main; no slash at the end. */
  readonly url: string;
  readonly network: Network;
  readonly clock: PaceClock;
  /** Least time between two requests, ms. */
  readonly gapMs: number;
  /** Over HTTP where it is not given. */
  readonly exchange?: Exchange;
  /** For one request, ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** For a call with all its requests and waits, ms. Default 20,000. */
  readonly totalMs?: number;
}

/**
 * Looks things up in an index of the chain with WhatsOnChain's API. All methods reject with `ChainUnavailable`, within a
 * bounded time.
 */
export class LookUp implements HeaderSource {
  readonly name: string;
  readonly #options: LookUpOptions;
  readonly #pace: Pace;
  #tip: { readonly tip: ChainTip; readonly untilMs: number } | null = null;

  constructor(options: LookUpOptions) {
    this.#options = options;
    this.#pace = new Pace(options.clock, options.gapMs);
    this.name = `look-up ${new URL(options.url).host}`;
  }

  async tip(): Promise<ChainTip> {
    const { clock, gapMs } = this.#options;
    if (this.#tip !== null && clock.nowMs() < this.#tip.untilMs) return this.#tip.tip;
    const info = fieldsOf((await this.#inquiry().get('/chain/info')).json);
    const [height, hash] = [countOf(info?.blocks), hashOf(info?.bestblockhash)];
    if (height === undefined || hash === undefined) throw this.#unusable('/chain/info');
    const tip = { height, hash };
    this.#tip = { tip, untilMs: clock.nowMs() + gapMs * tipGaps };
    return tip;
  }

  async headers(fromHeight: number, limit: number): Promise<readonly string[]> {
    const inquiry = this.#inquiry();
    const latest = await this.#latestHeaders(inquiry);
    const tip = Math.max(-1, ...latest.keys());
    const end = Math.min(tip + 1, fromHeight + Math.min(limit, headersMax));
    const headers: string[] = [];
    for (let height = fromHeight; height < end; height++) {
      const header = latest.get(height) ?? (await this.#headerAt(inquiry, height, headers.length > 0));
      // What there is already is of use; the caller comes again for the rest.
      if (header === null) break;
      headers.push(header);
    }
    return headers;
  }

  async unspent(address: string, limit: number): Promise<readonly UnspentCoin[]> {
    const script = lockingScriptOfAddress(address, this.#options.network);
    if (!script.ok) return [];
    const { lockingScript } = script;
    const path = `/address/${address}/unspent/all`;
    const result = fieldsOf((await this.#inquiry().get(path)).json)?.result;
    if (!Array.isArray(result)) throw this.#unusable(path);
    const coins = result.flatMap((entry) => {
      const coin = coinOf(fieldsOf(entry), lockingScript);
      if (coin === null) throw this.#unusable(path);
      return coin;
    });
    return coins.sort((a, b) => b.satoshis - a.satoshis).slice(0, limit);
  }

  async spender(txid: string, vout: number): Promise<string | null> {
    const path = `/tx/${txid}/${vout}/spent`;
    const answer = await this.#inquiry().get(path, [404]);
    if (answer.status === 404) return null;
    const spender = hashOf(fieldsOf(answer.json)?.txid);
    if (spender === undefined) throw this.#unusable(path);
    return spender;
  }

  /** Null: it does not know the transaction. */
  async transaction(txid: string): Promise<string | null> {
    const path = `/tx/${txid}/hex`;
    const answer = await this.#inquiry().get(path, [404]);
    if (answer.status === 404) return null;
    const raw = new TextDecoder().decode(answer.bytes).trim().toLowerCase();
    if (!isRawOf(raw, txid)) throw this.#unusable(path);
    return raw;
  }

  /** Claims of the blocks that a transaction is in, a few at most; none for one that is not mined, or not known. */
  async proofs(txid: string): Promise<readonly MinedStatus[]> {
    const path = `/tx/${txid}/proof/tsc`;
    const inquiry = this.#inquiry();
    const { status, json } = await inquiry.get(path, [404]);
    if (status === 404 || json === null) return [];
    const given = Array.isArray(json) ? json.slice(0, proofsMax) : [json];
    const proofs: MinedStatus[] = [];
    for (const entry of given) {
      const proof = tscOf(fieldsOf(entry), txid);
      if (proof === null) throw this.#unusable(path);
      // The index names the block by its hash; how high it is, its header says.
      const [height] = await this.#header(inquiry, `/block/${proof.blockHash}/header`, proof.blockHash);
      const bump = encodeBump(bumpFromTsc(proof, height));
      proofs.push({ kind: 'mined', blockHeight: height, blockHash: proof.blockHash, bump });
    }
    return proofs;
  }

  async #latestHeaders(inquiry: Inquiry): Promise<ReadonlyMap<number, string>> {
    const { json } = await inquiry.get('/block/headers');
    if (!Array.isArray(json) || json.length > latestHeaders * 10) throw this.#unusable('/block/headers');
    return new Map(json.map((entry) => headerOf(fieldsOf(entry)) ?? this.#refuse('/block/headers')));
  }

  /** Null: it cannot be had now, which `isOptional` allows. */
  async #headerAt(inquiry: Inquiry, height: number, isOptional: boolean): Promise<string | null> {
    const path = `/block/height/${height}`;
    try {
      const [found, hex] = await this.#header(inquiry, path);
      if (found !== height) throw this.#unusable(path);
      return hex;
    } catch (error) {
      if (isOptional && error instanceof ChainUnavailable) return null;
      throw error;
    }
  }

  async #header(inquiry: Inquiry, path: string, hash?: string): Promise<[height: number, hex: string]> {
    const entry = fieldsOf((await inquiry.get(path)).json);
    const found = headerOf(entry);
    if (found === null || (hash !== undefined && hashOf(entry?.hash) !== hash)) throw this.#unusable(path);
    return found;
  }

  #inquiry(): Inquiry {
    const { url, clock, timeoutMs = timeoutMsDefault, totalMs = totalMsDefault } = this.#options;
    const ask = this.#options.exchange ?? exchange;
    return new Inquiry({ url, clock, exchange: ask, pace: this.#pace, timeoutMs, totalMs });
  }

  #unusable(path: string): ChainUnavailable {
    return new ChainUnavailable(`${this.name}: ${path}: the answer cannot be used`);
  }

  #refuse(path: string): never {
    throw this.#unusable(path);
  }
}

/** A coin of the list; none for one that the mempool has spent already; null: it cannot be read. */
function coinOf(entry: Fields | undefined, lockingScript: string): UnspentCoin[] | null {
  const [txid, vout, value] = [hashOf(entry?.tx_hash), countOf(entry?.tx_pos), countOf(entry?.value)];
  if (entry === undefined || txid === undefined || vout === undefined || value === undefined) return null;
  if (entry.isSpentInMempoolTx === true) return [];
  const confirmed = textOf(entry.status) === 'confirmed' || (countOf(entry.height) ?? 0) > 0;
  return [{ txid, vout, satoshis: sats(value), lockingScript, confirmed }];
}

/** A proof in the TSC's form; `*`, or the hash again, stands for a node that is its own sibling. */
function tscOf(entry: Fields | undefined, txid: string) {
  const [index, blockHash] = [countOf(entry?.index), hashOf(entry?.target)];
  const nodes = Array.isArray(entry?.nodes)
    ? entry.nodes.map((node) => (node === '*' ? node : hashOf(node)))
    : [];
  if (index === undefined || blockHash === undefined || nodes.length > nodesMax) return null;
  if (!nodes.every((node) => node !== undefined)) return null;
  return { index, txOrId: txid, nodes, blockHash };
}

/** The 80 bytes of a header that is given in words; its hash proves that they were put together rightly. Null: it does not. */
function headerOf(entry: Fields | undefined): [height: number, hex: string] | null {
  const bits = textOf(entry?.bits);
  if (bits === undefined || !/^[0-9a-f]{8}$/i.test(bits)) return null;
  const [height, version, time] = [countOf(entry?.height), countOf(entry?.version), countOf(entry?.time)];
  const [merkleRoot, nonce] = [hashOf(entry?.merkleroot), countOf(entry?.nonce)];
  if (height === undefined || version === undefined || time === undefined) return null;
  if (merkleRoot === undefined || nonce === undefined) return null;
  const previousHash = hashOf(entry?.previousblockhash) ?? '00'.repeat(32);
  const header = { version, previousHash, merkleRoot, time, bits: Number.parseInt(bits, 16), nonce };
  return headerHash(header) === hashOf(entry?.hash) ? [height, serialiseHeader(header)] : null;
}
