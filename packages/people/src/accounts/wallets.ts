import {
  isSameWallet,
  type PayoutTarget,
  type Person,
  type Sats,
  type WalletRules,
  type WorkerRecord,
  walletOf,
  walletWaitMs,
} from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import { type PaymailClient, PaymailUnavailable, parsePaymail } from '@asg/paymail';
import type { EngineContext } from '../context.ts';
import type { PeopleMails } from '../sign-in/mails.ts';
import type { WalletChanges } from './wallet-changes.ts';

/** Decides whether a payout address can be paid on this network; `reason` is for the worker to read. */
export type CheckPayoutAddress = (
  address: string,
) => { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Where a worker asks to be paid, as they typed it; a paymail can be a `$handle`. */
export type WalletInput = { readonly address: string } | { readonly paymail: string };

export type SetWalletResult =
  | { readonly ok: true; readonly worker: WorkerRecord }
  | { readonly ok: false; readonly field: 'address' | 'paymail'; readonly reason: string };

type CheckedTarget =
  | { readonly ok: true; readonly payout: PayoutTarget }
  | Extract<SetWalletResult, { readonly ok: false }>;

export interface WalletParts {
  readonly checkPayoutAddress: CheckPayoutAddress;
  readonly paymail: Pick<PaymailClient, 'destinations'>;
  readonly allowedHosts: readonly string[];
  /** A usual sum, which the host of a new paymail is asked whether it takes. */
  readonly payoutSats: Sats;
  readonly changes: WalletChanges;
  readonly mails: Pick<PeopleMails, 'tellOfWallet'>;
  /** Null: each is in force at once, and nobody is told. */
  readonly rules: WalletRules | null;
}

/** Where workers are paid. */
export class Wallets {
  readonly #storage: EngineContext['storage'];
  readonly #clock: EngineContext['clock'];
  readonly #parts: WalletParts;

  constructor(context: EngineContext, parts: WalletParts) {
    this.#storage = context.storage;
    this.#clock = context.clock;
    this.#parts = parts;
  }

  /** Null goes back to an address held for the worker. A paymail is set if its host takes a payment for it now. */
  async set(person: Person, input: WalletInput | null, language: MailLanguage): Promise<SetWalletResult> {
    const { changes } = this.#parts;
    const { personId: workerId } = person;
    if (input === null) return { ok: true, worker: await changes.set(workerId, null) };
    const checked = 'address' in input ? this.#address(input.address) : await this.#paymail(input.paymail);
    return checked.ok ? { ok: true, worker: await this.#ask(person, checked.payout, language) } : checked;
  }

  /** At once, or after a notice. Asked again, what waits goes on waiting from when it was asked for first. */
  async #ask(person: Person, payout: PayoutTarget, language: MailLanguage): Promise<WorkerRecord> {
    const { changes, mails, rules } = this.#parts;
    const { personId: workerId } = person;
    const worker = await this.#worker(workerId);
    const waiting = await changes.waiting(workerId);
    if (waiting !== null && isSameWallet(waiting.to, payout)) return worker;
    const askedAtMs = this.#clock.nowMs();
    const waitMs = await this.#waitMs(person, worker, payout);
    // Told before it is done: what nobody was told of never comes into force.
    if (rules !== null && !isSameWallet(worker.payout, payout)) {
      const fromMs = waitMs === 0 ? null : askedAtMs + waitMs;
      await mails.tellOfWallet(person, { wallet: walletOf(payout), fromMs, language });
    }
    if (waitMs === 0) return changes.set(workerId, payout);
    await changes.ask({ workerId, to: payout, askedAtMs, fromMs: askedAtMs + waitMs, isTaken: false });
    return this.#worker(workerId);
  }

  async #waitMs(
    { verifiedAtMs, recoveredAtMs }: Person,
    worker: WorkerRecord,
    payout: PayoutTarget,
  ): Promise<number> {
    const { workerId } = worker;
    const [{ carriedSats }, heldSats] = await Promise.all([
      this.#storage.workers.totals(workerId),
      this.#storage.payouts.heldSats(workerId),
    ]);
    const owner = {
      worker,
      restingSats: carriedSats + heldSats,
      isVerified: verifiedAtMs !== undefined,
      recoveredAtMs,
    };
    return walletWaitMs(owner, payout, this.#parts.rules, this.#clock.nowMs());
  }

  async #worker(workerId: string): Promise<WorkerRecord> {
    const worker = await this.#storage.workers.get(workerId);
    if (worker === null) throw new Error(`worker ${workerId} has a session but no record`);
    return worker;
  }

  #address(address: string): CheckedTarget {
    const check = this.#parts.checkPayoutAddress(address);
    if (!check.ok) return { ok: false, field: 'address', reason: check.reason };
    return { ok: true, payout: { kind: 'address', address } };
  }

  async #paymail(text: string): Promise<CheckedTarget> {
    const { paymail: client, allowedHosts, payoutSats } = this.#parts;
    const parsed = parsePaymail(text, allowedHosts);
    if (!parsed.ok) return { ok: false, field: 'paymail', reason: parsed.reason };
    const { address, host } = parsed.paymail;
    try {
      // Asks for a payment destination, not only for the host's capabilities: only that shows whether it knows the name.
      await client.destinations(parsed.paymail, payoutSats);
      return { ok: true, payout: { kind: 'paymail', paymail: address } };
    } catch (error) {
      if (!(error instanceof PaymailUnavailable)) throw error;
      const reason =
        error.fault === 'paymail'
          ? `${host} takes no payments for ${address}`
          : `try again later: ${error.message}`;
      return { ok: false, field: 'paymail', reason };
    }
  }
}
