import {
  batchMeant,
  knownTasks,
  type OpenTasksOutcome,
  openedBefore,
  openedNow,
  wantedBy,
} from '@asg/domain';
import { type OpenTasks, wantedTasks } from '@asg/storage';
import { entryOf, present } from '@asg/values/present';
import { LRUCache } from 'lru-cache';
import type { Purses } from '../balance/purses.ts';
import { takingName } from '../balance/taking.ts';
import type { Effect } from '../records/effects.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { makeTasks, notThere, type Opening, takenBy } from './opening.ts';
import {
  type Advanced,
  batches,
  batchKey,
  chunksOf,
  claimsOf,
  type KeyClaim,
  keyClaims,
  orderChunks,
  planned,
  repeatedIn,
  type Submission,
  submissions,
  takenOf,
  taskKey,
} from './submission.ts';
import { tasks } from './task-kind.ts';

/** What was begun so long ago, by the callers' clocks, and not ended is finished or undone by a sweep. */
export const staleAfterMs = 60_000;
/** Submissions that are carried out and whose notes are not cleared yet; of more the ids of what was counted stay. */
const carriedOutMax = 100;

/**
 * Requests of many tasks, or with idempotency keys. One is noted whole, claims its keys in their order, takes its quota
 * and its money, and is then `done` in one write, from which all else follows. A process that finds one unfinished completes it.
 */
export class Submissions {
  readonly #records: RecordStore;
  readonly #purses: Purses;
  readonly #carriedOut = new LRUCache<string, readonly Opening[]>({ max: carriedOutMax });

  constructor(records: RecordStore, purses: Purses) {
    this.#records = records;
    this.#purses = purses;
    records.effects.register(
      'submission',
      (id: string) => this.#carryOut(id, true),
      (id) => this.#forget(id),
    );
  }

  async open(request: OpenTasks): Promise<OpenTasksOutcome> {
    for (;;) {
      const earlier = await this.#earlierBatch(request);
      if (earlier !== null) return earlier;
      const known = await this.#knownKeys(request);
      if (known.kind !== 'known') return known;
      const outcome = await this.#submit(request, known.taskIds);
      if (outcome !== 'beaten') return outcome;
    }
  }

