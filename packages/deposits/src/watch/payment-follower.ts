import type { Chain } from '@asg/chain';
import {
  type DepositPayment,
  type DepositRules,
  owedEntryId,
  type PaymentLook,
  paymentAfter,
  paymentKey,
} from '@asg/domain';
import { messageOf } from '@asg/domain/errors';
import { Backoffs, type Headers } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import { StorageUnavailable } from '@asg/storage';

/** Payments looked at in one step, and how many of them at once. */
const stepMax = 64;
const asksMax = 8;
/** The pause of a payment that could not be looked at. */
const retry = { baseMs: 2_000, growth: 2, maxMs: 10 * 60_000 };

type Parts = Pick<EngineContext, 'storage' | 'clock' | 'log'>;

/**
 * Follows payments to deposits into a block and out of it again, by our own chain of headers, and enters into the balance
 * what each change calls for: first the change is written down, then the entry under an id of its own, then that it is made.
 */
export class PaymentFollower {
  readonly #context: Parts;
  readonly #chain: Chain;
  readonly #headers: Headers;
  readonly #rules: DepositRules & { readonly pollMs: number };
  readonly #backoffs = new Backoffs(retry);
  #tipHash: string | null = null;
  #walkedMs = 0;
  /** The position of the present walk through what is watched; `isWalking` false: there is none. */
  #walkAfter: string | null = null;
  #isWalking = false;

  constructor(
    context: Parts,
    parts: {
      readonly chain: Chain;
      readonly headers: Headers;
      readonly rules: DepositRules & { readonly pollMs: number };
    },
  ) {
    this.#context = context;
    this.#chain = parts.chain;
    this.#headers = parts.headers;
    this.#rules = parts.rules;
  }

  /** One bounded step. True: there is more to look at now. */
  async follow(stop?: AbortSignal): Promise<boolean> {
    const { storage, clock } = this.#context;
    const tipHash = await this.#headers.tipHash();
    const nowMs = clock.nowMs();
    if (tipHash !== this.#tipHash || (!this.#isWalking && nowMs >= this.#walkedMs + this.#rules.pollMs)) {
      this.#tipHash = tipHash;
      this.#walkedMs = nowMs;
      this.#isWalking = true;
      this.#walkAfter = null;
    }
    if (!this.#isWalking) return false;
    const step = await storage.depositPayments.watched({ limit: stepMax, after: this.#walkAfter });
    const waiting = [...step];
    const visit = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined && stop?.aborted !== true; one = waiting.shift())
        await this.lookAt(one);
    };
    await Promise.all(Array.from({ length: Math.min(asksMax, step.length) }, visit));
    const last = step.at(-1);
    this.#walkAfter = last === undefined ? null : paymentKey(last.coin);
    this.#isWalking = step.length === stepMax;
    return this.#isWalking && stop?.aborted !== true;
  }

  /** A failure of the network delays this payment alone. */
  async lookAt(payment: DepositPayment): Promise<void> {
    const { clock, log } = this.#context;
    const key = paymentKey(payment.coin);
    if (this.#backoffs.of(key, clock.nowMs()) !== null) return;
    try {
      await this.#look(payment);
      this.#backoffs.worked(key);
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      this.#backoffs.failed(key, messageOf(error), clock.nowMs());
      const { depositId } = payment;
      log.warn({ depositId, payment: key, err: error }, 'a payment to a deposit could not be followed');
    }
  }

  async #look(payment: DepositPayment): Promise<void> {
    const { storage, clock } = this.#context;
    const entered = await this.#enterOwed(payment);
    if (entered === null) return;
    const key = paymentKey(entered.coin);
    const { confirmations } = this.#rules;
    const look = await this.#seen(entered);
    const { revision } = entered;
    const nowMs = clock.nowMs();
    if (paymentAfter(entered, look, { confirmations, nowMs }) === entered) return;
    const after = await storage.depositPayments.look({ key, revision, look, confirmations, nowMs });
    if (after !== null) await this.#enterOwed(after);
  }

  /** Null: its customer is gone, so that nothing more follows from it. */
  async #enterOwed(payment: DepositPayment): Promise<DepositPayment | null> {
    const { storage, clock, log } = this.#context;
    const entryId = owedEntryId(payment);
    const { owed, customerId, depositId, coin, revision } = payment;
    if (entryId === null || owed === null) return payment;
    const { satoshis, txid } = coin;
    const outcome = await storage.balance.enter({
      entryId,
      customerId,
      kind: owed,
      sats: owed === 'deposit' ? satoshis : 0 - satoshis,
      atMs: clock.nowMs(),
      note: txid,
      ref: depositId,
    });
    log.info({ customerId, depositId, txid, kind: owed, satoshis, outcome }, 'a deposit was entered');
    if (outcome !== 'entered') throw new Error(`the balance of ${customerId} does not take it: ${outcome}`);
    return storage.depositPayments.entered({ key: paymentKey(coin), revision });
  }

  /** What our own headers say of it; where they do not have its block, what the network says and they confirm. */
  async #seen({ proof, coin: { txid } }: DepositPayment): Promise<PaymentLook> {
    if (proof !== null) {
      const depth = await this.#headers.depth(proof);
      if (depth > 0) return { kind: 'mined', proof, depth };
    }
    const status = await this.#chain.status(txid);
    const found =
      status.kind === 'mined'
        ? await this.#headers.proofOf(txid, status)
        : await this.#headers.provenElsewhere(txid);
    if (found !== null) {
      const depth = await this.#headers.depth(found);
      if (depth > 0) return { kind: 'mined', proof: found, depth };
    }
    if (status.kind !== 'unknown' && status.kind !== 'rejected') return { kind: 'unmined' };
    const isKnown = (await this.#chain.transaction(txid)) !== null;
    return { kind: isKnown ? 'unmined' : 'absent' };
  }
}
