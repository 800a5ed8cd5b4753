import { at } from '@asg/values/present';
import { LRUCache } from 'lru-cache';
import type { Cluster } from '../cluster/cluster.ts';
import { type Expression, exp, sizeOf } from '../cluster/expressions.ts';
import { RecordFull, resolved } from '../cluster/failures.ts';
import { textsIn } from './bins.ts';
import { type Fences, fencesOf, floorIndex, holds, logKey, noted, type Page, type Place } from './fences.ts';

/** Entries in a record, about: at 60 bytes each a record is a few kilobytes and is rewritten whole. */
const bucketMax = 300;
/** Entries of directories that are kept in memory. */
const knownMax = 1_000_000;
const stepsMax = 10_000;

/**
 * The records that lists are made of. A list's buckets are linked in order, so that none is ever lost: its directory may miss
 * one that was just split off, which is then found by its neighbour and noted. The directory is a list as well, in pages that
 * split and have a directory of their own as soon as there are two: a B-link tree, of as many levels as it takes. No page is
 * ever taken out, and what it begins with stays in it, as the way to the bucket that took over.
 */
export class ListBuckets {
  readonly cluster: Cluster;
  readonly #pages = new LRUCache<string, Page>({
    maxSize: knownMax,
    sizeCalculation: ({ ids }) => ids.length + 1,
  });
  readonly #writer: string;
  readonly #bucketMax: number;
  #made = 0;

  /** `writer`: unique among all that ever write here. */
  constructor(cluster: Cluster, writer: string, max = bucketMax) {
    this.cluster = cluster;
    this.#writer = writer;
    this.#bucketMax = max;
  }

  recordId(list: string, bucket: string): string {
    return bucket === '' ? list : `${list}\u0001${bucket}`;
  }

  freshId(): string {
    return `${this.#writer}${(this.#made++).toString(36)}`;
  }

  isFull(entries: number): boolean {
    return entries > this.#bucketMax;
  }

  /** The bucket of that place, as far as is known here, and the first key that is in another. */
  floor(list: string, place: Place): { readonly id: string; readonly end: string | null } {
    const page = this.#known(directoryOf(list), place);
    if (page === undefined) return { id: '', end: null };
    const index = floorIndex(page, place);
    const end = page.lows[index + 1] ?? (holds(page, place) ? page.high : null);
    return { id: page.ids[index] ?? '', end };
  }

  /** The bucket of that place in truth; what the directory lacks is noted on the way. */
  async locate(list: string, place: Place): Promise<Fences> {
    const directory = directoryOf(list);
    let page = await this.#page(directory, place);
    for (let steps = 0; steps < stepsMax; steps++) {
      const index = floorIndex(page, place);
      if (index === -1 && page.id !== '') {
        page = await this.#page(directory, { below: page.low });
        continue;
      }
      const id = page.ids[index] ?? '';
      const fences = await this.settled(list, id);
      const isWay = page.id !== '' && page.lows[index] === page.low;
      if (isWay && fences.id !== id) await this.#note(list, page.low, fences.id);
      if (holds(fences, place)) return fences;
      const [high, next] = [fences.high!, fences.next!];
      await this.#note(list, high, next);
      if (isWay && high < page.low) await this.#note(list, page.low, next);
      page = await this.#page(directory, place);
    }
    throw new Error(`the list ${list} has no place for a key`);
  }

  async fences(list: string, id: string): Promise<Fences | null> {
    const { operations } = this.cluster.driver;
    const bins = fenceBins.map((bin) => operations.read(bin));
    const found = await this.cluster.get('list', this.recordId(list, id), bins);
    return found === null ? null : fencesOf(id, found.bins);
  }

  /** The fences of a bucket that is alive: a dead one is taken out of its list first, and the one before it given. */
  async settled(list: string, id: string): Promise<Fences> {
    const found = await this.fences(list, id);
    if (found === null) return { id: '', low: '', high: null, next: null, dead: false };
    if (!found.dead) return found;
    return this.#unlink(list, found);
  }

  /** Gives the stretch of a dead bucket to the one before it, which is given back. */
  async #unlink(list: string, dead: Fences): Promise<Fences> {
    const { operations, maps } = this.cluster.driver;
    const left = await this.locate(list, { below: dead.low });
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
    await this.#forget(list, dead.low, left.id);
    return (await this.fences(list, left.id))!;
  }

  /** The page of that place, as far as is known here. */
  #known(directory: string, place: Place): Page | undefined {
    const first = this.#pages.get(directory);
    if (first === undefined || holds(first, place)) return first;
    return this.#pages.get(this.recordId(directory, this.floor(directory, place).id));
  }

  async #page(directory: string, place: Place): Promise<Page> {
    const known = this.#pages.get(directory);
    // A page only ever loses the upper part of its stretch: what it does not hold it never holds again.
    const first = known === undefined || holds(known, place) ? await this.#readPage(directory, '') : known;
    if (holds(first, place)) return first;
    const { id } = await this.locate(directory, place);
    return this.#readPage(directory, id);
  }

  async #readPage(directory: string, id: string): Promise<Page> {
    const { operations } = this.cluster.driver;
    const record = this.recordId(directory, id);
    const bins = [...fenceBins, directoryBin].map((bin) => operations.read(bin));
    const found = await this.cluster.get('list', record, bins);
    const entries = textsIn(found?.bins[directoryBin]).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const page = {
      ...fencesOf(id, found?.bins ?? {}),
      lows: entries.map(([low]) => low),
      ids: entries.map(([, bucket]) => bucket),
    };
    this.#pages.set(record, page);
    return page;
  }

  /** Says in the directory where a bucket begins. */
  async #note(list: string, low: string, id: string): Promise<void> {
    const directory = directoryOf(list);
    const { maps } = this.cluster.driver;
    const operations = [
      maps.put(directoryBin, low, id, { order: maps.order.KEY_ORDERED }),
      sizeOf(this.cluster.driver, directoryBin),
    ];
    for (let page = this.#known(directory, { at: low })?.id ?? ''; ; ) {
      const record = this.recordId(directory, page);
      const options = { must: page === '' ? 'either' : 'update', where: this.takes(page, low, low) } as const;
      try {
        const written = await resolved(() => this.cluster.write('list', record, operations, options));
        if (written.kind === 'written') {
          const known = this.#pages.get(record);
          if (this.isFull(Number(written.bins.size))) await this.split(directory, page, false);
          else if (known === undefined) await this.#readPage(directory, page);
          else this.#pages.set(record, noted(known, low, id));
          return;
        }
      } catch (error) {
        // A directory of one record, as they were, may have grown until nothing more went in.
        if (!(error instanceof RecordFull)) throw error;
        await this.split(directory, page, false);
      }
      page = (await this.#page(directory, { at: low })).id;
    }
  }

  /** Takes a bucket out of the directory; `left` is the one that took over. */
  async #forget(list: string, low: string, left: string): Promise<void> {
    const directory = directoryOf(list);
    const { maps } = this.cluster.driver;
    const drop = maps.removeByKeyList(directoryBin, [low], maps.returnType.NONE);
    for (;;) {
      const page = await this.#page(directory, { at: low });
      if (page.id !== '' && page.low === low) return this.#note(list, low, left);
      const where = this.takes(page.id, low, low);
      const record = this.recordId(directory, page.id);
      const written = await resolved(() =>
        this.cluster.write('list', record, [drop], { must: 'update', where }),
      );
      if (written.kind === 'filtered') continue;
      await this.#readPage(directory, page.id);
      return;
    }
  }

  /** That the bucket takes in keys from the first to the last of these. The first bucket has no lower end and never dies. */
  takes(id: string, first: string, last: string): Expression {
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
    const bin = list.endsWith(directoryMark) ? directoryBin : 'm';
    const bins = [bin, ...fenceBins, 'top'].map((each) => operations.read(each));
    const found = await this.cluster.get('list', record, bins);
    if (found === null) return;
    const { high, next, dead } = fencesOf(id, found.bins);
    const entries = textsIn(found.bins[bin]).toSorted(([a], [b]) => (a < b ? -1 : 1));
    if (dead || entries.length < 2) return;
    const top = Number(found.bins.top ?? 0);
    // What grows at its end is left nearly full, and a log's next bucket begins empty.
    const middle = Math.floor(
      high === null ? Math.min(entries.length, this.#bucketMax) * 0.9 : entries.length / 2,
    );
    const low = isLog && high === null ? logKey(top + 1) : at(entries, middle)[0];
    const moved = entries.filter(([key]) => key >= low);
    const fresh = this.freshId();
    const made = await resolved(() =>
      this.cluster.write(
        'list',
        this.recordId(list, fresh),
        [
          maps.putItems(bin, new Map(moved), { order: maps.order.KEY_ORDERED }),
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
        maps.removeByKeyRange(bin, low, null, maps.returnType.NONE),
        operations.write('hi', low),
        operations.write('nx', fresh),
      ],
      { must: 'update', generation: found.generation },
    );
    if (cut.kind !== 'written') return;
    if (bin === directoryBin) await Promise.all([id, fresh].map((page) => this.#readPage(list, page)));
    await this.#note(list, low, fresh);
    // A round of puts, or a directory of one record, as they were, may be more than one split makes good.
    if (this.isFull((entries.length - moved.length) / 2)) await this.split(list, id, isLog);
    if (this.isFull(moved.length / 2)) await this.split(list, fresh, isLog);
  }

  /** Marks a bucket in the middle of a list, if it is still empty, and takes it out. */
  async retire(list: string, id: string): Promise<void> {
    const { operations } = this.cluster.driver;
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
    if (fences !== null) await this.#unlink(list, fences);
  }
}

const fenceBins = ['lo', 'hi', 'nx', 'dead'];
const directoryBin = 'd';
const directoryMark = '\u0002';

/** The list of where this list's buckets begin. */
function directoryOf(list: string): string {
  return `${list}${directoryMark}`;
}
