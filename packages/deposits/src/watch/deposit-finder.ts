import { type Chain, ChainUnavailable, parseRawTransaction, type TreasuryKey } from '@asg/chain';
import {
  type Coin,
  type DepositPayment,
  type DepositRecord,
  type DepositRules,
  foundPayment,
  paymentKey,
  rawKept,
} from '@asg/domain';
import { messageOf } from '@asg/domain/errors';
import { Backoffs } from '@asg/engines';
import type { EngineContext } from '@asg/people';

export interface FinderRules extends DepositRules {
  /** The pause after the first look at a deposit, ms. */
  readonly pauseMinMs: number;
  /** Addresses looked at in one round; of those that are looked at seldom one more. */
  readonly looksMax: number;
}

/** Unspent outputs of an address that are looked at, the largest. */
const coinsMax = 100;
/** No address is looked at for a while where the index of addresses does not answer. */
const silent = 'addresses';
const askAgain = { baseMs: 2_000, growth: 2, maxMs: 60_000 };

type Parts = Pick<EngineContext, 'storage' | 'clock' | 'log' | 'conditions'>;
const conditionName = 'deposits';

/** Looks for payments to the addresses of deposits, each as often as its age allows. */
export class DepositFinder {
  readonly #context: Parts;
  readonly #chain: Chain;
  readonly #treasury: TreasuryKey;
  readonly #rules: FinderRules;
  readonly #backoffs = new Backoffs(askAgain);

  constructor(
    context: Parts,
    parts: { readonly chain: Chain; readonly treasury: TreasuryKey; readonly rules: FinderRules },
  ) {
    this.#context = context;
    this.#chain = parts.chain;
    this.#treasury = parts.treasury;
    this.#rules = parts.rules;
  }

  /** What it found that was not known, in one bounded step. */
  async find(): Promise<readonly DepositPayment[]> {
    const { storage, clock, conditions } = this.#context;
    const nowMs = clock.nowMs();
    if (this.#backoffs.of(silent, nowMs) !== null) return [];
    const [fresh, slow] = await Promise.all([
      storage.deposits.due({ group: 'fresh', limit: this.#rules.looksMax, after: null }),
      storage.deposits.due({ group: 'slow', limit: 1, after: null }),
    ]);
    const due = [...fresh, ...slow].filter(({ watch }) => watch.dueAtMs <= nowMs);
    const found: DepositPayment[] = [];
    try {
      for (const deposit of due) found.push(...(await this.#lookAt(deposit)));
      if (due.length > 0) this.#backoffs.worked(silent);
      if (due.length > 0) conditions.clear(conditionName);
    } catch (error) {
      if (!(error instanceof ChainUnavailable)) throw error;
      this.#backoffs.failed(silent, messageOf(error), nowMs);
      const detail = `payments to deposits are not looked for now: ${messageOf(error)}`;
      conditions.report(conditionName, { severity: 'degraded', detail, isShared: true });
    }
    return found;
  }

  retire(): void {
    this.#context.conditions.clear(conditionName);
  }

  async #lookAt(deposit: DepositRecord): Promise<readonly DepositPayment[]> {
    const { storage, clock, log } = this.#context;
    const { depositId, address, lockingScript, watch } = deposit;
    const found: DepositPayment[] = [];
    // What is paid to another key's address, this treasury can neither spend nor vouch for.
    if (this.#treasury.deriveDeposit(depositId).lockingScript === lockingScript) {
      for (const coin of await this.#chain.unspent(address, coinsMax)) {
        const payment = await this.#found(deposit, coin);
        if (payment !== null) found.push(payment);
      }
    } else log.warn({ depositId, address }, 'a deposit has an address of another treasury key');
    const { pauseMinMs } = this.#rules;
    await storage.deposits.lookedAt({ depositId, watch, nowMs: clock.nowMs(), pauseMinMs });
    return found;
  }

  /** Null: it is known, or the index shows an output that its transaction does not have. */
  async #found({ depositId, customerId }: DepositRecord, shown: Coin): Promise<DepositPayment | null> {
    const { storage, clock, log } = this.#context;
    const { txid, vout, satoshis, lockingScript } = shown;
    const coin = { txid, vout, satoshis, lockingScript };
    const known = await storage.depositPayments.get(paymentKey(coin));
    const request = { depositId, customerId, coin, raw: null, nowMs: clock.nowMs(), ...this.#rules };
    if (known !== null && foundPayment(known, request) === known) return null;
    const raw = await this.#chain.transaction(txid);
    if (raw === null) return null;
    const parsed = parseRawTransaction(raw);
    const output = parsed.ok ? parsed.transaction.outputs[vout] : undefined;
    if (output?.satoshis !== satoshis || output.lockingScript !== lockingScript) {
      log.warn({ depositId, txid, vout }, 'an index shows a payment that its transaction does not make');
      return null;
    }
    log.info({ depositId, customerId, txid, vout, satoshis }, 'a payment to a deposit was found');
    return storage.depositPayments.found({ ...request, raw: rawKept(raw) });
  }
}
