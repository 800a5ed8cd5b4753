import { at, last } from '@asg/values/present';
import type { Cluster } from '../../cluster/cluster.ts';
import { isPlaced, type Kind, recordId, type Stored, storedOf } from '../document.ts';
import type { Entry, Lists } from '../lists.ts';
import { Recent } from './recent.ts';

/** Reads documents by their ids and by the lists that they are in. */
export class DocumentReader {
  readonly cluster: Cluster;
  readonly lists: Lists;
  protected readonly recent = new Recent();

  constructor(cluster: Cluster, lists: Lists) {
    this.cluster = cluster;
    this.lists = lists;
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
        kind.name,
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

  /** As they are, or as this process wrote them last where that `suffices`, whatever became of them since. */
  async readLately<State>(
    kind: Kind<State>,
    ids: readonly string[],
    suffices: (state: State) => boolean,
  ): Promise<readonly (Stored<State> | null)[]> {
    const known = ids.map((id) => {
      const one = this.recent.known(kind, id);
      return one !== undefined && suffices(one.state) ? one : undefined;
    });
    const found = await this.readMany(
      kind,
      ids.filter((_, index) => known[index] === undefined),
    );
    let next = 0;
    return known.map((one) => one ?? found[next++] ?? null);
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
