import {
  type BroadcastOutcome,
  type Chain,
  ChainUnavailable,
  type HeaderSource,
  type LocalChain,
  type MinedStatus,
  refusalOutcome,
  type SignedTransaction,
  type TransactionStatus,
  type UnspentCoin,
  verifyTransaction,
} from '@asg/chain';
import type { Randomness } from './randomness.ts';

/** The local chain behind a network that delays, forgets, lies and drops answers. */
export class FaultyChain implements Chain {
  readonly network = 'local';
  readonly name = 'the network';
  readonly headerSources: readonly HeaderSource[] = [this];
  readonly #chain: LocalChain;
  readonly #randomness: Randomness;
  /** Taken by the network and not yet known to it. */
  readonly #delayed: SignedTransaction[] = [];
  /** Once broadcast, by id: what was evicted can come back. */
  readonly sent = new Map<string, SignedTransaction>();
  /** The network's policy, satoshis per 1,000 bytes. */
  feePolicy = 100;

  constructor(chain: LocalChain, randomness: Randomness) {
    this.#chain = chain;
    this.#randomness = randomness;
  }

  async feeRate(): Promise<number> {
    this.#reach();
    return this.feePolicy;
  }

  async broadcast(transaction: SignedTransaction): Promise<BroadcastOutcome> {
    const randomness = this.#randomness;
    this.#reach();
    if (randomness.strikes('process: killed before a broadcast')) randomness.kill('before a broadcast');
    this.sent.set(transaction.txid, transaction);
    if (randomness.strikes('network: server error, nothing done')) return { kind: 'unknown', reason: '503' };
    if (randomness.strikes('network: says inputs are missing, wrongly'))
      return { kind: 'rejected', code: -25, reason: 'Missing inputs', fault: 'inputs' };
    if (randomness.strikes('network: refuses the fee once')) return feeRefusal;
    if (randomness.strikes('network: refuses the fee, and takes it later')) {
      this.#delayed.push(transaction);
      return feeRefusal;
    }
    if (randomness.strikes('network: accepted much later')) {
      this.#delayed.push(transaction);
      return { kind: 'unknown', reason: 'time-out' };
    }
    const outcome = this.#submit(transaction);
    if (randomness.strikes('process: killed after a broadcast')) randomness.kill('after a broadcast');
    if (randomness.strikes('network: answer dropped after accepting'))
      return { kind: 'unknown', reason: 'no answer' };
    return outcome;
  }

  #submit(transaction: SignedTransaction): BroadcastOutcome {
    const { kind } = this.#chain.standing(transaction.txid);
    const isKnown = kind === 'seen' || kind === 'mined' || kind === 'contested';
    if (!isKnown && rateOf(transaction) < this.feePolicy) return feeRefusal;
    const verdict = this.#chain.submit(transaction.extended);
    return verdict.kind === 'refused' ? refusalOutcome(verdict) : { kind: 'accepted' };
  }

  /** The network gets to what it took earlier. */
  deliverDelayed(): void {
    for (const transaction of this.#delayed.splice(0)) this.#submit(transaction);
  }

  async status(txid: string): Promise<TransactionStatus> {
    this.#reach();
    if (this.#randomness.strikes('network: forgets a transaction in its answer')) return { kind: 'unknown' };
    const status = await this.#chain.status(txid);
    if (status.kind !== 'mined' || !this.#randomness.strikes('network: shows a wrong Merkle path'))
      return status;
    return { ...status, bump: wrongPath(status.bump) };
  }

  /** Somebody else, who shows the right path. */
  async otherProofs(txid: string): Promise<readonly MinedStatus[]> {
    this.#reach();
    const status = await this.#chain.status(txid);
    return status.kind === 'mined' ? [status] : [];
  }

  async unspent(address: string, limit: number): Promise<readonly UnspentCoin[]> {
    this.#reach();
    return this.#chain.unspent(address, limit);
  }

  async spender(txid: string, vout: number): Promise<string | null> {
    this.#reach();
    return this.#chain.spender(txid, vout);
  }

  async transaction(txid: string): Promise<string | null> {
    this.#reach();
    return this.#chain.transaction(txid);
  }

  async tip(): Promise<{ readonly height: number; readonly hash: string }> {
    this.#reach();
    const tip = await this.#chain.tip();
    if (!this.#randomness.strikes('network: shows an old tip')) return tip;
    const { height, hash } = this.#chain.reads.blockAt(tip.height - 1)!;
    return { height, hash };
  }

  async headers(fromHeight: number, limit: number): Promise<readonly string[]> {
    this.#reach();
    return this.#chain.headers(fromHeight, limit);
  }

  explorerUrl(txid: string): string {
    return this.#chain.explorerUrl(txid);
  }

  async ping(): Promise<void> {
    this.#reach();
  }

  #reach(): void {
    this.#randomness.assertAlive();
    if (this.#randomness.strikes('network: not reachable')) throw new ChainUnavailable('injected');
  }
}

const feeRefusal = { kind: 'rejected', code: 465, reason: 'fee too low', fault: 'fee' } as const;

function rateOf({ raw, extended }: SignedTransaction): number {
  const verdict = verifyTransaction(extended);
  return verdict.ok ? (verdict.feeSats * 2_000) / raw.length : Number.POSITIVE_INFINITY;
}

/** The same path with a bit of its last hash changed. */
function wrongPath(bump: string): string {
  const last = bump.endsWith('0') ? '1' : '0';
  return bump.slice(0, -1) + last;
}
