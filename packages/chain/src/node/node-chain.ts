import { type Network, sats } from '@asg/domain';
import { at } from '@asg/values/present';
import {
  bumpFromTsc,
  encodeBump,
  isHash,
  isRawOf,
  lockingScriptOfAddress,
  parseExtendedTransaction,
  totalSats,
} from '../bsv/index.ts';
import { countOf, fieldsOf, hashOf, hexTextOf, textOf } from '../exchange/fields.ts';
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
import { sendOutcome } from './refusals.ts';
import { NodeRpc, type RpcResult } from './rpc.ts';

const headersMax = 500;
/** Where the node does not say from which rate on it mines. */
const feeRateDefault = 100;
const coinbaseMaturityBlocks = 100;
const satsPerBsv = 100_000_000;
const lowFeeCode = -26;
/** No such transaction, or none that the node keeps. */
const unknownTransactionCode = -5;
const methodNotFound = -32_601;
/** What a node calls the networks. */
const chainNames: Readonly<Record<Network, string>> = {
  main: 'main',
  test: 'test',
  regtest: 'regtest',
  local: 'regtest',
};

/** An output by its place. */
export interface Outpoint {
  readonly txid: string;
  readonly vout: number;
}

export interface NodeOptions {
  readonly network: Network;
  /** With user and password: http://user:pass@127.0.0.1:8332. */
  readonly url: string;
  /** A node has no index of addresses: outputs to look at are named here, or found by `lookUp`. The node is asked of each. */
  readonly outpoints: readonly Outpoint[];
  readonly lookUp: Pick<
    LookUp,
    'name' | 'tip' | 'headers' | 'unspent' | 'spender' | 'proofs' | 'transaction'
  > | null;
  /** For one request, ms. Default 30,000. */
  readonly timeoutMs?: number;
}

/**
 * A BSV node's JSON-RPC. Without `-txindex` the node forgets a mined transaction once all its outputs are spent: `status`
 * is then `unknown`.
 */
export class NodeChain implements Chain {
  readonly network: Network;
  readonly name = 'the node';
  readonly headerSources: readonly HeaderSource[];
  readonly #options: NodeOptions;
  readonly #rpc: NodeRpc;

  constructor(options: NodeOptions) {
    this.network = options.network;
    this.#options = options;
    this.headerSources = options.lookUp === null ? [this] : [this, options.lookUp];
    this.#rpc = new NodeRpc(options.url, options.timeoutMs);
  }

