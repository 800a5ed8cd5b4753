import type { Network } from '@asg/domain';
import { bumpRoot, decodeBump } from '../bsv/index.ts';
import { type Exchange, exchange } from '../exchange/exchange.ts';
import type { Fields } from '../exchange/fields.ts';
import { countOf, fieldsOf } from '../exchange/fields.ts';
import {
  type BroadcastOutcome,
  type Chain,
  type ChainTip,
  ChainUnavailable,
  type HeaderSource,
  type MinedStatus,
  type SignedTransaction,
  type TransactionStatus,
  type UnspentCoin,
} from '../port.ts';
import { explorerLink } from '../whatsonchain/links.ts';
import type { LookUp } from '../whatsonchain/look-up.ts';
import { type ArcReport, outcomeOf, reportOf, unproven } from './answers.ts';
import { Chaintracks } from './chaintracks.ts';
import type { UnknownWords } from './unknown-words.ts';

const timeoutMsDefault = 30_000;
/** How long the provider may hold an answer back until the network has seen the transaction. */
const waitSeconds = 10;
/** Where the provider states no policy. */
const feeRateDefault = 100;

export interface ArcOptions {
  readonly network: Network;
  /** The provider's address, e.g. https://arc.taal.com; no slash at the end. */
  readonly url: string;
  /** What stands before `/tx`: `/v1` with ARC, nothing with Arcade. */
  readonly pathPrefix: string;
  readonly apiKey: string | null;
  /** Where the provider reports to, with a token that it must show. */
  readonly callback: { readonly url: string; readonly token: string } | null;
  /** ARC knows only what was sent through it: coins and headers come from here. */
  readonly lookUp: Pick<
    LookUp,
    'name' | 'tip' | 'headers' | 'unspent' | 'spender' | 'proofs' | 'transaction'
  >;
  /** Gets the unknown status words. */
  readonly unknownWords?: Pick<UnknownWords, 'heard'>;
  /** Over HTTP where it is not given. */
  readonly exchange?: Exchange;
  /** For one request, ms. Default 30,000. */
  readonly timeoutMs?: number;
}

/** A broadcaster with ARC's API. Nothing it says is believed beyond what it can know. */
export class ArcChain implements Chain {
  readonly network: Network;
  readonly headerSources: readonly HeaderSource[];
  readonly #options: ArcOptions;
  readonly #exchange: Exchange;

  constructor(options: ArcOptions) {
    const { network, url, lookUp, timeoutMs = timeoutMsDefault } = options;
    this.network = network;
    this.#options = options;
    this.#exchange = options.exchange ?? exchange;
    const parts = { headers: this.#key(), timeoutMs, exchange: this.#exchange };
    this.headerSources = [lookUp, new Chaintracks(`${url}/chaintracks/v2`, parts)];
  }

  /** The provider's own rate; 100 satoshis per 1,000 bytes where it has no policy to show. */
  async feeRate(): Promise<number> {
    const answer = await this.#ask('GET', '/policy');
    if (answer.status === 404) return feeRateDefault;
    const policy = fieldsOf(fieldsOf(answer.json)?.policy);
    const rate = rateOf(fieldsOf(policy?.miningFee));
    if (answer.status !== 200 || rate === undefined) throw this.#unusable('/policy', answer.status);
    return rate;
  }

  async broadcast({ txid, extended }: SignedTransaction): Promise<BroadcastOutcome> {
    const { callback } = this.#options;
    const headers = {
      'content-type': 'application/json',
      'x-waitfor': 'SEEN_ON_NETWORK',
      'x-maxtimeout': String(waitSeconds),
      ...(callback && {
        'x-callbackurl': callback.url,
        'x-callbacktoken': callback.token,
        'x-fullstatusupdates': 'true',
      }),
    };
    try {
      const answer = await this.#ask('POST', '/tx', { headers, body: JSON.stringify({ rawTx: extended }) });
      this.#reportIn(fieldsOf(answer.json));
      return outcomeOf(answer, txid);
    } catch (error) {
      if (error instanceof ChainUnavailable) return { kind: 'unknown', reason: error.message };
      throw error;
    }
  }

  async status(txid: string): Promise<TransactionStatus> {
    const path = `/tx/${txid}`;
    const answer = await this.#ask('GET', path);
    const body = fieldsOf(answer.json);
    if (answer.status === 404 && body !== undefined) return { kind: 'unknown' };
    const report = answer.status === 200 ? this.#reportIn(body) : null;
    if (report === null || report.txid !== txid) throw this.#unusable(path, answer.status);
    const { status } = report;
    return status.kind === 'mined' && !leadsSomewhere(txid, status) ? unproven : status;
  }

  otherProofs(txid: string): Promise<readonly MinedStatus[]> {
    return this.#options.lookUp.proofs(txid);
  }

  unspent(address: string, limit: number): Promise<readonly UnspentCoin[]> {
    return this.#options.lookUp.unspent(address, limit);
  }

  spender(txid: string, vout: number): Promise<string | null> {
    return this.#options.lookUp.spender(txid, vout);
  }

  transaction(txid: string): Promise<string | null> {
    return this.#options.lookUp.transaction(txid);
  }

  tip(): Promise<ChainTip> {
    return this.#options.lookUp.tip();
  }

  headers(fromHeight: number, limit: number): Promise<readonly string[]> {
    return this.#options.lookUp.headers(fromHeight, limit);
  }

  explorerUrl(txid: string): string {
    return explorerLink(this.network, txid);
  }

  async ping(): Promise<void> {
    await this.feeRate();
  }

  #reportIn(body: Fields | undefined): ArcReport | null {
    const report = body === undefined ? null : reportOf(body);
    if (report !== null && !report.isKnownWord) this.#options.unknownWords?.heard(report.txStatus);
    return report;
  }

  #ask(
    method: 'GET' | 'POST',
    path: string,
    sent: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
  ) {
    const { url, pathPrefix, timeoutMs = timeoutMsDefault } = this.#options;
    const headers = { ...sent.headers, ...this.#key() };
    return this.#exchange({ ...sent, method, url: url + pathPrefix + path, headers, timeoutMs });
  }

  #key(): Readonly<Record<string, string>> {
    const { apiKey } = this.#options;
    return apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  }

  #unusable(path: string, status: number): ChainUnavailable {
    const { host } = new URL(this.#options.url);
    return new ChainUnavailable(`provider ${host}: ${path}: status ${status}, and the answer cannot be used`);
  }
}

/** Whether the path is one, of this transaction and this block; whether the block is real is decided by our own headers. */
function leadsSomewhere(txid: string, { bump, blockHeight }: MinedStatus): boolean {
  const decoded = decodeBump(bump);
  return decoded.ok && decoded.bump.blockHeight === blockHeight && bumpRoot(decoded.bump, txid).ok;
}

/** Satoshis per 1,000 bytes, rounded up. */
function rateOf(fee: Fields | undefined): number | undefined {
  const [satoshis, bytes] = [countOf(fee?.satoshis), countOf(fee?.bytes)];
  if (satoshis === undefined || bytes === undefined || bytes === 0) return undefined;
  return Math.ceil((satoshis * 1000) / bytes);
}