  async #submit(
    request: OpenTasks,
    known: readonly (string | undefined)[],
    areAllLookedAt = false,
  ): Promise<OpenTasksOutcome | 'beaten'> {
    const { customerId, batch, nowMs, allowance } = request;
    const unknown = request.tasks.filter((_, index) => known[index] === undefined);
    const fresh = await notThere(this.#records, unknown, areAllLookedAt);
    if (fresh.length > 0 || batch !== null) {
      const taskIds = request.tasks.map(({ order }, index) => known[index] ?? order.taskId);
      const id = this.#records.freshName();
      const chunks = chunksOf(fresh.map(({ order }) => order));
      await Promise.all(
        chunks.map((chunk, index) => this.#records.documents.create(orderChunks, `${id} ${index}`, chunk)),
      );
      await this.#records.documents.create(submissions, id, {
        customerId,
        phase: 'planned',
        taking: '',
        fresh: fresh.map(({ order, idempotency }) => ({ taskId: order.taskId, idempotency })),
        batch: batch === null ? null : { ...batch, taskIds, repeated: repeatedIn(request, taskIds) },
        nowMs,
        ...wantedBy(fresh.map(({ order }) => order.cover)),
        ...(allowance !== undefined && { allowance }),
        chunks: chunks.length,
      });
      const advanced = await this.#advance(id);
      if (advanced.kind === 'beaten') return 'beaten';
      // For those that are there nothing is to be taken.
      if (advanced.kind !== 'done')
        return areAllLookedAt || unknown.length <= 2 ? advanced : this.#submit(request, known, true);
    }
    return this.#opened(request, known);
  }

  async #opened(request: OpenTasks, known: readonly (string | undefined)[]): Promise<OpenTasksOutcome> {
    const repeated = await this.#createdAt(known.filter((taskId) => taskId !== undefined));
    const { batch, nowMs } = request;
    return openedNow(wantedTasks(request), known, batch?.batchId ?? null, (id) => repeated.get(id) ?? nowMs);
  }

  async #createdAt(taskIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = await this.#records.documents.readMany(tasks, [...new Set(taskIds)]);
    return new Map(found.flatMap((one) => (one === null ? [] : [[one.id, one.state.task.createdAtMs]])));
  }

  /** The answer if this batch, or another with its key, was opened before. */
  async #earlierBatch(request: OpenTasks): Promise<OpenTasksOutcome | null> {
    const { customerId, batch } = request;
    if (batch === null) return null;
    const key = batch.idempotency?.key;
    const [bound = null] = key === undefined ? [] : await this.#boundBy([batchKey(customerId, key)]);
    const meant = batchMeant(batch, bound);
    if (meant.kind !== 'batch') return meant;
    const found = (await this.#records.documents.read(batches, meant.batchId))?.state ?? null;
    if (found === null) return null;
    const createdAt = await this.#createdAt(found.taskIds);
    return openedBefore(wantedTasks(request), batch.batchId, found, (id) => entryOf(createdAt, id));
  }

  async #knownKeys(request: OpenTasks): Promise<ReturnType<typeof knownTasks>> {
    const { customerId } = request;
    const keys = [...new Set(request.tasks.flatMap(({ idempotency }) => idempotency?.key ?? []))];
    const claims = await this.#boundBy(keys.map((key) => taskKey(customerId, key)));
    const bound = new Map(keys.map((key, index) => [key, claims[index] ?? null]));
    return knownTasks(wantedTasks(request), (key) => bound.get(key) ?? null);
  }

  /** What keys are bound to, in order; a submission on its way is brought to its end first. */
  async #boundBy(names: readonly string[]): Promise<readonly (KeyClaim | null)[]> {
    const claims = await this.#records.documents.readMany(keyClaims, names);
    return Promise.all(
      names.map(async (name, index) => {
        const claim = claims[index]?.state ?? null;
        return claim !== null && (await this.#isBound(name, claim)) ? claim : null;
      }),
    );
  }

  async #isBound(name: string, claim: KeyClaim): Promise<boolean> {
    if (await this.#isThere(name, claim)) return true;
    await this.#bringForward(claim.submission);
    return this.#isThere(name, claim);
  }

  async #isThere(name: string, { id }: KeyClaim): Promise<boolean> {
    if (name.split(' ', 2)[1] === 'batch') return (await this.#records.documents.read(batches, id)) !== null;
    return (await this.#records.documents.read(tasks, id)) !== null;
  }

  /** Brings another's submission to its end, which may have died at it, and gives back what its takings do not need. */
  async #bringForward(id: string): Promise<void> {
    await this.#advance(id);
    const stored = await this.#records.documents.read(submissions, id);
    if (stored === null) return;
    // Whoever still lives finds theirs ended, and has nothing to give back.
    const takings = await this.#purses.open(stored.state.customerId);
    for (const [name] of takings) if (name.startsWith(`${id} `)) await this.endTaking(name);
  }

  /** Completes a submission, whichever process began it. */
  async #advance(id: string): Promise<Advanced> {
    const stored = await this.#records.documents.read(submissions, id);
    if (stored === null || stored.state.phase === 'void') return { kind: 'beaten' };
    const submission = stored.state;
    if (submission.phase === 'done') {
      await this.#carryOut(id, false);
      return { kind: 'done' };
    }
    for (const [name, claim] of claimsOf(id, submission)) {
      if (await this.#claim(name, claim)) continue;
      return (await this.#decide(id, 'void')).phase === 'done' ? { kind: 'done' } : { kind: 'beaten' };
    }
    const { customerId, nowMs, allowance } = submission;
    const wanted = takenOf(submission);
    // Each who brings it forward takes under a name of their own; the write that decides says which of them counts.
    let taking = takingName(id, this.#records.freshName(), wanted);
    const taken = await this.#purses.take(customerId, {
      ...wanted,
      name: taking,
      terms: allowance ?? null,
      nowMs,
    });
    if (taken.kind !== 'taken') {
      const open = await this.#purses.open(customerId);
      const other = open.find(([name]) => name.startsWith(`${id} `))?.[0];
      if (other === undefined)
        return (await this.#decide(id, 'void')).phase === 'done' ? { kind: 'done' } : taken;
      taking = other;
    }
    const decided = await this.#decide(id, 'done', taking);
    if (decided.taking !== taking && taken.kind === 'taken')
      await this.#purses.end(customerId, taking, wanted);
    return { kind: decided.phase === 'done' ? 'done' : 'beaten' };
  }

  /** The phase that it has now, for good, and the taking that it goes by; all that follows is carried out. */
  async #decide(
    id: string,
    phase: 'done' | 'void',
    taking = '',
  ): Promise<Pick<Submission, 'phase' | 'taking'>> {
    const decided = await this.#records.documents.change<
      Submission,
      Pick<Submission, 'phase' | 'taking'> & { readonly isNew?: true }
    >(submissions, id, (found) => {
      if (found === null) return { result: { phase: 'void', taking: '' } };
      if (found.phase !== 'planned') return { result: found };
      const state = { ...found, phase, taking };
      const effects: readonly Effect[] = phase === 'done' ? [['do', 'submission', id]] : [];
      return { state, effects, result: { phase, taking, isNew: true } };
    });
    // The process that decided it may still be working on it.
    if (decided.phase === 'done' && decided.isNew !== true) await this.#carryOut(id, false);
    return decided;
  }

  /** False: the key is bound by another. */
  async #claim(name: string, claim: KeyClaim): Promise<boolean> {
    for (;;) {
      const holder = await this.#records.documents.change<KeyClaim, KeyClaim>(keyClaims, name, (found) =>
        found === null ? { state: claim, result: claim } : { result: found },
      );
      if (holder.submission === claim.submission) return true;
      if (await this.#isBound(name, holder)) return false;
      const isMine = await this.#records.documents.change<KeyClaim, boolean>(keyClaims, name, (found) =>
        found?.submission === holder.submission ? { state: claim, result: true } : { result: false },
      );
      if (isMine) return true;
    }
  }

  /** `isTold`: by its note, which stays until what follows from its tasks is carried out too; others leave that to it. */
  async #carryOut(id: string, isTold: boolean): Promise<void> {
    const stored = await this.#records.documents.read(submissions, id);
    if (stored === null || stored.state.phase !== 'done') return;
    const { customerId, batch, nowMs, chunks, taking } = stored.state;
    const orders = await this.#records.documents.readMany(
      orderChunks,
      Array.from({ length: chunks }, (_, index) => `${id} ${index}`),
    );
    const { notMine, openings } = await makeTasks(
      this.#records,
      orders.flatMap((chunk) => present(chunk, 'the orders').state),
      id,
      nowMs,
    );
    if (isTold) {
      await this.#records.effects.carryOut(openings);
      this.#carriedOut.set(id, openings);
    }
    if (batch !== null) {
      const { idempotency: _, ...named } = batch;
      await this.#records.documents.create(batches, batch.batchId, {
        ...named,
        customerId,
        createdAtMs: nowMs,
      });
    }
    await this.#purses.end(customerId, taking, takenBy(notMine));
  }

  /** Its note is cleared: nothing of it will be carried out again. */
  #forget(id: string): void {
    for (const { name, effects } of this.#carriedOut.get(id) ?? [])
      this.#records.effects.forget(effects, name);
    this.#carriedOut.delete(id);
  }

  /** Ends a taking that did not count. */
  async endTaking(name: string): Promise<boolean> {
    const id = name.slice(0, name.indexOf(' '));
    const stored = await this.#records.documents.read(submissions, id);
    if (stored === null || stored.state.phase === 'planned') return false;
    const { phase, taking, customerId } = stored.state;
    if (phase === 'void' || taking !== name) return this.#purses.end(customerId, name, takenOf(stored.state));
    await this.#carryOut(id, false);
    return true;
  }

  /** Brings to their end what was begun long ago; how many there were. */
  async sweep({ nowMs, limit }: { readonly nowMs: number; readonly limit: number }): Promise<number> {
    const until = momentKey(nowMs - staleAfterMs);
    const stale = await this.#records.documents.listed(submissions, planned, { after: null, limit, until });
    for (const { id } of stale) await this.#bringForward(id);
    return stale.length;
  }
}
