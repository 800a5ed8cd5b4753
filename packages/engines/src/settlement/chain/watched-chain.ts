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
} from '@asg/chain';
import type { Network } from '@asg/domain';
import type { Conditions } from '@asg/runtime';

/** Who answers a question: conditions are named after it. */
export type ChainService = 'provider' | 'look_up';
type Question =
  | 'feeRate'
  | 'broadcast'
  | 'status'
  | 'otherProofs'
  | 'unspent'
  | 'spender'
  | 'transaction'
  | 'tip'
  | 'headers';
export type ChainServices = Readonly<Record<Question, ChainService>>;
/** What the other one of the two is asked. */
type SecondQuestion = 'otherTip' | 'otherHeaders';
type AnyQuestion = Question | SecondQuestion;

/** So many useless answers in a row are reported. */
const failuresTold = 3;
const asked: Readonly<Record<AnyQuestion, string>> = {
  feeRate: 'the fee rate',
  broadcast: 'a transaction to be taken',
  status: 'the state of a transaction',
  otherProofs: 'proofs of mining',
  unspent: 'unspent coins',
  spender: 'who spends a coin',
  transaction: 'the bytes of a transaction',
  tip: 'the newest block',
  headers: 'block headers',
  otherTip: 'the newest block',
  otherHeaders: 'block headers',
};

/** A payment network whose failures are reported as conditions: requests without an answer, and unusable answers. */
export class WatchedChain implements Chain {
  readonly network: Network;
  readonly headerSources: readonly HeaderSource[];
  readonly #chain: Chain;
  readonly #conditions: Conditions;
  readonly #services: Readonly<Record<AnyQuestion, ChainService>>;
  #isRetired = false;
  readonly #failures = new Map<AnyQuestion, { readonly count: number; readonly reason: string }>();

  constructor(
    chain: Chain,
    { conditions, services }: { readonly conditions: Conditions; readonly services: ChainServices },
  ) {
    this.network = chain.network;
    this.#chain = chain;
    this.#conditions = conditions;
    const other = services.headers === 'look_up' ? 'provider' : 'look_up';
    this.#services = { ...services, otherTip: other, otherHeaders: other };
    this.headerSources = chain.headerSources.map((source, index) => ({
      name: source.name,
      tip: () => this.#watch(index === 0 ? 'tip' : 'otherTip', source.tip()),
      headers: (fromHeight, limit) =>
        this.#watch(index === 0 ? 'headers' : 'otherHeaders', source.headers(fromHeight, limit)),
    }));
  }

  feeRate(): Promise<number> {
    return this.#watch('feeRate', this.#chain.feeRate());
  }

  async broadcast(transaction: SignedTransaction): Promise<BroadcastOutcome> {
    const outcome = await this.#chain.broadcast(transaction);
    if (outcome.kind === 'unknown' && outcome.isTaken !== true) this.#failed('broadcast', outcome.reason);
    else this.#worked('broadcast');
    return outcome;
  }

  status(txid: string): Promise<TransactionStatus> {
    return this.#watch('status', this.#chain.status(txid));
  }

  otherProofs(txid: string): Promise<readonly MinedStatus[]> {
    return this.#watch('otherProofs', this.#chain.otherProofs(txid));
  }

  unspent(address: string, limit: number): Promise<readonly UnspentCoin[]> {
    return this.#watch('unspent', this.#chain.unspent(address, limit));
  }

  spender(txid: string, vout: number): Promise<string | null> {
    return this.#watch('spender', this.#chain.spender(txid, vout));
  }

  transaction(txid: string): Promise<string | null> {
    return this.#watch('transaction', this.#chain.transaction(txid));
  }

  tip(): Promise<ChainTip> {
    return this.#watch('tip', this.#chain.tip());
  }

  headers(fromHeight: number, limit: number): Promise<readonly string[]> {
    return this.#watch('headers', this.#chain.headers(fromHeight, limit));
  }

  explorerUrl(txid: string): string {
    return this.#chain.explorerUrl(txid);
  }

  ping(): Promise<void> {
    return this.#chain.ping();
  }

  /** This process stops asking: answers that are still outstanding are not reported. */
  retire(): void {
    for (const question of this.#failures.keys()) this.#worked(question);
    this.#isRetired = true;
  }

  async #watch<T>(question: AnyQuestion, answer: Promise<T>): Promise<T> {
    try {
      const found = await answer;
      this.#worked(question);
      return found;
    } catch (error) {
      if (error instanceof ChainUnavailable) this.#failed(question, error.message);
      throw error;
    }
  }

  #failed(question: AnyQuestion, reason: string): void {
    const count = (this.#failures.get(question)?.count ?? 0) + 1;
    this.#failures.set(question, { count, reason });
    if (count >= failuresTold) this.#report(this.#services[question]);
  }

  #worked(question: AnyQuestion): void {
    if (this.#failures.delete(question)) this.#report(this.#services[question]);
  }

  #report(service: ChainService): void {
    if (this.#isRetired) return;
    const lines = [...this.#failures].flatMap(([question, { count, reason }]) =>
      this.#services[question] === service && count >= failuresTold
        ? [`asked in vain for ${asked[question]}: ${reason}`]
        : [],
    );
    if (lines.length === 0) this.#conditions.clear(service);
    else this.#conditions.report(service, { severity: 'degraded', detail: lines.join('; '), isShared: true });
  }
}
