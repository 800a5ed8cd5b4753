import { StorageUnavailable } from '@asg/storage';
import { at, last } from '@asg/values/present';
import type { Cluster } from '../cluster/cluster.ts';
import { InDoubt, resolved } from '../cluster/failures.ts';
import {
  type Change,
  type Changer,
  isPlaced,
  type Kind,
  type Made,
  recordId,
  type Stored,
  storedOf,
  writeOf,
} from './document.ts';
import type { Effect, Effects } from './effects.ts';
import type { Entry, Lists } from './lists.ts';
import { Outbox } from './outbox.ts';

const attemptsMax = 200;

/** Documents that are changed one at a time, each on the condition that it is as it was read. */
export class Documents {
  readonly cluster: Cluster;
  readonly lists: Lists;
  readonly outbox: Outbox;
  readonly #writer: string;
  #changes = 0;

  constructor(cluster: Cluster, lists: Lists, effects: Effects, writer: string) {
    this.cluster = cluster;
    this.lists = lists;
    this.#writer = writer;
    this.outbox = new Outbox(cluster, effects);
  }

  async read<State>(kind: Kind<State>, id: string): Promise<Stored<State> | null> {
    return at(await this.readMany(kind, [id]), 0);
  }

  /** In order; null where there is none. */
  async readMany<State>(
    kind: Kind<State>,
    ids: readonly string[],
  ): Promise<readonly (Stored<State> | null)[]> {
    if (ids.length === 0) return [];
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) {
      const { operations } = this.cluster.driver;
      const bins = ['o', 'v', 'rev', 'ix', 'op', ...(kind.native?.bins ?? [])];
      const found = await this.cluster.get(
        kind.set,
        recordId(kind, only),
        bins.map((bin) => operations.read(bin)),
      );
      return [found === null ? null : storedOf(kind, only, found.bins)];
    }
    const unique = [...new Set(ids)];
    const records = await this.cluster.getMany(
      kind.set,
      unique.map((id) => recordId(kind, id)),
    );
    const byId = new Map(
      unique.map((id, index) => {
        const bins = at(records, index);
        return [id, bins === null ? null : storedOf(kind, id, bins)];
      }),
    );
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Changes one document and carries out what follows from it. `known`: as it was lately; saves the reading of it. */
  async change<State, Result>(
    kind: Kind<State>,
    id: string,
    changer: Changer<State, Result>,
    known?: Stored<State>,
  ): Promise<Result> {
    return this.#changeFrom(kind, id, known ?? (await this.read(kind, id)), changer);
  }

  /**
   * Changes many documents, each once, side by side; results in order. `known`: as one was lately, null: it was not there.
   * `fresh`: none of them is there, most likely.
   */
  async changeMany<State, Result>(
    kind: Kind<State>,
    changes: readonly {
      readonly id: string;
      readonly changer: Changer<State, Result>;
      readonly known?: Stored<State> | null | undefined;
    }[],
    fresh = false,
  ): Promise<readonly Result[]> {
    const [only] = changes;
    if (only === undefined) return [];
    if (changes.length === 1) {
      const known = fresh ? null : only.known;
      const stored = known === undefined ? await this.read(kind, only.id) : known;
      return [await this.#changeFrom(kind, only.id, stored, only.changer)];
    }
    const results: Result[] = new Array(changes.length);
    let round = changes.map(
      ({ id, changer, known }, index): Attempt<State, Result> => ({
        ...{ id, changer, index, made: null },
        stored: fresh ? null : known,
      }),
    );
    // What others were quicker with, and what is in doubt, is read and tried again together.
    for (let attempt = 1; round.length > 0; attempt++) {
      if (attempt > attemptsMax) throw new StorageUnavailable(`${kind.name} documents are changed too often`);
      round = await this.#changeRound(kind, round, results);
    }
    return results;
  }

  /** Tries each once; those that have to be tried again. */
  async #changeRound<State, Result>(
    kind: Kind<State>,
    round: readonly Attempt<State, Result>[],
    results: Result[],
  ): Promise<Attempt<State, Result>[]> {
    const unread = round.filter(({ stored }) => stored === undefined).map(({ id }) => id);
    const found = await this.readMany(kind, unread);
    const read = new Map(unread.map((id, index) => [id, at(found, index)]));
    const done: Made[] = [];
    const planned = round.flatMap((one) => {
      const stored = one.stored === undefined ? (read.get(one.id) ?? null) : one.stored;
      if (one.made !== null && stored?.op === one.made.name) {
        done.push(one.made);
        return [];
      }
      const revision = (stored?.revision ?? 0) + 1;
      const change = one.changer(stored?.state ?? null, revision);
      results[one.index] = change.result;
      return 'state' in change ? [{ ...one, made: this.#write(kind, one.id, stored, change) }] : [];
    });
    const written = await this.cluster.writeMany(
      kind.set,
      planned.map(({ made }) => ({ id: made.record, operations: made.writes, options: made.options })),
    );
    const again = planned.flatMap((one, index) => {
      if (at(written, index).kind !== 'written') return [{ ...one, stored: undefined }];
      done.push(one.made);
      return [];
    });
    await this.outbox.carryOut(done);
    return again;
  }

  /** Makes a document unless there is one; whether there was none. */
  create<State>(
    kind: Kind<State>,
    id: string,
    state: State,
    effects: readonly Effect[] = [],
  ): Promise<boolean> {
    return this.#changeFrom(kind, id, null, (found) =>
      found === null ? { state, effects, result: true } : { result: false },
    );
  }

  async #changeFrom<State, Result>(
    kind: Kind<State>,
    id: string,
    first: Stored<State> | null,
    changer: Changer<State, Result>,
  ): Promise<Result> {
    let stored = first;
    for (let attempt = 1; ; attempt++) {
      const revision = (stored?.revision ?? 0) + 1;
      const change = changer(stored?.state ?? null, revision);
      if (!('state' in change)) return change.result;
      const made = this.#write(kind, id, stored, change);
      if ((await this.#outcomeOf(kind, id, made, attempt)) === 'written') {
        await this.outbox.carryOut([made]);
        return change.result;
      }
      if (attempt === attemptsMax) throw new StorageUnavailable(`${kind.name} ${id} is changed too often`);
      stored = await this.read(kind, id);
    }
  }

  #write<State, Result>(
    kind: Kind<State>,
    id: string,
    stored: Stored<State> | null,
    change: Change<State, Result>,
  ): Made {
    const name = `${this.#writer}${(this.#changes++).toString(36)}`;
    return writeOf(this.cluster.driver, { kind, id, stored, change, name });
  }

