import { Batcher } from '../cluster/batcher.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { exp } from '../cluster/expressions.ts';
import { resolved } from '../cluster/failures.ts';
import { numbersIn } from './bins.ts';
import { Forgettable } from './forgettable.ts';

export type Figures = Readonly<Record<string, number>>;

interface Addition {
  readonly id: string;
  readonly by: Figures;
  isClosed: boolean;
}

/**
 * Sums that are added to once per operation: the ids of operations that may be sent again are kept beside the figures
 * in the same record, until they are marked as done.
 */
export class Sums {
  readonly #cluster: Cluster;
  readonly #additions: Batcher<Addition>;
  readonly #forgettable = new Forgettable();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#additions = new Batcher(100, (name, items) => this.#add(name, items));
  }

  /** `closed`: nothing was added, now or ever, because the sum takes no more. */
  async add(name: string, id: string, by: Figures): Promise<'added' | 'closed'> {
    const addition: Addition = { id, by, isClosed: false };
    await this.#additions.add(name, [addition]);
    return addition.isClosed ? 'closed' : 'added';
  }

  /** What several operations add to one sum; nothing of those that come after it was closed. */
  async addMany(name: string, all: readonly (readonly [id: string, by: Figures])[]): Promise<void> {
    const additions = all.map(([id, by]): Addition => ({ id, by, isClosed: false }));
    await this.#additions.add(name, additions);
  }

  /** The operation will not be sent again. */
  forget(name: string, id: string): void {
    this.#forgettable.add(name, id);
  }

  async read(name: string): Promise<Figures> {
    const { operations } = this.#cluster.driver;
    const found = await this.#cluster.get('sum', name, [operations.read('n')], 'figures');
    return figuresOf(found?.bins.n);
  }

  async readMany(names: readonly string[]): Promise<readonly Figures[]> {
    return (await this.#cluster.getMany('sum', names)).map((bins) => figuresOf(bins?.n));
  }

  /** With what it was closed with; null: it is open, or there is none. */
  async readWithClosing(names: readonly string[]): Promise<readonly (ClosableSum | null)[]> {
    return (await this.#cluster.getMany('sum', names)).map((bins) =>
      bins === null
        ? null
        : {
            figures: figuresOf(bins.n),
            closing: typeof bins.closed === 'string' ? bins.closed : null,
          },
    );
  }

  /** Closes an existing open sum permanently. */
  async close(name: string, closing: string): Promise<void> {
    const { operations } = this.#cluster.driver;
    await resolved(() =>
      this.#cluster.write('sum', name, [operations.write('closed', closing)], {
        must: 'update',
        where: exp.not(exp.binExists('closed')),
      }),
    );
  }

  async #add(name: string, wanted: readonly Addition[]): Promise<void> {
    const items = [...new Map(wanted.map((item) => [item.id, item])).values()];
    if (await this.#addAll(name, items)) return;
    const { operations } = this.#cluster.driver;
    const found = await this.#cluster.get('sum', name, [operations.read('seen'), operations.read('closed')]);
    const seen = new Set(numbersIn(found?.bins.seen).map(([id]) => id));
    const missing = items.filter(({ id }) => !seen.has(id));
    if (typeof found?.bins.closed === 'string') {
      for (const item of wanted) item.isClosed = !seen.has(item.id);
      return;
    }
    for (const item of missing) await this.#add(name, [item]);
  }

  /** False: some of them were added before, or the sum is closed; then nothing is added. */
  async #addAll(name: string, items: readonly Addition[]): Promise<boolean> {
    const { maps } = this.#cluster.driver;
    const ordered = { order: maps.order.KEY_ORDERED };
    const ids = items.map(({ id }) => id);
    const by = new Map<string, number>();
    for (const item of items) {
      for (const [key, count] of Object.entries(item.by)) by.set(key, (by.get(key) ?? 0) + count);
    }
    const known = exp.maps.getByKeyList(exp.binMap('seen'), exp.list(ids), maps.returnType.COUNT);
    const done = [...this.#forgettable.take(name)].filter((id) => !ids.includes(id));
    const written = await this.#cluster.writeSurely(
      'sum',
      name,
      [
        ...(done.length === 0 ? [] : [maps.removeByKeyList('seen', done, maps.returnType.NONE)]),
        maps.putItems('seen', new Map(ids.map((id) => [id, 1])), ordered),
        ...[...by].map(([key, count]) => maps.increment('n', key, count, ordered)),
      ],
      { must: 'either', where: exp.and(exp.eq(known, exp.int(0)), exp.not(exp.binExists('closed'))) },
    );
    return written.kind === 'written';
  }
}

interface ClosableSum {
  readonly figures: Figures;
  readonly closing: string | null;
}

function figuresOf(bin: unknown): Figures {
  return Object.fromEntries(numbersIn(bin));
}
