import type { PayoutTarget, WalletChange, WorkerRecord } from '@asg/domain';
import type { EngineContext } from '../context.ts';

const roundMax = 50;

export interface WalletsTold {
  /** Notes who else is paid there. */
  readonly paidAt: (workerId: string, payout: PayoutTarget) => Promise<void>;
  /** What waited is in force; perhaps told again of the same one. */
  readonly inForce: (change: WalletChange) => Promise<void>;
}

/** New wallets that wait, and how they come into force. All that is done here may be done again. */
export class WalletChanges {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'log'>;
  readonly #told: WalletsTold;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'log'>, told: WalletsTold) {
    this.#context = context;
    this.#told = told;
  }

  /** The one that waits; null: none does. */
  waiting(workerId: string): Promise<WalletChange | null> {
    return this.#context.storage.walletChanges.get(workerId);
  }

  /** Null: earnings are held. What waited is over. */
  async set(workerId: string, payout: PayoutTarget | null): Promise<WorkerRecord> {
    await this.drop(workerId);
    const worker = await this.#write(workerId, payout);
    if (worker === null) throw new Error(`worker ${workerId} has a session but no record`);
    return worker;
  }

  /** In the place of one that waits. */
  async ask(change: WalletChange): Promise<void> {
    const { storage } = this.#context;
    while ((await storage.walletChanges.ask(change)).isTaken) await this.#follow(change.workerId);
  }

  /** What waits does not come into force. */
  async drop(workerId: string): Promise<void> {
    const { storage } = this.#context;
    while ((await storage.walletChanges.drop(workerId)) !== null) await this.#follow(workerId);
  }

  /** A wallet that was asked for since then is not the worker's: what waits is over, and what is in force already goes. */
  async stop(workerId: string, sinceMs: number): Promise<void> {
    const { storage, clock } = this.#context;
    await this.drop(workerId);
    const change = { set: 'walletStopped', sinceMs, atMs: clock.nowMs() } as const;
    await storage.workers.change({ workerId, change });
  }

  /** Those that are due come into force. True: there may be more. */
  async round(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const found = await storage.walletChanges.due({ limit: roundMax, after: null });
    const due = found.filter(({ fromMs }) => fromMs <= clock.nowMs());
    for (const { workerId } of due) await this.#follow(workerId);
    return due.length === roundMax;
  }

  /** One that is due, or was being written down when a process ended, comes into force. */
  async #follow(workerId: string): Promise<void> {
    const { storage, clock, log } = this.#context;
    const taken = await storage.walletChanges.take({ workerId, nowMs: clock.nowMs() });
    if (taken === null) return;
    if ((await this.#write(workerId, taken.to)) !== null) await this.#told.inForce(taken);
    await storage.walletChanges.finish(taken);
    log.info({ worker_id: workerId }, 'the new wallet of a worker came into force');
  }

  async #write(workerId: string, payout: PayoutTarget | null): Promise<WorkerRecord | null> {
    const { storage, clock, log } = this.#context;
    const atMs = clock.nowMs();
    const worker = await storage.workers.change({ workerId, change: { set: 'payout', payout, atMs } });
    if (worker === null) return null;
    // What waited for the paymail that was set before can be sent now.
    await storage.payouts.setCarriedDue({ workerId, dueAtMs: atMs });
    try {
      if (payout !== null) await this.#told.paidAt(workerId, payout);
    } catch (err) {
      // The wallet is set, whatever else is known of it.
      log.warn({ err, worker_id: workerId }, 'who else is paid at a wallet could not be noted');
    }
    return worker;
  }
}
