import { at, last } from '@asg/values/present';
import { Batcher } from '../cluster/batcher.ts';
import type { Operation } from '../cluster/driver.ts';
import { exp, sizeOf } from '../cluster/expressions.ts';
import { type Fences, fencesOf, holds, logKey, type Place } from './fences.ts';
import type { ListBuckets } from './list-buckets.ts';

export type Entry = readonly [key: string, value: string];

const roundMax = 250;
const pageMax = 1_000;
/** Logs whose ends are kept in memory. */
const tailsMax = 5_000;

/** Lists sorted by key, of any length, in records of bounded size. Putting or removing again changes nothing. */
export class Lists {
  readonly #buckets: ListBuckets;
  readonly #puts: Batcher<Entry>;
  readonly #removals: Batcher<string>;
  readonly #appends: Batcher<Appended>;
  readonly #tails = new Map<string, Tail>();

  constructor(buckets: ListBuckets) {
    this.#buckets = buckets;
    this.#puts = new Batcher(roundMax, (list, entries) => this.#put(list, entries));
    this.#removals = new Batcher(roundMax, (list, keys) => this.#remove(list, keys));
    this.#appends = new Batcher(roundMax, (list, items) => this.#append(list, items));
  }

  /** What is there already stays as it is. */
  put(list: string, entries: readonly Entry[]): Promise<void> {
    return this.#puts.add(list, entries);
  }

  remove(list: string, keys: readonly string[]): Promise<void> {
    return this.#removals.add(list, keys);
  }

  /** Adds at the end of a log; the keys that they got, above all keys that were ever given there. */
  async append(list: string, values: readonly string[]): Promise<readonly string[]> {
    const items = values.map((value): Appended => ({ value, key: '' }));
    await this.#appends.add(list, items);
    return items.map((item) => item.key);
  }

  /** Entries above `after` (null: from the first) and below `until`, ascending. */
  async after(
    list: string,
    after: string | null,
    limit: number,
    until: string | null = null,
  ): Promise<readonly Entry[]> {
    const found: Entry[] = [];
    let from = after === null ? '' : `${after}\u0001`;
    let bucket: string | null = this.#buckets.floor(list, { at: from }).id;
    while (bucket !== null && found.length < limit) {
      const { maps } = this.#buckets.cluster.driver;
      const page = Math.min(limit - found.length, pageMax);
      const type = maps.returnType.KEY_VALUE;
      const read = await this.#read(list, bucket, maps.getByKeyRelIndexRange('m', from, 0, page, type));
      if (read === null) break;
      const { fences, entries } = read;
      if (fences.dead || from < fences.low || !holds(fences, { at: from })) {
        bucket = (await this.#buckets.locate(list, { at: from })).id;
        continue;
      }
      for (const entry of entries) {
        if (until !== null && entry[0] >= until) return found;
        found.push(entry);
      }
      if (entries.length === page) {
        from = `${last(entries)[0]}\u0001`;
        continue;
      }
      if (fences.high === null || (until !== null && fences.high >= until)) break;
      if (fences.high > from) from = fences.high;
      bucket = fences.next;
    }
    return found;
  }

  /** Entries below `before` (null: from the last) and above `down`, descending. */
  async before(
    list: string,
    before: string | null,
    limit: number,
    down: string | null = null,
  ): Promise<readonly Entry[]> {
    const found: Entry[] = [];
    let below = before;
    let fences = await this.#last(list, below);
    for (;;) {
      const { maps } = this.#buckets.cluster.driver;
      const page = Math.min(limit - found.length, pageMax);
      const type = maps.returnType.KEY_VALUE;
      const operation =
        below === null
          ? maps.getByIndexRange('m', -page, page, type)
          : maps.getByKeyRelIndexRange('m', below, -page, page, type);
      const read = await this.#read(list, fences.id, operation);
      if (read === null) return found;
      for (const entry of read.entries.toReversed()) {
        if (below !== null && entry[0] >= below) continue;
        if (down !== null && entry[0] <= down) return found;
        found.push(entry);
        if (found.length === limit) return found;
      }
      const oldest = read.entries[0];
      if (read.entries.length === page && oldest !== undefined && oldest[0] > fences.low) {
        below = oldest[0];
        continue;
      }
      if (fences.low === '' || (down !== null && fences.low <= down)) return found;
      below = fences.low;
      fences = await this.#last(list, below);
    }
  }

  /** The bucket that holds the keys just below this one; null: the last bucket. */
  async #last(list: string, below: string | null): Promise<Fences> {
    const place: Place = { below };
    const fences = await this.#buckets.settled(list, this.#buckets.floor(list, place).id);
    return holds(fences, place) ? fences : this.#buckets.locate(list, place);
  }

