import { at } from '@asg/values/present';
import { LRUCache } from 'lru-cache';
import type { Cluster } from '../cluster/cluster.ts';
import { resolved } from '../cluster/cluster.ts';
import type { Bins, Expression } from '../cluster/driver.ts';
import { textsIn } from './bins.ts';

/** A stretch of a list in one record: keys from `low` on, up to and without `high`. */
export interface Fences {
  readonly id: string;
  readonly low: string;
  /** Null: it is the last. */
  readonly high: string | null;
  /** The bucket that begins at `high`. */
  readonly next: string | null;
  /** Its stretch belongs to the one before it; it takes nothing in any more. */
  readonly dead: boolean;
}

/** Where the buckets of a list begin, in order. The first begins at '' and has the id ''. */
export interface Directory {
  readonly lows: readonly string[];
  readonly ids: readonly string[];
}

const onlyFirst: Directory = { lows: [''], ids: [''] };
/** Lists of more than one bucket whose directories are kept in memory. */
const directoriesMax = 5_000;

/**
 * The records that lists are made of. A list's buckets are linked in order, so that none is ever lost: the directory may
 * miss one that was just split off, which is then found by its neighbour and noted (a B-link tree of two levels).
 */
export class ListBuckets {
  readonly cluster: Cluster;
  readonly #directories = new LRUCache<string, Directory>({ max: directoriesMax });
  readonly #writer: string;
  #made = 0;

  /** `writer`: unique among all that ever write here. */
  constructor(cluster: Cluster, writer: string) {
    this.cluster = cluster;
    this.#writer = writer;
  }

  recordId(list: string, bucket: string): string {
    return bucket === '' ? list : `${list}\u0001${bucket}`;
  }

  freshId(): string {
    return `${this.#writer}${(this.#made++).toString(36)}`;
  }

  known(list: string): Directory {
    return this.#directories.get(list) ?? onlyFirst;
  }

