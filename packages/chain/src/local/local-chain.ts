import assert from 'node:assert/strict';
import type { Coin, Sats } from '@asg/domain';
import { LRUCache } from 'lru-cache';
import {
  bumpOf,
  encodeBump,
  isHash,
  lockingScriptOfAddress,
  type MerkleRows,
  merkleRows,
  parseTransaction,
} from '../bsv/index.ts';
import type {
  BroadcastOutcome,
  Chain,
  ChainTip,
  HeaderSource,
  SignedTransaction,
  TransactionStatus,
  UnspentCoin,
} from '../port.ts';
import { type AdmissionRules, coinbaseMaturityBlocks } from './admission.ts';
import { addBlock, candidates, premine } from './blocks.ts';
import { DelayedBroadcasts } from './delayed-broadcasts.ts';
import { Ledger } from './ledger/ledger.ts';
import type { LedgerReads } from './ledger/ledger-reads.ts';
import type { StoredBlock } from './ledger/records.ts';
import { admit, displace, evict } from './mempool.ts';
import { minerKey, payFromMiner } from './mining.ts';
import type { FundResult, LocalChainOptions, MineOptions, Reception, SubmitOptions } from './requests.ts';
import { standingOf } from './standing.ts';
import { faults, refusalOutcome, refused, type SubmitVerdict } from './verdict.ts';

const miningFeeDefault = 100;
const unminedDepthMaxDefault = 10_000;
const cachedTreesMax = 8;
const fundingCoinsMax = 100;
const headersMax = 2_000;
/** Within this depth no coinbase has been spent yet, so that taking blocks off loses no other transaction. */
const reorgDepthMax = coinbaseMaturityBlocks - 1;

/** Opens the chain's file. A new chain starts with 101 blocks, whose first coins can be spent at once. */
export function openLocalChain(options: LocalChainOptions): LocalChain {
  return new LocalChain(options);
}

/**
 * A small real chain within the program, for development and tests: full validation, blocks with proof of work,
 * Merkle proofs, all of it on disk. Its coins are not real money.
 */
export class LocalChain implements Chain, AsyncDisposable {
  readonly network = 'local';
  readonly name = 'the local chain';
  readonly headerSources: readonly HeaderSource[] = [this];
  readonly otherProofs = async (): Promise<readonly []> => [];
  /** What is stored, for pages and audits. */
  readonly reads: LedgerReads;
  readonly now: () => number;
  readonly #ledger: Ledger;
  readonly #rules: Omit<AdmissionRules, 'refuseLowFee'>;
  readonly #trees = new LRUCache<string, MerkleRows>({ max: cachedTreesMax });
  #answersToDrop = 0;
  readonly #delayed = new DelayedBroadcasts<{ readonly hex: string; readonly options: SubmitOptions }>();

