import type { WorkerRecord } from '@asg/domain';
import { at } from '@asg/values/present';
import { workers } from '../accounts/workers.ts';
import { sumNames } from '../derived-names.ts';
import type { Kind, Stored } from '../records/document.ts';
import { above } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { PayoutStore } from './write.ts';

interface Walk {
  /** The last worker that was looked at. */
  readonly after: string | null;
  readonly isDone: boolean;
}

const walks: Kind<Walk> = { name: 'cwk', set: 'doc', places: () => [] };
const theWalk = 'carried';
/** Workers in a page, and pages in one sweep while none is found. */
const pageMax = 200;
const pagesMax = 50;
/** Lines of earnings that are looked at for the last that paid nothing. */
const linesMax = 10;

/**
 * Pay that was carried before carried pay was listed gets into the list: one walk over all workers in a store's life, a
 * stretch of it with each sweep, by whichever process sweeps.
 */
export class CarriedBackfill {
  readonly #records: RecordStore;
  readonly #payouts: PayoutStore;
  #isDone = false;

  constructor(records: RecordStore, payouts: PayoutStore) {
    this.#records = records;
    this.#payouts = payouts;
  }

  /** For how many workers pay was listed, `limit` at most. */
  async sweep({ nowMs, limit }: { readonly nowMs: number; readonly limit: number }): Promise<number> {
    if (this.#isDone) return 0;
    const known = await this.#records.documents.read(walks, theWalk);
    let { after, isDone } = known?.state ?? { after: null, isDone: false };
    const pageSize = Math.min(limit, pageMax);
    let listed = 0;
    for (let page = 0; page < pagesMax && !isDone && listed === 0; page++) {
      const edge: string | null = after === null ? null : above(after);
      const found = await this.#records.documents.listed(workers, 'workers', {
        after: edge,
        limit: pageSize,
      });
      listed = await this.#list(found, nowMs);
      after = found.at(-1)?.id ?? after;
      isDone = found.length < pageSize;
      // After the page, so that a process that ends before looks at it again.
      await moveOn(this.#records, { after, isDone });
    }
    this.#isDone = isDone;
    return listed;
  }

  async #list(found: readonly Stored<WorkerRecord>[], nowMs: number): Promise<number> {
    const ids = found.flatMap(({ id, state }) => (state.payout?.kind === 'paymail' ? [id] : []));
    if (ids.length === 0) return 0;
    const sums = await this.#records.sums.readMany(ids.map(sumNames.ofWorker));
    const owed = ids.filter((_, index) => (at(sums, index).carriedSats ?? 0) > 0);
    const begun = await Promise.all(
      owed.map(async (workerId) => {
        const sinceMs = (await this.#carriedAtMs(workerId)) ?? nowMs;
        return this.#payouts.beginCarried({ workerId, sinceMs, dueAtMs: 0 });
      }),
    );
    return begun.filter((isNew) => isNew).length;
  }

  /** Of the last payment that carried it. */
  async #carriedAtMs(workerId: string): Promise<number | null> {
    const lines = await this.#payouts.earnings(workerId, { limit: linesMax, before: null });
    return lines.find(({ paidSats }) => paidSats === 0)?.atMs ?? null;
  }
}

/** There is nothing to look for: the store's list of carried pay is whole. */
export function markBackfilled(records: RecordStore): Promise<null> {
  return moveOn(records, { after: null, isDone: true });
}

/** Never back: several processes may walk at once. */
function moveOn(records: RecordStore, to: Walk): Promise<null> {
  return records.documents.change<Walk, null>(walks, theWalk, (found) => {
    const isBehind =
      found === null || (!found.isDone && (to.isDone || (found.after ?? '') < (to.after ?? '')));
    return isBehind ? { state: to, result: null } : { result: null };
  });
}