  async feeRate(): Promise<number> {
    const [settings, mempool] = await this.#rpc.batch([
      { method: 'getsettings', params: [] },
      { method: 'getmempoolinfo', params: [] },
    ]);
    if (!settings.ok && settings.code === methodNotFound) return feeRateDefault;
    const mining = satsOf(fieldsOf(value(settings))?.minminingtxfee);
    const entering = satsOf(fieldsOf(value(mempool))?.mempoolminfee);
    if (mining === undefined || entering === undefined) throw unusable('getsettings');
    return Math.max(mining, entering);
  }

  async broadcast(transaction: SignedTransaction): Promise<BroadcastOutcome> {
    try {
      const lowFee = await this.#lowFee(transaction);
      if (lowFee !== null) return lowFee;
      const answer = await this.#rpc.call('sendrawtransaction', transaction.raw, false, false);
      if (!answer.ok) return sendOutcome(answer.code, answer.message);
      if (answer.result === transaction.txid) return { kind: 'accepted' };
      return { kind: 'unknown', reason: 'the answer is about another transaction' };
    } catch (error) {
      if (error instanceof ChainUnavailable) return { kind: 'unknown', reason: error.message };
      throw error;
    }
  }

  async status(txid: string): Promise<TransactionStatus> {
    if (!isHash(txid)) return { kind: 'unknown' };
    const [waiting, proof] = await this.#rpc.batch([
      { method: 'getmempoolentry', params: [txid] },
      { method: 'getmerkleproof2', params: ['', txid] },
    ]);
    if (waiting.ok) return { kind: 'seen' };
    return proof.ok ? this.#mined(txid, proof.result) : { kind: 'unknown' };
  }

  async otherProofs(txid: string): Promise<readonly MinedStatus[]> {
    return (await this.#options.lookUp?.proofs(txid)) ?? [];
  }

  async unspent(address: string, limit: number): Promise<readonly UnspentCoin[]> {
    const script = lockingScriptOfAddress(address, this.network);
    if (!script.ok) return [];
    const { outpoints, lookUp } = this.#options;
    const found = lookUp === null ? [] : await lookUp.unspent(address, limit);
    const asked = new Map([...outpoints, ...found].map((one) => [`${one.txid}:${one.vout}`, one]));
    const places = [...asked.values()];
    const answers = await this.#rpc.batch(
      places.map(({ txid, vout }) => ({ method: 'gettxout', params: [txid, vout, true] })),
    );
    const coins = answers.flatMap((answer, index) => coinOf(answer, at(places, index)));
    return coins
      .filter((coin) => coin.lockingScript === script.lockingScript)
      .sort((a, b) => b.satoshis - a.satoshis)
      .slice(0, limit);
  }

  /** A node knows that an output is spent, but not by whom: without `lookUp` there is never an answer. */
  async spender(txid: string, vout: number): Promise<string | null> {
    const { lookUp } = this.#options;
    if (lookUp === null || (await this.#rpc.result('gettxout', txid, vout, true)) !== null) return null;
    return lookUp.spender(txid, vout);
  }

  async transaction(txid: string): Promise<string | null> {
    if (!isHash(txid)) return null;
    const answer = await this.#rpc.call('getrawtransaction', txid);
    if (!answer.ok && answer.code !== unknownTransactionCode) value(answer);
    if (!answer.ok) return (await this.#options.lookUp?.transaction(txid)) ?? null;
    const raw = hexTextOf(answer.result);
    if (raw === undefined || !isRawOf(raw, txid)) throw unusable('getrawtransaction');
    return raw;
  }

  async tip(): Promise<ChainTip> {
    const info = fieldsOf(await this.#rpc.result('getblockchaininfo'));
    const [height, hash] = [countOf(info?.blocks), hashOf(info?.bestblockhash)];
    if (height === undefined || hash === undefined) throw unusable('getblockchaininfo');
    return { height, hash };
  }

  async headers(fromHeight: number, limit: number): Promise<readonly string[]> {
    const heights = Array.from({ length: Math.min(limit, headersMax) }, (_, index) => fromHeight + index);
    const found = await this.#rpc.batch(
      heights.map((height) => ({ method: 'getblockhash', params: [height] })),
    );
    const end = found.findIndex((answer) => !answer.ok);
    const hashes = (end === -1 ? found : found.slice(0, end)).map(value);
    const headers = await this.#rpc.batch(
      hashes.map((hash) => ({ method: 'getblockheader', params: [hash, false] })),
    );
    return headers.map((answer) => {
      const hex = hexTextOf(value(answer));
      if (hex === undefined) throw unusable('getblockheader');
      return hex;
    });
  }

  explorerUrl(txid: string): string {
    return explorerLink(this.network, txid);
  }

  async ping(): Promise<void> {
    const chain = textOf(fieldsOf(await this.#rpc.result('getblockchaininfo'))?.chain);
    const expected = chainNames[this.network];
    if (chain !== expected) throw new ChainUnavailable(`the node is on "${chain}", not on "${expected}"`);
  }

  /** A node takes a transaction that pays too little and never mines it: so it is refused here, unless it is in already. */
  async #lowFee({ txid, extended }: SignedTransaction): Promise<BroadcastOutcome | null> {
    const parsed = parseExtendedTransaction(extended);
    if (!parsed.ok) return { kind: 'rejected', code: -22, reason: parsed.reason, fault: 'ours' };
    const { inputs, outputs, size } = parsed.transaction;
    const fee = totalSats(inputs.map(({ source }) => source)) - totalSats(outputs);
    const rate = await this.feeRate();
    if (fee * 1000 >= rate * size) return null;
    const { kind } = await this.status(txid);
    if (kind === 'seen' || kind === 'mined') return { kind: 'accepted' };
    const reason = `pays ${fee} satoshis for ${size} bytes; blocks are made at ${rate} per 1,000`;
    const minimumFee = { satoshis: rate, of: 'kilobyte' } as const;
    return { kind: 'rejected', code: lowFeeCode, reason, fault: 'fee', minimumFee };
  }

  /** The node's proof, if its block is in the best chain; a node goes on answering about blocks that are not. */
  async #mined(txid: string, result: unknown): Promise<TransactionStatus> {
    const proof = fieldsOf(result);
    const [index, blockHash] = [countOf(proof?.index), hashOf(proof?.target)];
    const nodes = Array.isArray(proof?.nodes)
      ? proof.nodes.map((node) => (node === '*' ? node : hashOf(node)))
      : [];
    if (index === undefined || blockHash === undefined || !nodes.every((node) => node !== undefined))
      throw unusable('getmerkleproof2');
    const header = fieldsOf(await this.#rpc.result('getblockheader', blockHash, true));
    const blockHeight = countOf(header?.height);
    if (blockHeight === undefined) throw unusable('getblockheader');
    if (countOf(header?.confirmations) === undefined) return { kind: 'unknown' };
    const bump = encodeBump(bumpFromTsc({ index, txOrId: txid, nodes }, blockHeight));
    return { kind: 'mined', blockHeight, blockHash, bump };
  }
}

/** An output that is unspent and may be spent in the next block. */
function coinOf(answer: RpcResult, { txid, vout }: Outpoint): UnspentCoin[] {
  const output = value(answer);
  if (output === null) return [];
  const fields = fieldsOf(output);
  const [satoshis, confirmations] = [satsOf(fields?.value), countOf(fields?.confirmations)];
  const lockingScript = hexTextOf(fieldsOf(fields?.scriptPubKey)?.hex);
  if (satoshis === undefined || confirmations === undefined || lockingScript === undefined)
    throw unusable('gettxout');
  if (fields?.coinbase === true && confirmations < coinbaseMaturityBlocks) return [];
  return [{ txid, vout, satoshis: sats(satoshis), lockingScript, confirmed: confirmations > 0 }];
}

function value(answer: RpcResult): unknown {
  if (!answer.ok) throw new ChainUnavailable(`the node refused: ${answer.code} ${answer.message}`);
  return answer.result;
}

/** A node writes amounts in whole coins with eight decimals. */
function satsOf(amount: unknown): number | undefined {
  if (typeof amount !== 'number' || !(amount >= 0)) return undefined;
  return Math.round(amount * satsPerBsv);
}

function unusable(method: string): ChainUnavailable {
  return new ChainUnavailable(`${method}: the node's answer cannot be used`);
}
