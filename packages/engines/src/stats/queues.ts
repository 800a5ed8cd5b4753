import { type CarriedRecord, type Sats, type SettlementState, unsettledStates } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { at } from '@asg/values/present';

/** Counted up to this: a look costs the same however much is stored. */
export const queuedTasksMax = 10_000;
export const watchedSettlementsMax = 100;
const carriedListedMax = 100;

/** States in which a settlement should not stay; in the others they only add up. */
const watchedStates: readonly SettlementState[] = [...unsettledStates, 'failed'];

/** Pay that waits for a worker's paymail. */
export interface CarriedPay extends CarriedRecord {
  readonly satoshis: Sats;
  /** Null: nothing is known against the paymail that is set now. */
  readonly problem: string | null;
}

/** What waits, each counted up to its bound. */
export interface QueueReport {
  /** Tasks that want workers. */
  readonly work: number;
  /** Tasks whose workers are to be paid, and since when the oldest waits, Unix ms. */
  readonly payment: { readonly count: number; readonly oldestSinceMs: number | null };
  /** Workers whose pay could not be sent to their paymail, those that are tried first at the front. */
  readonly carried: readonly CarriedPay[];
  /** On their way or stuck. */
  readonly settlements: readonly { readonly state: SettlementState; readonly count: number }[];
}

/** How long the queues are, of all customers together. */
export class Queues {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>) {
    this.#context = context;
  }

  async report(): Promise<QueueReport> {
    const { storage, clock } = this.#context;
    const [work, payment, carried, settlements] = await Promise.all([
      storage.work.waiting(queuedTasksMax),
      storage.settlement.paymentQueue(queuedTasksMax, clock.nowMs()),
      this.#carried(),
      Promise.all(watchedStates.map((state) => this.#settlementsIn(state))),
    ]);
    return {
      work,
      payment: { count: payment?.count ?? 0, oldestSinceMs: payment?.oldestSinceMs ?? null },
      carried,
      settlements,
    };
  }

  async #carried(): Promise<readonly CarriedPay[]> {
    const { storage } = this.#context;
    const found = await storage.payouts.carried({ untilMs: null, limit: carriedListedMax });
    const accounts = await storage.payouts.payees(found.map(({ workerId }) => workerId));
    return found.map((one, index) => {
      const { carriedSats: satoshis, worker } = at(accounts, index);
      return { ...one, satoshis, problem: worker?.payoutProblem?.reason ?? null };
    });
  }

  async #settlementsIn(state: SettlementState): Promise<QueueReport['settlements'][number]> {
    const page = { limit: watchedSettlementsMax, before: null, state };
    return { state, count: (await this.#context.storage.settlement.list(page)).length };
  }
}
