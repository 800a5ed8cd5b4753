import type { EngineContext } from '@asg/people/context';
import { everybody, type ListWalk } from '@asg/storage';

/** Tasks that get their places in one write. */
const stretchTasks = 100;
const customersPage = 100;
const walksPage = 20;
/** So long after it was wanted a walk begins: what was being written by then, without it, is there. */
export const walkDelayMs = 60_000;
/** The walk through the gold of all. */
const goldWalk = 'gold';

/**
 * Gives tasks that were stored before there were lists, or before a key was chosen, their places: each customer's from the newest to
 * the oldest, a stretch at a time. How far it is, is stored, so that another process goes on from there.
 */
export class ListFiller {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>) {
    this.#context = context;
  }

  /** One stretch for each customer whose turn it is; whether there is more to do now. */
  async round(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const [hasMore, walks] = await Promise.all([
      this.#begin(),
      storage.listWalks.underWay({ limit: walksPage, after: null }),
    ]);
    const due = walks.filter(({ sinceMs }) => sinceMs + walkDelayMs <= clock.nowMs());
    for (const walk of due) await this.#goOn(walk);
    return hasMore || due.length > 0;
  }

  /** Wants a walk for every customer, once in a store's life. */
  async #begin(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const [gold, walk] = await Promise.all([
      storage.listWalks.get(goldWalk),
      storage.listWalks.get(everybody),
    ]);
    if (gold === null) await storage.listWalks.begin({ sourceId: goldWalk, nowMs, isAnew: false });
    if (walk?.isDone === true) return false;
    if (walk === null) {
      await storage.listWalks.begin({ sourceId: everybody, nowMs, isAnew: false });
      return true;
    }
    const found = await storage.customers.list({ limit: customersPage, before: walk.at });
    // Who came later has had all lists from the first task on.
    const earlier = found.filter(({ createdAtMs }) => createdAtMs < walk.sinceMs);
    for (const { customerId } of earlier)
      await storage.listWalks.begin({ sourceId: customerId, nowMs, isAnew: false });
    const isDone = found.length < customersPage;
    await storage.listWalks.move({ ...walk, at: found.at(-1)?.customerId ?? walk.at, isDone });
    return !isDone;
  }

  async #goOn(walk: ListWalk): Promise<void> {
    const { storage } = this.#context;
    const { sourceId, at: before } = walk;
    const stretch = { before, limit: stretchTasks };
    const next =
      sourceId === goldWalk
        ? await storage.gold.fillLists(stretch)
        : await storage.tasks.fillLists({
            ...{ ...stretch, customerId: sourceId },
            keys: await storage.listedKeys.of(sourceId),
          });
    // After the stretch, so that a process that ends before fills it again.
    await storage.listWalks.move({ ...walk, at: next ?? before, isDone: next === null });
  }
}