  /** The bucket in which the key belongs, as far as is known here. */
  floor(list: string, key: string): { readonly id: string; readonly index: number } {
    const { lows, ids } = this.known(list);
    let [from, to] = [0, lows.length - 1];
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if (at(lows, middle) <= key) from = middle;
      else to = middle - 1;
    }
    return { id: at(ids, from), index: from };
  }

  async refresh(list: string): Promise<Directory> {
    const { operations } = this.cluster.driver;
    const found = await this.cluster.get('list', `${list}\u0002`, [operations.read('d')]);
    const entries = textsIn(found?.bins.d);
    const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
    const directory = {
      lows: ['', ...sorted.map(([low]) => low)],
      ids: ['', ...sorted.map(([, id]) => id)],
    };
    this.#directories.set(list, directory);
    return directory;
  }

  async note(list: string, low: string, id: string): Promise<void> {
    const { maps } = this.cluster.driver;
    const put = maps.put('d', low, id, { order: maps.order.KEY_ORDERED });
    await resolved(() => this.cluster.write('list', `${list}\u0002`, [put], { must: 'either' }));
    await this.refresh(list);
  }

  async forget(list: string, low: string): Promise<void> {
    const { maps } = this.cluster.driver;
    const drop = maps.removeByKeyList('d', [low], maps.returnType.NONE);
    await resolved(() => this.cluster.write('list', `${list}\u0002`, [drop], { must: 'update' }));
    await this.refresh(list);
  }

  async fences(list: string, id: string): Promise<Fences | null> {
    const { operations } = this.cluster.driver;
    const bins = ['lo', 'hi', 'nx', 'dead'].map((bin) => operations.read(bin));
    const found = await this.cluster.get('list', this.recordId(list, id), bins);
    return found === null ? null : fencesOf(id, found.bins);
  }

  /** The bucket in which the key belongs in truth; what the directory lacks is noted on the way. */
  async locate(list: string, key: string): Promise<Fences> {
    await this.refresh(list);
    for (let steps = 0; steps < 1_000; steps++) {
      const fences = await this.settled(list, this.floor(list, key).id);
      if (fences.high === null || key < fences.high) return fences;
      await this.note(list, fences.high, fences.next!);
    }
    throw new Error(`the list ${list} has no place for a key`);
  }

  /** The fences of a bucket that is alive: a dead one is taken out of its list first, and the one before it given. */
  async settled(list: string, id: string): Promise<Fences> {
    const found = await this.fences(list, id);
    if (found === null) return { id: '', low: '', high: null, next: null, dead: false };
    if (!found.dead) return found;
    return this.unlink(list, found);
  }

  /** Gives the stretch of a dead bucket to the one before it, which is given back. */
  async unlink(list: string, dead: Fences): Promise<Fences> {
    const { operations, exp, maps } = this.cluster.driver;
    const { index } = this.floor(list, dead.low);
    const { ids, lows } = this.known(list);
    let left = await this.settled(list, at(ids, lows[index] === dead.low ? index - 1 : index));
    while (left.next !== null && left.next !== dead.id && left.high! <= dead.low) {
      left = await this.settled(list, left.next);
    }
    if (left.next === dead.id) {
      const writes = [
        dead.high === null ? null : operations.write('hi', dead.high),
        dead.next === null ? null : operations.write('nx', dead.next),
      ].filter((write) => write !== null);
      const where = exp.and(exp.eq(exp.binStr('nx'), exp.str(dead.id)), exp.not(exp.binExists('dead')));
      const size = maps.size('m');
      await resolved(() =>
        this.cluster.write('list', this.recordId(list, left.id), [...writes, size], {
          must: 'update',
          where,
        }),
      );
    }
    await this.forget(list, dead.low);
    return (await this.fences(list, left.id))!;
  }

  /** That the bucket takes in keys from the first to the last of these. The first bucket has no lower end and never dies. */
  takes(id: string, first: string, last: string): Expression {
    const { exp } = this.cluster.driver;
    if (id === '') return exp.or(exp.not(exp.binExists('hi')), exp.gt(exp.binStr('hi'), exp.str(last)));
    return exp.and(
      exp.not(exp.binExists('dead')),
      exp.or(exp.not(exp.binExists('lo')), exp.le(exp.binStr('lo'), exp.str(first))),
      exp.or(exp.not(exp.binExists('hi')), exp.gt(exp.binStr('hi'), exp.str(last))),
    );
  }

  /** Moves the upper part of a full bucket into a new one. Does nothing if the bucket is changed meanwhile. */
  async split(list: string, id: string, isLog: boolean): Promise<void> {
    const { operations, maps } = this.cluster.driver;
    const record = this.recordId(list, id);
    const bins = ['m', 'lo', 'hi', 'nx', 'top', 'dead'].map((bin) => operations.read(bin));
    const found = await this.cluster.get('list', record, bins);
    if (found === null) return;
    const { high, next, dead } = fencesOf(id, found.bins);
    const entries = textsIn(found.bins.m).toSorted(([a], [b]) => (a < b ? -1 : 1));
    if (dead || entries.length < 2) return;
    const top = Number(found.bins.top ?? 0);
    // What grows at its end is left nearly full, and a log's next bucket begins empty.
    const middle = Math.floor(entries.length * (high === null ? 0.9 : 0.5));
    const low = isLog && high === null ? logKey(top + 1) : at(entries, middle)[0];
    const moved = entries.filter(([key]) => key >= low);
    const fresh = this.freshId();
    const made = await resolved(() =>
      this.cluster.write(
        'list',
        this.recordId(list, fresh),
        [
          maps.putItems('m', new Map(moved), { order: maps.order.KEY_ORDERED }),
          operations.write('lo', low),
          operations.write('top', top),
          ...(high === null ? [] : [operations.write('hi', high)]),
          ...(next === null ? [] : [operations.write('nx', next)]),
        ],
        { must: 'either' },
      ),
    );
    if (made.kind !== 'written') return;
    const cut = await this.cluster.write(
      'list',
      record,
      [
        maps.removeByKeyRange('m', low, null, maps.returnType.NONE),
        operations.write('hi', low),
        operations.write('nx', fresh),
      ],
      { must: 'update', generation: found.generation },
    );
    if (cut.kind === 'written') await this.note(list, low, fresh);
  }

  /** Marks a bucket in the middle of a list, if it is still empty, and takes it out. */
  async retire(list: string, id: string): Promise<void> {
    const { operations, exp } = this.cluster.driver;
    const isEmpty = exp.eq(exp.maps.size(exp.binMap('m')), exp.int(0));
    const where = exp.and(isEmpty, exp.binExists('hi'), exp.not(exp.binExists('dead')));
    const marked = await resolved(() =>
      this.cluster.write('list', this.recordId(list, id), [operations.write('dead', 1)], {
        must: 'update',
        where,
      }),
    );
    if (marked.kind !== 'written') return;
    const fences = await this.fences(list, id);
    if (fences !== null) await this.unlink(list, fences);
  }
}

/** The key of the entry with this number, from 1, of a log. */
export function logKey(number: number): string {
  return String(number).padStart(13, '0');
}

export function fencesOf(id: string, { lo, hi, nx, dead }: Bins): Fences {
  const text = (bin: unknown): string | null => (typeof bin === 'string' ? bin : null);
  return { id, low: text(lo) ?? '', high: text(hi), next: text(nx), dead: dead === 1 };
}
