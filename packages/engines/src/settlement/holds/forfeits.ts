import {
  type AppealRecord,
  type Coin,
  type ForfeitVerdict,
  forfeitVerdict,
  type HoldRecord,
  type HoldRules,
  heldBackFrom,
  type WorkerRecord,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { MadeBy, StorageReader } from '@asg/storage';
import { last } from '@asg/values/present';

const appealsPage = 100;

/** What is to be done with the held pay of a worker who is suspended; of others nothing is. */
export type Verdict = ForfeitVerdict | { readonly kind: 'not_suspended' };

/** Which held coins may be moved to a worker's wallet, and which are forfeited. */
export class Forfeits {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #rules: HoldRules | null;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>, rules: HoldRules | null) {
    this.#context = context;
    this.#rules = rules;
  }

  async verdict({ workerId, suspension }: WorkerRecord, hold: HoldRecord): Promise<Verdict> {
    if (suspension === undefined) return { kind: 'not_suspended' };
    if (this.#rules === null) return { kind: 'theirs' };
    const appeal = await this.#appealAgainst(workerId, suspension.atMs);
    return forfeitVerdict(suspension, hold, appeal, this.#rules, this.#context.clock.nowMs());
  }

  /** The appeal against the suspension that began then. */
  async #appealAgainst(workerId: string, sinceMs: number): Promise<AppealRecord | null> {
    for (let before: string | null = null; ; ) {
      const page: readonly AppealRecord[] = await this.#context.storage.appeals.ofWorker(workerId, {
        limit: appealsPage,
        before,
      });
      const found = page.find(({ about }) => about.kind === 'suspension' && about.sinceMs === sinceMs);
      if (found !== undefined) return found;
      // None is older than what it is about.
      if (page.length < appealsPage || last(page).openedAtMs < sinceMs) return null;
      before = last(page).appealId;
    }
  }

  /** Coins of theirs that may be moved to their wallet, by the settlements that made them. */
  async movable(workerId: string): Promise<MadeBy> {
    const { storage } = this.#context;
    const [worker, hold] = await Promise.all([storage.workers.get(workerId), storage.holds.get(workerId)]);
    const beforeId = worker === null ? null : heldBackFrom(worker, hold, this.#rules);
    return beforeId === null ? {} : { beforeId };
  }

  /** The coins that this move takes, at most `limit`; or why it takes none. */
  async coinsOf(
    forfeitId: string,
    workerId: string,
    limit: number,
  ): Promise<readonly Coin[] | { readonly refusal: string }> {
    const { storage } = this.#context;
    const [worker, hold] = await Promise.all([storage.workers.get(workerId), storage.holds.get(workerId)]);
    if (worker === null || hold?.forfeitId !== forfeitId) return { refusal: 'it is not asked for any more' };
    const { kind } = await this.verdict(worker, hold);
    if (kind === 'not_suspended') return { refusal: 'the worker was reinstated' };
    if (kind !== 'due') return { refusal: 'the worker contested the suspension in time' };
    const coins = await storage.payouts.heldCoins(workerId, limit, { fromId: hold.firstId });
    const taken: Coin[] = [];
    for (const coin of coins) if (await isMaturingCoin(storage, coin, workerId)) taken.push(coin);
    return taken.length === 0 ? { refusal: 'nothing is held' } : taken;
  }
}

/** Whether the coin was held because its worker was new: what they chose to have held is never forfeited. */
export async function isMaturingCoin(
  storage: Pick<StorageReader, 'settlement'>,
  { txid }: Pick<Coin, 'txid'>,
  workerId: string,
): Promise<boolean> {
  const payment = await storage.settlement.byTxid(txid);
  return payment?.payees.some((payee) => payee.workerId === workerId && payee.maturing === true) ?? false;
}
