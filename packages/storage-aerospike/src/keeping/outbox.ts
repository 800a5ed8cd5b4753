import { setTimeout as pause } from 'node:timers/promises';
import { StorageUnavailable } from '@asg/storage';
import { type Cluster, resolved, type SetName } from '../cluster/cluster.ts';
import type { Effect, Effects } from './effects.ts';

/**
 * How long what was carried out stays noted in its document: as long as a node may take to write to its disk, so that a
 * node that dies does not keep the note and lose what it stands for.
 */
const keptMs = 200;

interface Done {
  readonly set: SetName;
  readonly record: string;
  readonly revision: number;
  readonly effects: readonly Effect[];
}

/** Carries out what follows from changes, and takes it out of the documents afterwards, many at a time. */
export class Outbox {
  readonly #cluster: Cluster;
  readonly #effects: Effects;
  #done: Done[] = [];
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
    this.#done.push(...changes);
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

  /** Carries out what others left behind; how many documents it was found in. */
  async sweep(limit: number, quietMs: number): Promise<number> {
    await this.clear();
    const found = await this.#cluster.find('fx', limit, { quietMs });
    const swept = await Promise.all(found.map(({ set, id }) => this.#sweepOne(set, id)));
    return swept.filter((isAmiss) => isAmiss).length;
  }

  /**
   * Marks the document first: then whoever changed it, if they still live, neither take the effects out nor forget that
   * they were carried out, so that a sum that both add to is added to once.
   */
  async #sweepOne(set: SetName, record: string): Promise<boolean> {
    const { operations, maps } = this.#cluster.driver;
    const marked = await resolved(() =>
      this.#cluster.write(set, record, [operations.write('sw', 1), operations.read('fx')], {
        must: 'update',
      }),
    );
    const bin = marked.kind === 'written' ? marked.bins.fx : null;
    const pending = Object.entries((bin ?? {}) as Record<string, string>);
    for (const [text, json] of pending.sort(([a], [b]) => Number(a) - Number(b))) {
      const name = nameOf({ record, revision: Number(text) });
      await this.#effects.carryOut([{ name, effects: JSON.parse(json) as Effect[] }]);
    }
    const revisions = pending.map(([revision]) => Number(revision));
    const drop = maps.removeByKeyList('fx', revisions, maps.returnType.NONE);
    const unmark = operations.write('sw', null);
    await resolved(() =>
      this.#cluster.write(set, record, revisions.length === 0 ? [unmark] : [drop, unmark], {
        must: 'update',
      }),
    );
    return pending.length > 0;
  }

  /** Takes out all that is done, now. */
  async clear(): Promise<void> {
    while (this.#done.length > 0) {
      const done = this.#done;
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
    while (this.#done.length + this.#failed.length > 0 && !this.#isClosing) {
      await pause(keptMs, undefined, { signal: this.#abort.signal, ref: false }).catch(() => undefined);
      if (this.#failed.length > 0) await this.#retry();
      const done = this.#done;
      this.#done = [];
      await this.#takeOut(done);
    }
    this.#clearing = null;
  }

  async #takeOut(done: readonly Done[]): Promise<void> {
    const { maps, exp } = this.#cluster.driver;
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
          if (written[index]!.kind !== 'written') return;
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