  constructor(options: LocalChainOptions) {
    this.now = options.now;
    this.#rules = {
      miningFeeSatsPerKb: options.miningFeeSatsPerKb ?? miningFeeDefault,
      unminedDepthMax: options.unminedDepthMax ?? unminedDepthMaxDefault,
    };
    this.#ledger = new Ledger(options.path);
    this.reads = this.#ledger.reads;
    this.#ledger.change((writes) => premine(this.reads, writes, this.now()));
  }

  /** Called whenever a transaction was taken or a block was made. */
  set onChange(listener: () => void) {
    this.#ledger.onChange = listener;
  }

  /** The lowest fee rate at which transactions are mined, in satoshis per 1,000 bytes. */
  get miningFeeSatsPerKb(): number {
    return this.#rules.miningFeeSatsPerKb;
  }

  async feeRate(): Promise<number> {
    return this.miningFeeSatsPerKb;
  }

  async broadcast(transaction: SignedTransaction): Promise<BroadcastOutcome> {
    const received = this.receive(transaction.extended, { refuseLowFee: true });
    switch (received.kind) {
      case 'delayed':
        return { kind: 'unknown', reason: 'delayed on purpose' };
      case 'answer_dropped':
        return { kind: 'unknown', reason: 'the answer was dropped on purpose' };
      case 'refused':
        return refusalOutcome(received);
      default:
        return { kind: 'accepted' };
    }
  }

  /** Takes a transaction as it comes from outside, with the delays and losses that were asked for. */
  receive(hex: string, options: SubmitOptions = {}): Reception {
    this.#arrive();
    if (this.#delayed.holds({ hex, options }, this.now())) return { kind: 'delayed' };
    const verdict = this.submit(hex, options);
    if (this.#answersToDrop === 0) return verdict;
    this.#answersToDrop -= 1;
    return { kind: 'answer_dropped' };
  }

  async status(txid: string): Promise<TransactionStatus> {
    return this.standing(txid);
  }

  /** `status`, answered at once: nothing here has to be waited for. */
  standing(txid: string): TransactionStatus {
    this.#arrive();
    return isHash(txid) ? standingOf(txid, this.reads, (mined) => this.bump(mined)) : { kind: 'unknown' };
  }

  async unspent(address: string, limit: number): Promise<readonly UnspentCoin[]> {
    this.#arrive();
    const script = lockingScriptOfAddress(address, this.network);
    return script.ok ? this.spendable(script.lockingScript, limit) : [];
  }

  async spender(txid: string, vout: number): Promise<string | null> {
    this.#arrive();
    const stored = isHash(txid) ? this.reads.transaction(txid) : undefined;
    return (stored && this.reads.output(stored.seq, vout)?.spentBy) ?? null;
  }

  async transaction(txid: string): Promise<string | null> {
    this.#arrive();
    return (isHash(txid) ? this.reads.transaction(txid)?.raw : null) ?? null;
  }

  async tip(): Promise<ChainTip> {
    const { height, hash } = this.lastBlock();
    return { height, hash };
  }

  async headers(fromHeight: number, limit: number): Promise<readonly string[]> {
    const count = Math.min(limit, headersMax, this.lastBlock().height - fromHeight + 1);
    if (count <= 0) return [];
    const blocks = this.reads.blocksBelow(fromHeight + count - 1, count);
    return blocks.map(({ header }) => header).reverse();
  }

  explorerUrl(txid: string): string {
    return `/chain/tx/${txid}`;
  }

  async ping(): Promise<void> {
    this.lastBlock();
  }

  /**
   * Validates a transaction (hex, raw or extended) and, if it is good, commits it durably before answering.
   * A valid transaction that conflicts is refused and remembered as a competitor of the accepted one.
   */
  submit(hex: string, options: SubmitOptions = {}): SubmitVerdict {
    const parsed = parseTransaction(hex);
    if (!parsed.ok) {
      return refused(undefined, parsed.kind === 'amount' ? faults.outputTooLarge : faults.undecodable);
    }
    const rules = { ...this.#rules, refuseLowFee: options.refuseLowFee ?? false };
    const { transaction } = parsed;
    return this.#ledger.change((writes) => admit(transaction, this.reads, writes, rules, this.now()));
  }

  /** Makes one block of what waits and pays the fee, parents first. Undefined if empty blocks are skipped and nothing waits. */
  mine(options: MineOptions = {}): StoredBlock | undefined {
    this.#arrive();
    if (options.skipWhenEmpty === true && this.reads.mineable(1).length === 0) return undefined;
    return this.#ledger.change((writes) => addBlock(candidates(this.reads), this.reads, writes, this.now()));
  }

  /** Test knob: makes a block that leaves out all that waits. */
  mineEmpty(): StoredBlock {
    return this.#ledger.change((writes) => addBlock([], this.reads, writes, this.now()));
  }

  /** Pays an address from the miner's coins with a real signed transaction; it is accepted but not yet mined. */
  fund(address: string, amount: Sats): FundResult {
    const script = lockingScriptOfAddress(address, this.network);
    if (!script.ok) return { ok: false, reason: 'bad_address', message: script.message };
    const output = { satoshis: amount, lockingScript: script.lockingScript };
    const coins = this.spendable(minerKey.lockingScript, fundingCoinsMax);
    const built = payFromMiner(output, coins, this.miningFeeSatsPerKb);
    if (!built?.ok) {
      const message = 'The miner has too few spendable coins; more mature with each block.';
      return { ok: false, reason: 'insufficient_funds', message };
    }
    const { transaction } = built;
    const verdict = this.submit(transaction.extended);
    assert.equal(verdict.kind, 'accepted', 'the miner made a payment that its own chain refuses');
    return { ok: true, transaction, coin: { txid: transaction.txid, vout: 0, ...output } };
  }

  /** Makes an output spendable whose transaction is not on this chain, as for coins imported from elsewhere. */
  adopt(coin: Coin): void {
    this.#ledger.change((writes) => writes.importCoin(coin, this.now()));
  }

  /** The newest block. */
  lastBlock(): StoredBlock {
    return this.reads.tip()!;
  }

  /** The Merkle proof of a mined transaction (BRC-74, hex); undefined if it is not in a block. */
  bump(txid: string): string | undefined {
    const block = isHash(txid) ? this.reads.transaction(txid)?.block : undefined;
    if (block === undefined) return undefined;
    return encodeBump(bumpOf(this.#tree(this.reads.blockAt(block.height)!), block.position, block.height));
  }

  /** Test knob: the next `count` broadcasts are carried out, but their answer is lost. */
  dropAnswers(count: number): void {
    this.#answersToDrop = count;
  }

  /** Test knob: the next `count` broadcasts reach the chain only `ms` later by its own clock; no answer is given. */
  delayBroadcasts(count: number, ms: number): void {
    this.#delayed.delay(count, ms);
  }

  /**
   * Test knob: a competing transaction, signed by whoever holds the key, reaches the network. If it `wins`, it takes the
   * place of the unmined ones that spend its coins, with all that spend from them; otherwise they are contested.
   */
  injectDoubleSpend(hex: string, options: { readonly wins: boolean }): SubmitVerdict {
    const parsed = parseTransaction(hex);
    if (!options.wins || !parsed.ok) return this.submit(hex);
    const rules = { ...this.#rules, refuseLowFee: false };
    return this.#ledger.change((writes) =>
      displace(parsed.transaction, this.reads, writes, rules, this.now()),
    );
  }

  /** Test knob: forgets an unmined transaction and all that spend from it, as a node under pressure does. */
  evict(txid: string): boolean {
    return this.#ledger.change((writes) => evict(txid, this.reads, writes));
  }

  /**
   * Test knob: replaces the last `depth` blocks (1 to 99) by one block more, all empty, so that their transactions
   * wait to be mined again. Answers the new tip.
   */
  reorganise(depth: number): StoredBlock {
    const { height } = this.lastBlock();
    if (!(Number.isInteger(depth) && depth >= 1 && depth <= Math.min(reorgDepthMax, height))) {
      throw new RangeError(`a reorganisation is 1 to ${reorgDepthMax} blocks deep`);
    }
    this.#ledger.change((writes) => {
      for (let gone = height; gone > height - depth; gone--) writes.removeBlock(gone);
      for (let made = 0; made <= depth; made++) addBlock([], this.reads, writes, this.now());
    });
    return this.lastBlock();
  }

  close(): void {
    this.#ledger.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  /** `unspent` of a locking script (hex), answered at once. */
  spendable(lockingScript: string, limit: number): UnspentCoin[] {
    const coinbaseHeightMax = this.lastBlock().height + 1 - coinbaseMaturityBlocks;
    return this.reads.unspent(lockingScript, coinbaseHeightMax, limit);
  }

  /** What was delayed until now arrives, in the order in which it was sent. */
  #arrive(): void {
    for (const { hex, options } of this.#delayed.arrived(this.now())) this.submit(hex, options);
  }

  /** The Merkle tree of a block; the last few are kept, since many transactions of one block are asked about. */
  #tree(block: StoredBlock): MerkleRows {
    const cached = this.#trees.get(block.hash);
    if (cached !== undefined) return cached;
    const rows = merkleRows(this.reads.blockTxids(block.height, 0, block.txCount));
    this.#trees.set(block.hash, rows);
    return rows;
  }
}
