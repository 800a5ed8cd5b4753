import type { ClaimWork } from '@asg/domain';
import { resolved } from '../cluster/cluster.ts';
import { parsed, textsIn } from '../records/bins.ts';
import { type Kind, recordId } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { lists } from '../tasks/task-kind.ts';

/** Where the search of a worker ended in each list of the queue: all at or before it is done with, for them. */
export type Cursors = Readonly<Record<string, string>>;

/** Tasks that a claim is about to take: noted before it does, so that the same claim sent again takes the same. */
export interface Pending {
  readonly taskIds: readonly string[];
  readonly untilMs: number;
}

interface Claim {
  readonly cursors: Cursors;
  /** Claims on their way, by nonce; in a bin of its own. */
  readonly pending: Readonly<Record<string, Pending>>;
}
const claims: Kind<Claim> = {
  name: 'clm',
  set: 'doc',
  places: () => [],
  native: {
    bins: ['cl'],
    join: ({ cursors }, { cl }) => {
      const pending = textsIn(cl).map(([nonce, text]) => [nonce, parsed<Pending>(text)] as const);
      return { cursors, pending: Object.fromEntries(pending) };
    },
  },
};
const nothing: Claim = { cursors: {}, pending: {} };
/** Entries of claims that are read for one claim: those in force, and some that ended and were not returned yet. */
const claimsReadMax = 5_000;

/** What is known of a worker's claims, in a record of the worker's own. */
export class WorkerClaims {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async read(workerId: string): Promise<Claim & { readonly revision: number }> {
    const found = await this.#records.documents.read(claims, workerId);
    return found === null ? { ...nothing, revision: 0 } : { ...found.state, revision: found.revision };
  }

  async liveClaims({
    workerId,
    nowMs,
  }: Pick<ClaimWork, 'workerId' | 'nowMs'>): Promise<
    readonly { readonly taskId: string; readonly nonce: string }[]
  > {
    const entries = await this.#records.lists.after(lists.claimsOf(workerId), null, claimsReadMax);
    return entries.flatMap(([key, endMs]) => {
      const [taskId = '', nonce = ''] = key.split(' ');
      return Number(endMs) > nowMs ? [{ taskId, nonce }] : [];
    });
  }

  /** Notes what a claim is about to take. False: another claim of the worker was noted since `revision`. */
  async note(
    { workerId, nonce }: ClaimWork,
    revision: number,
    after: { readonly cursors: Cursors; readonly pending: Pending; readonly dropped: readonly string[] },
  ): Promise<boolean> {
    const { maps } = this.#records.cluster.driver;
    const ordered = { order: maps.order.KEY_ORDERED };
    return this.#records.documents.change<Claim, boolean>(claims, workerId, (_, next) => {
      if (next !== revision + 1) return { result: false };
      return {
        state: { cursors: after.cursors, pending: {} },
        operations: [
          ...(after.dropped.length === 0
            ? []
            : [maps.removeByKeyList('cl', after.dropped, maps.returnType.NONE)]),
          ...(after.pending.taskIds.length === 0
            ? []
            : [maps.put('cl', nonce, JSON.stringify(after.pending), ordered)]),
        ],
        result: true,
      };
    });
  }

  /** The next search starts from the beginning of the queue. */
  async restart(workerId: string): Promise<void> {
    await this.#records.documents.change<Claim, null>(claims, workerId, (found) =>
      found === null || Object.keys(found.cursors).length === 0
        ? { result: null }
        : { state: { cursors: {}, pending: {} }, result: null },
    );
  }

  /** The claim has what it gets. */
  async settle({ workerId, nonce }: ClaimWork): Promise<void> {
    const { maps } = this.#records.cluster.driver;
    const drop = maps.removeByKeyList('cl', [nonce], maps.returnType.NONE);
    await resolved(() =>
      this.#records.cluster.write('doc', recordId(claims, workerId), [drop], { must: 'update' }),
    );
  }
}
