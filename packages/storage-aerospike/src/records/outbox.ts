import { idle, systemClock } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import { at } from '@asg/values/present';
import type { Cluster } from '../cluster/cluster.ts';
import type { DocumentSet } from '../cluster/commands.ts';
import type { Bins, Operation } from '../cluster/driver.ts';
import { countOf, exp } from '../cluster/expressions.ts';
import { resolved } from '../cluster/failures.ts';
import { parsed, textsIn } from './bins.ts';
import type { Effect, Effects } from './effects.ts';

/**
 * How long what was carried out stays noted in its document: as long as a node may take to write to its disk, so that a
 * node that dies does not keep the note and lose what it stands for. Longer would save writes, and a death would leave
 * more behind.
 */
export const keptMs = 200;
/** How long notes wait for the next write of their document; what sums and signals remember by them is bounded. */
const waitsMs = 3_000;
const waitingMax = 20_000;

export interface Done {
  readonly set: DocumentSet;
  readonly record: string;
  readonly revision: number;
  readonly effects: readonly Effect[];
  readonly isWrittenSoon: boolean;
}

/** Notes of a document that its next write clears. */
interface Waiting {
  readonly all: readonly Done[];
  readonly sinceMs: number;
  readonly lastMs: number;
}

/** Notes that a write is to clear. */
export interface Clearing {
  readonly all: readonly Done[];
  readonly operations: readonly Operation[];
}
export const nothingCleared: Clearing = { all: [], operations: [] };

/** What a document still has to be carried out, by revision. */
interface Left {
  readonly set: DocumentSet;
  readonly record: string;
  readonly pending: readonly { readonly revision: number; readonly effects: readonly Effect[] }[];
}

/** Carries out what follows from changes, and takes it out of the documents afterwards, many at a time. */
export class Outbox {
  readonly #cluster: Cluster;
  readonly #effects: Effects;
  #done: Done[] = [];
  /** Done at least `keptMs` ago, at the next look. */
  #ripe: Done[] = [];
  /** By record, the longest waiting first. */
  readonly #waiting = new Map<string, Waiting>();
  /** Younger ones no other write clears. */
  #restMs = keptMs;
  #failed: Done[] = [];
  #clearing: Promise<void> | null = null;
  #isClosing = false;
  #abort = new AbortController();

  constructor(cluster: Cluster, effects: Effects) {
    this.#cluster = cluster;
    this.#effects = effects;
  }

  async carryOut(changes: readonly Done[]): Promise<void> {
    const all = changes.filter(({ effects }) => effects.length > 0);
    if (all.length === 0) return;
    try {
      await this.#carryOut(all);
    } catch (error) {
      // It is carried out again until it is done, by this process or by a sweep.
      this.#failed.push(...all);
      throw error;
    } finally {
      this.#clearing ??= this.#clearSoon();
    }
  }

