import { type TrailEntry, type TrailRecord, trailRecordOf } from '@asg/domain';
import { trailMoment, trailPlace } from '@asg/storage';
import { last } from '@asg/values/present';
import type { EngineContext } from '../context.ts';
import { keepTails } from './tidy.ts';

/** Entries that are looked at for one page, whatever the filter. */
const looksMax = 1_000;
const readMax = 200;

/** What is to be shown; what is left out is not asked for. */
export interface TrailFilter {
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  /** Of a key, a person, a worker. */
  readonly actorId?: string | undefined;
  readonly objectId?: string | undefined;
  readonly sinceMs?: number | undefined;
  /** Exclusive. */
  readonly untilMs?: number | undefined;
}

export interface ShownEntry {
  readonly entry: TrailEntry;
  readonly record: TrailRecord;
}

/** Where a page goes on: before this place. */
export type TrailCursor = string;

export interface TrailPage {
  readonly entries: readonly ShownEntry[];
  /** Null: there are no more. A page may be short, or empty, and have a next one. */
  readonly next: TrailCursor | null;
}

type Batch = (before: TrailCursor | null, limit: number) => Promise<readonly TrailEntry[]>;

/** Reads trails, the newest entry first. */
export class TrailReader {
  readonly #storage: EngineContext['storage'];

  constructor({ storage }: Pick<EngineContext, 'storage'>) {
    this.#storage = storage;
  }

  /** Of one organisation, worker or the house. */
  async of(
    ownerId: string,
    filter: TrailFilter,
    page: { readonly limit: number; readonly before: TrailCursor | null },
  ): Promise<TrailPage> {
    await this.#settle(ownerId);
    return pageOf(this.#ofOwner(ownerId), ({ number }) => trailPlace(number), filter, page, true);
  }

  /** Of all, by their moments. */
  all(
    filter: TrailFilter,
    page: { readonly limit: number; readonly before: TrailCursor | null },
  ): Promise<TrailPage> {
    const { trailEntries } = this.#storage;
    const batch: Batch = (before, limit) => trailEntries.all({ limit, before });
    const isBegun = page.before !== null || filter.untilMs === undefined;
    const from = isBegun ? page.before : momentBefore(filter.untilMs);
    return pageOf(batch, trailMoment, filter, { ...page, before: from }, false);
  }

  /** All pages of a trail, or of all of them (null), the newest entry first, as they are needed. */
  async *pages(ownerId: string | null, filter: TrailFilter): AsyncGenerator<readonly ShownEntry[]> {
    let before: TrailCursor | null = null;
    do {
      const page: TrailPage =
        ownerId === null
          ? await this.all(filter, { limit: readMax, before })
          : await this.of(ownerId, filter, { limit: readMax, before });
      yield page.entries;
      before = page.next;
    } while (before !== null);
  }

  #ofOwner(ownerId: string): Batch {
    return (before, limit) => this.#storage.trailEntries.ofOwner({ group: ownerId, limit, before });
  }

  /** What a process that ended left at the end of the trail stands in its lists, too. */
  async #settle(ownerId: string): Promise<void> {
    const head = await this.#storage.trailHeads.get(ownerId);
    const newest = head?.tail.at(-1);
    if (head === null || newest === undefined) return;
    if ((await this.#storage.trailEntries.get(newest)) === null)
      await keepTails({ storage: this.#storage }, [head]);
  }
}

function momentBefore(ms: number | undefined): TrailCursor | null {
  return ms === undefined ? null : trailMoment({ atMs: ms, ownerId: '', number: 0 });
}

async function pageOf(
  batch: Batch,
  placeOf: (entry: TrailEntry) => TrailCursor,
  filter: TrailFilter,
  { limit, before }: { readonly limit: number; readonly before: TrailCursor | null },
  isByNumber: boolean,
): Promise<TrailPage> {
  const entries: ShownEntry[] = [];
  let next = before;
  for (let looked = 0; looked < looksMax; ) {
    const wanted = Math.min(readMax, looksMax - looked);
    const found = await batch(next, wanted);
    looked += found.length;
    for (const entry of found) {
      next = placeOf(entry);
      // By moments nothing older is of interest; by numbers the moments may be a little out of order.
      if (!isByNumber && filter.sinceMs !== undefined && entry.atMs < filter.sinceMs)
        return { entries, next: null };
      const record = trailRecordOf(entry);
      if (record === null || !isAskedFor(entry, record, filter)) continue;
      entries.push({ entry, record });
      if (entries.length === limit) {
        const isLast = entry === last(found) && found.length < wanted;
        return { entries, next: isLast ? null : next };
      }
    }
    if (found.length < wanted) return { entries, next: null };
  }
  return { entries, next };
}

function isAskedFor({ atMs }: TrailEntry, record: TrailRecord, filter: TrailFilter): boolean {
  const { action, outcome, actorId, objectId, sinceMs, untilMs } = filter;
  return (
    (action === undefined || record.action === action) &&
    (outcome === undefined || record.outcome === outcome) &&
    (actorId === undefined || record.actor?.id === actorId) &&
    (objectId === undefined || record.object === objectId) &&
    (sinceMs === undefined || atMs >= sinceMs) &&
    (untilMs === undefined || atMs < untilMs)
  );
}
