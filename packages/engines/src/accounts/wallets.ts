import type { PayoutTarget, Sats, WorkerRecord } from '@asg/domain';
import { type PaymailClient, PaymailUnavailable, parsePaymail } from '@asg/paymail';
import type { EngineContext } from '../context.ts';

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

/** Where workers are paid. */
export class Wallets {
  readonly #storage: EngineContext['storage'];
  readonly #clock: EngineContext['clock'];
  readonly #parts: {
    readonly checkPayoutAddress: CheckPayoutAddress;
    readonly paymail: Pick<PaymailClient, 'destinations'>;
    readonly allowedHosts: readonly string[];
    readonly payoutSats: Sats;
  };

  /** `payoutSats`: a usual sum, which the host of a new paymail is asked whether it takes. */
  constructor(
    context: EngineContext,
    parts: {
      readonly checkPayoutAddress: CheckPayoutAddress;
      readonly paymail: Pick<PaymailClient, 'destinations'>;
      readonly allowedHosts: readonly string[];
      readonly payoutSats: Sats;
    },
  ) {
    this.#storage = context.storage;
    this.#clock = context.clock;
    this.#parts = parts;
  }

  /** Null goes back to an address held for the worker. A paymail is set if its host takes a payment for it now. */
  async set(workerId: string, input: WalletInput | null): Promise<SetWalletResult> {
    if (input === null) return { ok: true, worker: await this.#change(workerId, null) };
    const checked = 'address' in input ? this.#address(input.address) : await this.#paymail(input.paymail);
    return checked.ok ? { ok: true, worker: await this.#change(workerId, checked.payout) } : checked;
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

  async #change(workerId: string, payout: PayoutTarget | null): Promise<WorkerRecord> {
    const worker = await this.#storage.workers.change({ workerId, change: { set: 'payout', payout } });
    if (worker === null) throw new Error(`worker ${workerId} has a session but no record`);
    // What waited for the paymail that was set before can be sent now.
    await this.#storage.payouts.setCarriedDue({ workerId, dueAtMs: this.#clock.nowMs() });
    return worker;
  }
}