  /** First with what others write in this turn; after that alone, where it is told why it failed. */
  async #outcomeOf<State>(
    kind: Kind<State>,
    id: string,
    { writes, options, name }: Made,
    attempt: number,
  ): Promise<'written' | 'conflict'> {
    const record = recordId(kind, id);
    try {
      const { kind: outcome } =
        attempt === 1
          ? await this.cluster.writeTogether(kind.set, record, writes, options)
          : await this.cluster.write(kind.set, record, writes, options);
      return outcome === 'written' ? 'written' : 'conflict';
    } catch (error) {
      if (!(error instanceof InDoubt)) throw error;
      // It carries an id and a condition: the record shows whether it was applied, and a late one does nothing.
      const { operations } = this.cluster.driver;
      const found = await resolved(() => this.cluster.get(kind.set, record, [operations.read('op')]));
      return found?.bins.op === name ? 'written' : 'conflict';
    }
  }

  /** The documents that a stretch of a list names, where they stand in it still; entries that are dead are taken out. */
  async listed<State>(
    kind: Kind<State>,
    list: string,
    page: { readonly limit: number } & (
      | { readonly after: string | null; readonly until?: string | null }
      | { readonly before: string | null; readonly down?: string | null }
    ),
  ): Promise<readonly Stored<State>[]> {
    const found: Stored<State>[] = [];
    let edge = 'after' in page ? page.after : page.before;
    for (;;) {
      const wanted = page.limit - found.length;
      const entries =
        'after' in page
          ? await this.lists.after(list, edge, wanted, page.until ?? null)
          : await this.lists.before(list, edge, wanted, page.down ?? null);
      found.push(...(await this.placed(kind, list, entries)));
      if (entries.length < wanted || found.length >= page.limit) return found;
      edge = last(entries)[0];
    }
  }

  async placed<State>(
    kind: Kind<State>,
    list: string,
    entries: readonly Entry[],
  ): Promise<readonly Stored<State>[]> {
    const stored = await this.readMany(
      kind,
      entries.map(([, id]) => id),
    );
    const dead: string[] = [];
    const alive = entries.flatMap(([key], index) => {
      const one = at(stored, index);
      if (one !== null && isPlaced(one, list, key)) return [one];
      dead.push(key);
      return [];
    });
    if (dead.length > 0) await this.lists.remove(list, dead);
    return alive;
  }
}

/** A change on its way. */
interface Attempt<State, Result> {
  readonly id: string;
  readonly index: number;
  readonly changer: Changer<State, Result>;
  /** As it is known to be; undefined: that has to be read. */
  readonly stored: Stored<State> | null | undefined;
  /** The last write, whose fate is not known or which was too late. */
  readonly made: Made | null;
}
