import {
  type ClaimWork,
  type ClaimWorkOutcome,
  heldBy,
  type SeekWork,
  soughtMax,
  type Task,
  type TrustBooks,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { GoldCharges } from '../balance/gold-charges.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { GoldStore } from '../trust/gold.ts';
import { Claiming, type Parts } from './claiming.ts';
import { Queue, queueList } from './queue.ts';
import { QueueWalk } from './queue-walk.ts';
import { WorkerClaims } from './worker-claims.ts';

/** Entries of a class of the queue whose tasks are looked at when it is counted. */
const lookedAtMax = 500;

/** Hands out work. Its cost depends on the number asked for, not on the tasks or on what the worker did before. */
export class WorkStore implements port.WorkStore {
  readonly #records: RecordStore;
  readonly #parts: Parts;
  readonly #claiming: Claiming;

  constructor(
    records: RecordStore,
    { gold, ...parts }: Omit<Parts, 'queue' | 'claims' | 'books'> & { readonly gold: GoldStore },
  ) {
    this.#records = records;
    const { trust, purses } = parts;
    const charges = new GoldCharges(records, purses);
    const books: TrustBooks = {
      rows: (workerId, names) => trust.rows(workerId, names),
      marks: (workerId, begin) => trust.marks(workerId, begin),
      mark: (workerId, mark) => trust.mark(workerId, mark),
      meet: (who, pool, placeRandomness) => gold.meet(who, pool, placeRandomness),
      pools: (stretch, max) => gold.pools(stretch, max),
      operatorPools: (randomness, languages) => gold.operatorPools(randomness, languages),
      payingFrom: async (pool, bill) => ((await gold.hasItems(pool)) ? charges.payingFrom(bill) : null),
      charge: (taskId, bill) => charges.charge(taskId, bill),
    };
    this.#parts = { ...parts, books, queue: new Queue(records), claims: new WorkerClaims(records) };
    this.#claiming = new Claiming(records, this.#parts);
  }

  /** Looks at the first; what lies behind is counted with its dead entries, which are few. */
  async waiting(countMax: number): Promise<number> {
    const { queue } = this.#parts;
    let count = 0;
    for (const queueClass of (await queue.classes(await queue.sections(countMax))).flat()) {
      if (count >= countMax) break;
      const entries = await queue.page(queueClass, null, Math.min(countMax - count, lookedAtMax));
      const found = await queue.tasksOf(entries);
      count += found.filter((task) => task !== null).length;
      if (entries.length < lookedAtMax) continue;
      count += (await this.#records.lists.count(queueList(queueClass), countMax)) - entries.length;
    }
    return Math.min(countMax, count);
  }

  async held(request: { readonly workerId: string; readonly nowMs: number }): Promise<readonly Task[]> {
    const { workerId, nowMs } = request;
    const live = await this.#parts.claims.liveClaims(request);
    const found = await this.#parts.tasks.many(live.map(({ taskId }) => taskId));
    return found.flatMap((task) => (task !== null && heldBy(task, workerId, nowMs) !== null ? [task] : []));
  }

  claim(request: ClaimWork): Promise<ClaimWorkOutcome> {
    return this.#claiming.claim(request);
  }

  async seek(request: SeekWork): Promise<boolean> {
    const { cursors } = await this.#parts.claims.read(request.workerId);
    return new QueueWalk(this.#parts.queue, request, cursors).has(soughtMax);
  }

  restart({ workerId }: { readonly workerId: string }): Promise<void> {
    return this.#parts.claims.restart(workerId);
  }
}
