import type { ClaimWork } from '@asg/domain';
import { StorageUnavailable } from '@asg/storage';
import { at } from '@asg/values/present';
import { parsed, textsIn } from '../records/bins.ts';
import { type Kind, recordId, type Stored } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { lists } from '../tasks/task-kind.ts';

/** Where the search of a worker ended in each list of the queue: all at or before it is done with, for them. */
export type Cursors = Readonly<Record<string, string>>;

/** Tasks that a claim is about to take: noted before it does, so that the same claim sent again takes the same. */
export interface Pending {
  readonly taskIds: readonly string[];
  readonly untilMs: number;
}

/** A worker's record, and what it was read from. */
export type Known = Claim & { readonly stored: Stored<Claim> | null };

/** What a claim notes before it takes anything. */
export interface Note {
  readonly request: ClaimWork;
  readonly known: Known;
  readonly cursors: Cursors;
  readonly pending: Pending;
  /** Notes of claims that are over. */
  readonly dropped: readonly string[];
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
const attemptsMax = 3;

/** What is known of a worker's claims, in a record of the worker's own. */
export class WorkerClaims {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async read(workerId: string): Promise<Known> {
    return at(await this.readMany([workerId]), 0);
  }

  async readMany(workerIds: readonly string[]): Promise<readonly Known[]> {
    const found = await this.#records.documents.readMany(claims, workerIds);
    return found.map((stored) => ({ ...(stored?.state ?? nothing), stored }));
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

  /** Notes what claims are about to take. False: another claim of the worker was noted since it was read. */
  note(notes: readonly Note[]): Promise<readonly boolean[]> {
    const { maps } = this.#records.cluster.driver;
    const ordered = { order: maps.order.KEY_ORDERED };
    return this.#records.documents.changeMany<Claim, boolean>(
      claims,
      notes.map(({ request: { workerId, nonce }, known, cursors, pending, dropped }) => ({
        id: workerId,
        known: known.stored,
        changer: (_, next) => {
          if (next !== (known.stored?.revision ?? 0) + 1) return { result: false };
          return {
            state: { cursors, pending: {} },
            operations: [
              ...(dropped.length === 0 ? [] : [maps.removeByKeyList('cl', dropped, maps.returnType.NONE)]),
              ...(pending.taskIds.length === 0
                ? []
                : [maps.put('cl', nonce, JSON.stringify(pending), ordered)]),
            ],
            result: true,
          };
        },
      })),
    );
  }

  /** The next search starts from the beginning of the queue. */
  async restart(workerId: string): Promise<void> {
    await this.#records.documents.change<Claim, null>(claims, workerId, (found) =>
      found === null || Object.keys(found.cursors).length === 0
        ? { result: null }
        : { state: { cursors: {}, pending: {} }, result: null },
    );
  }

  /** The claims have what they get. */
  async settle(requests: readonly ClaimWork[]): Promise<void> {
    const { maps } = this.#records.cluster.driver;
    let left = requests.map(({ workerId, nonce }) => ({
      id: recordId(claims, workerId),
      operations: [maps.removeByKeyList('cl', [nonce], maps.returnType.NONE)],
      options: { must: 'update' } as const,
    }));
    for (let attempt = 1; left.length > 0; attempt++) {
      if (attempt > attemptsMax) throw new StorageUnavailable('it is not known whether a claim was ended');
      const written = await this.#records.cluster.writeMany('doc', left);
      left = left.filter((_, index) => at(written, index).kind === 'doubtful');
    }
  }
}