  async #carryOut(changes: readonly Done[]): Promise<void> {
    await this.#effects.carryOut(changes.map((one) => ({ name: nameOf(one), effects: one.effects })));
    const nowMs = systemClock.nowMs();
    for (const one of changes) {
      if (one.isWrittenSoon) this.#wait(one, nowMs);
      else this.#done.push(one);
    }
  }

  #wait(one: Done, nowMs: number): void {
    const { all = [], sinceMs = nowMs } = this.#waiting.get(one.record) ?? {};
    this.#waiting.set(one.record, { all: [...all, one], sinceMs, lastMs: nowMs });
  }

  /** What the next write of the record may clear; `wasCleared` is to be told what became of it. */
  takeOver(record: string): Clearing {
    const found = this.#waiting.get(record);
    if (found === undefined || systemClock.nowMs() - found.lastMs < this.#restMs) return nothingCleared;
    this.#waiting.delete(record);
    const { operations, maps } = this.#cluster.driver;
    const revisions = found.all.map(({ revision }) => revision);
    return {
      all: found.all,
      operations: [
        countOf(this.#cluster.driver, 'fx', revisions),
        operations.read('sw'),
        maps.removeByKeyList('fx', revisions, maps.returnType.NONE),
      ],
    };
  }

  /**
   * `bins`: what the write answered; null: it was not made, or that is not known. Where a sweep had marked the document, it
   * may carry out again what was noted.
   */
  wasCleared({ all }: Clearing, bins: Bins | null): void {
    if (all.length === 0) return;
    if (bins === null) {
      this.#done.push(...all);
      this.#clearing ??= this.#clearSoon();
    } else if (bins.sw == null && bins.count === all.length) {
      for (const one of all) this.#effects.forget(one.effects, nameOf(one));
    }
  }

  /** `quietMs`: how long sweeps leave a document alone. */
  heed(quietMs: number): void {
    this.#restMs = Math.min(keptMs, quietMs);
  }

  async #retry(): Promise<void> {
    const failed = this.#failed;
    this.#failed = [];
    try {
      await this.#carryOut(failed);
    } catch (error) {
      this.#failed.push(...failed);
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }

  /**
   * Carries out what others left behind, in the order of the documents' ids, as it was begun; how many documents it was
   * found in.
   */
  async sweep(limit: number, quietMs: number): Promise<number> {
    if (quietMs < waitsMs) await this.clear();
    const found = await this.#cluster.find('fx', limit, { quietMs });
    const marked = await Promise.all(
      found.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ set, id }) => this.#mark(set, id)),
    );
    try {
      await this.#finish(marked);
    } catch (error) {
      // What cannot be carried out does not keep the others from it.
      for (const one of marked) await this.#finish([one]).catch(() => undefined);
      throw error;
    }
    return marked.filter(({ pending }) => pending.length > 0).length;
  }

  /**
   * Marks the document first: then whoever changed it, if they still live, neither take the effects out nor forget that
   * they were carried out, so that a sum that both add to is added to once.
   */
  async #mark(set: DocumentSet, record: string): Promise<Left> {
    const { operations } = this.#cluster.driver;
    const marked = await resolved(() =>
      this.#cluster.write(set, record, [operations.write('sw', 1), operations.read('fx')], {
        must: 'update',
      }),
    );
    const bin = marked.kind === 'written' ? marked.bins.fx : null;
    const pending = textsIn(bin)
      .map(([revision, json]) => ({ revision: Number(revision), effects: parsed<readonly Effect[]>(json) }))
      .sort((a, b) => a.revision - b.revision);
    return { set, record, pending };
  }

  async #finish(all: readonly Left[]): Promise<void> {
    const { operations, maps } = this.#cluster.driver;
    // Each document's changes one after the other; those of different documents side by side.
    const rounds = Math.max(0, ...all.map(({ pending }) => pending.length));
    for (let nth = 0; nth < rounds; nth++) {
      await this.#effects.carryOut(
        all.flatMap(({ record, pending }) => {
          const one = pending[nth];
          return one === undefined ? [] : [{ name: nameOf({ record, ...one }), effects: one.effects }];
        }),
      );
    }
    const unmark = operations.write('sw', null);
    await Promise.all(
      all.map(({ set, record, pending }) => {
        const revisions = pending.map(({ revision }) => revision);
        const drop = maps.removeByKeyList('fx', revisions, maps.returnType.NONE);
        return resolved(() =>
          this.#cluster.write(set, record, revisions.length === 0 ? [unmark] : [drop, unmark], {
            must: 'update',
          }),
        );
      }),
    );
  }

  /** Takes out all that is done, now. */
  async clear(): Promise<void> {
    this.#endWaits(Number.MAX_SAFE_INTEGER);
    while (this.#done.length + this.#ripe.length > 0) {
      const done = [...this.#ripe, ...this.#done];
      this.#ripe = [];
      this.#done = [];
      await this.#takeOut(done);
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#abort.abort();
    await this.#clearing;
    await this.clear();
  }

  async #clearSoon(): Promise<void> {
    while (
      this.#done.length + this.#ripe.length + this.#failed.length + this.#waiting.size > 0 &&
      !this.#isClosing
    ) {
      await idle(keptMs, this.#abort.signal);
      this.#endWaits(systemClock.nowMs() - waitsMs);
      if (this.#failed.length > 0) await this.#retry();
      const ripe = this.#ripe;
      this.#ripe = this.#done;
      this.#done = [];
      // What else waits in these documents goes with it.
      const records = new Set(ripe.map(({ record }) => record));
      await this.#takeOut([...ripe, ...[...records].flatMap((one) => this.takeOver(one).all)]);
    }
    this.#clearing = null;
  }

  /** Of documents that were not written again: those that wait since then, and those that are too many. */
  #endWaits(untilMs: number): void {
    for (const [record, { all, sinceMs }] of this.#waiting) {
      if (sinceMs > untilMs && this.#waiting.size <= waitingMax) break;
      this.#waiting.delete(record);
      this.#done.push(...all);
    }
  }

  async #takeOut(done: readonly Done[]): Promise<void> {
    const { maps } = this.#cluster.driver;
    const remain = (revisions: readonly number[]) =>
      exp.and(
        exp.not(exp.binExists('sw')),
        exp.eq(
          exp.maps.getByKeyList(exp.binMap('fx'), exp.list(revisions), maps.returnType.COUNT),
          exp.int(revisions.length),
        ),
      );
    try {
      for (const set of ['task', 'doc'] as const) {
        const byRecord = Map.groupBy(
          done.filter((one) => one.set === set),
          (one) => one.record,
        );
        if (byRecord.size === 0) continue;
        const writes = [...byRecord].map(([id, all]) => {
          const revisions = [...new Set(all.map((one) => one.revision))];
          return {
            id,
            operations: [maps.removeByKeyList('fx', revisions, maps.returnType.NONE)],
            options: { must: 'update', where: remain(revisions) } as const,
          };
        });
        const written = await resolved(() => this.#cluster.writeMany(set, writes));
        [...byRecord.values()].forEach((all, index) => {
          if (at(written, index).kind !== 'written') return;
          for (const one of all) this.#effects.forget(one.effects, nameOf(one));
        });
      }
    } catch (error) {
      // The next sweep finds them, and carrying them out again changes nothing.
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }
}

const nameOf = ({ record, revision }: Pick<Done, 'record' | 'revision'>): string => `${record}#${revision}`;
