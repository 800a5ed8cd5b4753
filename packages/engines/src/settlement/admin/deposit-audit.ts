import { type Chain, checkHeaderProof, parseRawTransaction } from '@asg/chain';
import {
  type AuditTallies,
  type DepositPayment,
  type DepositSums,
  depositChecks,
  depositEntrySums,
  entryPlace,
  isSameCoin,
  noDepositSums,
  paymentKey,
  type SettlementRecord,
} from '@asg/domain';
import type { StorageReader } from '@asg/storage';

const page = 200;
const asksMax = 8;

/** Proves what customers paid in and were given back, from the records and the chain alone. */
export class DepositAudit {
  readonly #storage: StorageReader;
  readonly #chain: Chain;
  readonly #tallies: AuditTallies;
  readonly #customers = new Map<string, DepositSums>();

  constructor(storage: StorageReader, chain: Chain, tallies: AuditTallies) {
    this.#storage = storage;
    this.#chain = chain;
    this.#tallies = tallies;
  }

  /** A settlement that is not failed: a sweep takes coins of deposits alone beside the treasury's, a refund is counted. */
  async settlement({
    settlementId,
    inputs,
    outputs,
    change,
    sweep,
    refund,
  }: SettlementRecord): Promise<void> {
    if (refund !== undefined) {
      const refundedSats = outputs.reduce((sum, { satoshis }) => sum + satoshis, 0);
      this.#add(refund.customerId, { refundedSats });
    }
    if (sweep === undefined) return;
    for (const coin of inputs) {
      if (coin.lockingScript === change?.lockingScript) continue;
      const payment = await this.#storage.depositPayments.get(paymentKey(coin));
      const isOurs = payment !== null && isSameCoin(payment.coin, coin) && payment.turn > 0;
      this.#expect(isOurs, `${settlementId} sweeps ${paymentKey(coin)}, which was never credited`);
    }
  }

  /** Every payment, and then what follows for every customer. */
  async run(signal?: AbortSignal): Promise<void> {
    for (let after: string | null = null; ; ) {
      signal?.throwIfAborted();
      const payments: readonly DepositPayment[] = await this.#storage.depositPayments.all({
        limit: page,
        after,
      });
      for (let from = 0; from < payments.length; from += asksMax)
        await Promise.all(payments.slice(from, from + asksMax).map((one) => this.#payment(one)));
      const last = payments.at(-1);
      if (last === undefined || payments.length < page) break;
      after = paymentKey(last.coin);
    }
    for (const [customerId, sums] of this.#customers) {
      signal?.throwIfAborted();
      await this.#customer(customerId, sums);
    }
  }

  async #payment(payment: DepositPayment): Promise<void> {
    const { coin, depositId, customerId, state, owed, proof } = payment;
    const isCredited = state === 'credited';
    this.#add(customerId, { isOwed: owed !== null, creditedSats: isCredited ? coin.satoshis : 0 });
    if (!isCredited) return;
    const name = `deposit ${depositId}, ${paymentKey(coin)}`;
    const deposit = await this.#storage.deposits.get(depositId);
    const isTheirs = deposit?.customerId === customerId && deposit.lockingScript === coin.lockingScript;
    this.#expect(isTheirs, `${name}: it pays to no address of ${customerId}`);
    const raw = payment.raw ?? (await this.#chain.transaction(coin.txid));
    const parsed = raw === null ? null : parseRawTransaction(raw);
    const output =
      parsed?.ok === true && parsed.transaction.txid === coin.txid
        ? parsed.transaction.outputs[coin.vout]
        : undefined;
    const isPaid = output?.satoshis === coin.satoshis && output.lockingScript === coin.lockingScript;
    this.#expect(isPaid, `${name}: its transaction does not pay that`);
    const [header] = proof === null ? [] : await this.#chain.headers(proof.blockHeight, 1);
    const isProven = proof !== null && header === proof.header && checkHeaderProof(coin.txid, proof);
    this.#expect(isProven, `${name}: no path from it to block ${proof?.blockHeight}`);
  }

  async #customer(customerId: string, sums: DepositSums): Promise<void> {
    let entered = depositEntrySums([]);
    for (let before: string | null = null; ; ) {
      const entries = await this.#storage.balance.entries(customerId, { limit: page, before });
      entered = depositEntrySums(entries, entered);
      const last = entries.at(-1);
      if (last === undefined || entries.length < page) break;
      before = entryPlace(last);
    }
    for (const [isRight, culprit] of depositChecks(customerId, sums, entered)) this.#expect(isRight, culprit);
  }

  #add(
    customerId: string,
    { creditedSats = 0, isOwed = false, refundedSats = 0 }: Partial<DepositSums>,
  ): void {
    const before = this.#customers.get(customerId) ?? noDepositSums;
    this.#customers.set(customerId, {
      creditedSats: before.creditedSats + creditedSats,
      isOwed: before.isOwed || isOwed,
      refundedSats: before.refundedSats + refundedSats,
    });
  }

  #expect(isRight: boolean, culprit: string): void {
    this.#tallies.expect('deposits', isRight, culprit);
  }
}
