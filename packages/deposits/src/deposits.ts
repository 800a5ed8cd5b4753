import {
  addressOfLockingScript,
  type Chain,
  ChainUnavailable,
  depositScript,
  type PostedTransaction,
  readPosted,
} from '@asg/chain';
import {
  type DepositPayment,
  type DepositRecord,
  type DepositRules,
  depositLifeMs,
  newWatch,
  outputsPostedMax,
  rawKept,
  type Sats,
} from '@asg/domain';
import type { EngineContext, Violation } from '@asg/people';
import type { Page } from '@asg/storage';
import { present } from '@asg/values/present';

/** Payments of a deposit that are shown. */
const paymentsShown = 100;

/** A deposit with what was paid to its address. */
export interface DepositReport {
  readonly deposit: DepositRecord;
  /** At most 100. */
  readonly payments: readonly DepositPayment[];
}

export type PostedOutcome =
  | { readonly ok: true; readonly report: DepositReport }
  | { readonly ok: false; readonly violation: Violation };

type Parts = Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'log'>;

/**
 * Customers' deposits: an address for each, whose key the settler alone has. What is paid is credited by the settler, once our
 * own chain of headers proves it; here it is only made known, and a payer's transaction handed to the network.
 */
export class Deposits {
  readonly #context: Parts;
  readonly #chain: Chain;
  readonly #treasuryPublicKey: () => Promise<string | null>;
  readonly rules: DepositRules;

  constructor(
    context: Parts,
    parts: {
      readonly chain: Chain;
      /** Of the treasury, 33 bytes, hex; null: no settler has told it yet. */
      readonly treasuryPublicKey: () => Promise<string | null>;
      readonly rules: DepositRules;
    },
  ) {
    this.#context = context;
    this.#chain = parts.chain;
    this.#treasuryPublicKey = parts.treasuryPublicKey;
    this.rules = parts.rules;
  }

  /** A new address to pay to. Rejects with `ChainUnavailable` where no settler was there yet. */
  async open(customerId: string, amountSats: Sats | null): Promise<DepositReport | 'too_many'> {
    const { storage, clock, ids } = this.#context;
    const nowMs = clock.nowMs();
    const publicKey = await this.#treasuryPublicKey();
    if (publicKey === null) throw new ChainUnavailable('no settler has reported yet: is one running?');
    const depositId = ids.next('deposit');
    if (!(await storage.depositSlots.take({ customerId, depositId, atMs: nowMs }))) return 'too_many';
    const lockingScript = depositScript(publicKey, depositId);
    const deposit = await storage.deposits.open({
      depositId,
      customerId,
      address: present(addressOfLockingScript(lockingScript, this.#chain.network), 'the address'),
      lockingScript,
      amountSats,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + depositLifeMs,
      watch: newWatch(nowMs),
    });
    return { deposit, payments: [] };
  }

  /** The newest first. */
  async list(customerId: string, { limit, before }: Page): Promise<readonly DepositReport[]> {
    const { deposits } = this.#context.storage;
    const found = await deposits.ofCustomer({ group: customerId, limit, before });
    return Promise.all(found.map((deposit) => this.#report(deposit)));
  }

  /** Null: the customer has no such deposit. */
  async get(customerId: string, depositId: string): Promise<DepositReport | null> {
    const deposit = await this.#own(customerId, depositId);
    return deposit && this.#report(deposit);
  }

  /** A payment is on its way: the address is looked at now, and often for a while. */
  async watch(customerId: string, depositId: string): Promise<DepositReport | null> {
    const deposit = await this.#own(customerId, depositId);
    if (deposit === null) return null;
    await this.#context.storage.deposits.watchAgain({ depositId, nowMs: this.#context.clock.nowMs() });
    return this.#report(deposit);
  }

  /**
   * A transaction (hex) that pays to the deposit, of which the network need not know yet. Rejects with `ChainUnavailable`
   * where the network does not say whether it takes it: sending it again is safe.
   */
  async post(customerId: string, depositId: string, hex: string): Promise<PostedOutcome | null> {
    const { storage, clock, log } = this.#context;
    const deposit = await this.#own(customerId, depositId);
    if (deposit === null) return null;
    const read = readPosted(hex);
    if (!read.ok) return refused('form', `transaction cannot be used: ${read.reason}`);
    const { transaction, raw } = read.posted;
    const { txid } = transaction;
    const { lockingScript } = deposit;
    const coins = transaction.outputs.flatMap((output, vout) =>
      output.lockingScript === lockingScript ? [{ txid, vout, ...output }] : [],
    );
    if (coins.length === 0)
      return refused('pays', `transaction must pay to the address of the deposit, ${deposit.address}`);
    if (coins.length > outputsPostedMax)
      return refused(
        'outputs',
        `transaction must pay to the deposit with at most ${outputsPostedMax} outputs`,
      );
    const refusal = await this.#send(read.posted);
    if (refusal !== null) return refusal;
    const { minSats } = this.rules;
    const nowMs = clock.nowMs();
    for (const coin of coins)
      await storage.depositPayments.found({
        depositId,
        customerId,
        coin,
        raw: rawKept(raw),
        nowMs,
        minSats,
      });
    log.info({ customerId, depositId, txid, outputs: coins.length }, 'a payment to a deposit was posted');
    return { ok: true, report: await this.#report(deposit) };
  }

  /** Null: the network has it now. */
  async #send({ transaction, toSend }: PostedTransaction): Promise<PostedOutcome | null> {
    if (await this.#isKnown(transaction.txid)) return null;
    if (toSend === null)
      return refused(
        'unknown',
        'transaction is not known to the network: send it as BEEF or in extended format, so that it can be checked and sent on',
      );
    for (const one of toSend) {
      const outcome = await this.#chain.broadcast(one);
      if (outcome.kind === 'accepted' || (await this.#isKnown(one.txid))) continue;
      if (outcome.kind === 'unknown')
        throw new ChainUnavailable(`whether the network takes ${one.txid} is not known: ${outcome.reason}`);
      return refused('network', `transaction is refused by the network: ${outcome.reason} (${one.txid})`);
    }
    return null;
  }

  async #isKnown(txid: string): Promise<boolean> {
    const { kind } = await this.#chain.status(txid);
    if (kind === 'seen' || kind === 'mined') return true;
    return (await this.#chain.transaction(txid)) !== null;
  }

  async #own(customerId: string, depositId: string): Promise<DepositRecord | null> {
    const deposit = await this.#context.storage.deposits.get(depositId);
    return deposit?.customerId === customerId ? deposit : null;
  }

  async #report(deposit: DepositRecord): Promise<DepositReport> {
    const page = { group: deposit.depositId, limit: paymentsShown, after: null };
    return { deposit, payments: await this.#context.storage.depositPayments.ofDeposit(page) };
  }
}

function refused(constraint: string, message: string): PostedOutcome {
  return { ok: false, violation: { field: 'transaction', constraint, message } };
}