  /** How many there are below `until` (null: in all), counted up to about `max`. */
  async count(list: string, max: number, until: string | null = null): Promise<number> {
    const { cluster } = this.#buckets;
    const { maps, operations } = cluster.driver;
    let bucket: string | null = '';
    let count = 0;
    while (bucket !== null && count < max) {
      const size =
        until === null ? maps.size('m') : maps.getByKeyRange('m', '', until, maps.returnType.COUNT);
      const reads = [size, operations.read('nx')];
      const found = await cluster.get('list', this.#buckets.recordId(list, bucket), reads);
      count += Number(found?.bins.m ?? 0);
      bucket = typeof found?.bins.nx === 'string' ? found.bins.nx : null;
    }
    return Math.min(count, max);
  }

  /** The number of the newest entry that a log ever got; 0: none. */
  async newest(list: string): Promise<number> {
    return (await this.#tail(list)).top;
  }

  async #read(
    list: string,
    bucket: string,
    operation: Operation,
  ): Promise<{ readonly fences: Fences; readonly entries: readonly Entry[] } | null> {
    const { cluster } = this.#buckets;
    const { operations } = cluster.driver;
    const fenceBins = ['lo', 'hi', 'nx', 'dead'].map((bin) => operations.read(bin));
    const record = this.#buckets.recordId(list, bucket);
    const found = await cluster.get('list', record, [...fenceBins, operation]);
    if (found === null) return null;
    const flat = Array.isArray(found.bins.m) ? found.bins.m.map(String) : [];
    const entries: Entry[] = [];
    for (let i = 0; i < flat.length; i += 2) entries.push([at(flat, i), at(flat, i + 1)]);
    return { fences: fencesOf(bucket, found.bins), entries };
  }

  async #put(list: string, wanted: readonly Entry[]): Promise<void> {
    const { cluster } = this.#buckets;
    const { maps } = cluster.driver;
    const { CREATE_ONLY, NO_FAIL, PARTIAL } = maps.writeFlags;
    const policy = { order: maps.order.KEY_ORDERED, writeFlags: CREATE_ONLY | NO_FAIL | PARTIAL };
    const entries = [...new Map(wanted)].sort(([a], [b]) => (a < b ? -1 : 1));
    for (let done = 0; done < entries.length; ) {
      const { id, count } = this.#reach(
        list,
        entries.slice(done).map(([key]) => key),
      );
      const batch = entries.slice(done, done + count);
      const [low, high] = [at(batch, 0)[0], last(batch)[0]];
      const written = await cluster.writeSurely(
        'list',
        this.#buckets.recordId(list, id),
        [maps.putItems('m', new Map(batch), policy), sizeOf(cluster.driver, 'm')],
        { must: id === '' ? 'either' : 'update', where: this.#buckets.takes(id, low, high) },
      );
      if (written.kind === 'written') {
        done += batch.length;
        if (this.#buckets.isFull(Number(written.bins.size))) await this.#buckets.split(list, id, false);
      } else {
        await this.#buckets.locate(list, { at: low });
      }
    }
  }

  async #remove(list: string, wanted: readonly string[]): Promise<void> {
    const { cluster } = this.#buckets;
    const { maps } = cluster.driver;
    const keys = [...new Set(wanted)].sort();
    for (let done = 0; done < keys.length; ) {
      const { id, count } = this.#reach(list, keys.slice(done));
      const batch = keys.slice(done, done + count);
      const written = await cluster.writeSurely(
        'list',
        this.#buckets.recordId(list, id),
        [maps.removeByKeyList('m', batch, maps.returnType.NONE), sizeOf(cluster.driver, 'm')],
        { must: 'update', where: this.#buckets.takes(id, at(batch, 0), last(batch)) },
      );
      if (written.kind === 'written') {
        done += batch.length;
        if (id !== '' && Number(written.bins.size) === 0) await this.#buckets.retire(list, id);
      } else if (written.kind === 'missing' && id === '') {
        return;
      } else {
        await this.#buckets.locate(list, { at: at(batch, 0) });
      }
    }
  }

  async #append(list: string, items: readonly Appended[]): Promise<void> {
    const { cluster } = this.#buckets;
    const { maps, operations } = cluster.driver;
    // Where the last one went is where the next goes, mostly; the write tells if it is not.
    let tail = this.#tails.get(list) ?? (await this.#tail(list));
    this.#tails.delete(list);
    for (;;) {
      const { id, top } = tail;
      items.forEach((item, index) => {
        item.key = logKey(top + 1 + index);
      });
      const where = exp.and(exp.eq(exp.binInt('top'), exp.int(top)), exp.not(exp.binExists('hi')));
      const written = await cluster.writeTogether(
        'list',
        this.#buckets.recordId(list, id),
        [
          maps.putItems('m', new Map(items.map(({ key, value }) => [key, value])), {
            order: maps.order.KEY_ORDERED,
          }),
          operations.write('top', top + items.length),
          sizeOf(cluster.driver, 'm'),
        ],
        tail.isThere ? { must: 'update', where } : { must: 'create' },
      );
      if (written.kind !== 'written') {
        tail = await this.#tail(list);
      } else if (this.#buckets.isFull(Number(written.bins.size))) {
        return this.#buckets.split(list, id, true);
      } else {
        if (this.#tails.size === tailsMax) this.#tails.clear();
        this.#tails.set(list, { id, top: top + items.length, isThere: true });
        return;
      }
    }
  }

  /** The last bucket of a log, and the number of the newest entry that it ever got. */
  async #tail(list: string): Promise<Tail> {
    const { cluster } = this.#buckets;
    const { id } = await this.#last(list, null);
    const record = this.#buckets.recordId(list, id);
    const found = await cluster.get('list', record, [cluster.driver.operations.read('top')]);
    return { id, top: Number(found?.bins.top ?? 0), isThere: found !== null };
  }

  /** The bucket of the first key, and how many of the sorted keys are in it, as far as is known here. */
  #reach(list: string, keys: readonly string[]): { readonly id: string; readonly count: number } {
    const { id, end } = this.#buckets.floor(list, { at: at(keys, 0) });
    const beyond = end === null ? -1 : keys.findIndex((key) => key >= end);
    return { id, count: beyond === -1 ? keys.length : beyond };
  }
}

interface Tail {
  readonly id: string;
  readonly top: number;
  readonly isThere: boolean;
}
interface Appended {
  readonly value: string;
  key: string;
}
