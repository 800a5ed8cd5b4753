import {
  afterMeeting,
  firstGoldPlace,
  type GoldMeeter,
  type GoldPlace,
  type GoldRecord,
  isDoubtful,
  isPoolSpoken,
  operatorPools,
  operatorStretches,
  poolOf,
  poolsLookedAtMax,
  poolsMax,
  type Stretch,
  unmet,
} from '@asg/domain';
import { at, present } from '@asg/domain/present';
import type * as port from '@asg/storage';
import type { Page, StoredGold } from '@asg/storage';
import { sumNames } from '../derived-names.ts';
import type { Kind, Stored } from '../records/document.ts';
import { DocumentLog } from '../records/document-log.ts';
import { below } from '../records/keys.ts';
import { logKey } from '../records/list-buckets.ts';
import type { RecordStore } from '../records/record-store.ts';

export const pools = 'pools';
export const poolList = (pool: string): string => `pool|${pool}`;

export interface Gold {
  readonly gold: GoldRecord;
  readonly retiredAtMs: number | null;
  /** Its key in its pool. */
  readonly at: string | null;
}

export const golds: Kind<Gold> = {
  name: 'gld',
  set: 'doc',
  places: ({ gold }, id) => [
    ['golds', id],
    [`golds|${gold.owner ?? operatorPools}`, id],
  ],
};
export const goldPlaces: Kind<GoldPlace> = { name: 'glp', set: 'doc', places: () => [] };

/** The items whose answers are known, and how far each worker has come among them. */
export class GoldStore implements port.GoldStore {
  readonly #records: RecordStore;
  readonly #log: DocumentLog<Gold>;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#log = new DocumentLog(records, golds);
    records.effects.register('pool', (goldId: string) => this.#pool(goldId));
    records.effects.register('unpool', async ({ pool, at }: { pool: string; at: string }) => {
      await records.lists.remove(poolList(pool), [at]);
    });
    records.effects.register('doubt', (facts: { goldId: string; nowMs: number }) => this.#doubt(facts));
  }

  async add(items: readonly GoldRecord[]): Promise<void> {
    for (const gold of items) {
      await this.#records.documents.create(golds, gold.goldId, { gold, retiredAtMs: null, at: null }, [
        ['do', 'pool', gold.goldId],
      ]);
    }
  }

  async #pool(goldId: string): Promise<void> {
    const stored = await this.#records.documents.read(golds, goldId);
    if (stored === null) return;
    const pool = poolOf(stored.state.gold);
    const key = await this.#log.append(poolList(pool), goldId);
    const after = await this.#records.documents.read(golds, goldId);
    if (after?.state.retiredAtMs === null) await this.#records.groups.add(pools, pool);
    else if (key !== null) await this.#records.lists.remove(poolList(pool), [key]);
  }

  async get(goldId: string): Promise<StoredGold | null> {
    const found = await this.#records.documents.read(golds, goldId);
    return found === null ? null : at(await this.#counted([found]), 0);
  }

  async list({ limit, before, owner }: Page & { owner?: string | null }): Promise<readonly StoredGold[]> {
    const list = owner === undefined ? 'golds' : `golds|${owner ?? operatorPools}`;
    const edge = before === null ? null : below(before);
    return this.#counted(await this.#records.documents.listed(golds, list, { limit, before: edge }));
  }

  async ofPool({ pool, limit }: { pool: string; limit: number }): Promise<readonly GoldRecord[]> {
    const found = await this.#log.read(poolList(pool), { before: null, limit });
    return found.flatMap(({ state }) => (state.retiredAtMs === null ? [state.gold] : []));
  }

  async #counted(found: readonly Stored<Gold>[]): Promise<readonly StoredGold[]> {
    const sums = await this.#records.sums.readMany(found.map(({ id }) => sumNames.gold(id)));
    return found.map(({ state: { gold, retiredAtMs } }, index) => {
      const { right = 0, missed = 0 } = at(sums, index);
      return { gold, retiredAtMs, right, missed };
    });
  }

  async erase(request: { goldId: string; nowMs: number }): Promise<void> {
    await this.retire(request);
    await this.#records.documents.change<Gold, null>(golds, request.goldId, (found) =>
      found === null || found.gold.dataUrl === ''
        ? { result: null }
        : { state: { ...found, gold: { ...found.gold, dataUrl: '' } }, result: null },
    );
  }

  async retire({ goldId, nowMs }: { goldId: string; nowMs: number }): Promise<StoredGold | null> {
    await this.#records.documents.change<Gold, null>(golds, goldId, (found) => {
      if (found === null || found.retiredAtMs !== null) return { result: null };
      const { at } = found;
      return {
        state: { ...found, retiredAtMs: nowMs },
        effects: at === null ? [] : [['do', 'unpool', { pool: poolOf(found.gold), at }]],
        result: null,
      };
    });
    return this.get(goldId);
  }

  /** An item that most miss retires. */
  async #doubt({ goldId, nowMs }: { goldId: string; nowMs: number }): Promise<void> {
    const stored = await this.get(goldId);
    if (stored !== null && stored.retiredAtMs === null && isDoubtful(stored))
      await this.retire({ goldId, nowMs });
  }

  /** Whether anything was ever put into the pool. */
  async hasItems(pool: string): Promise<boolean> {
    return (await this.#records.lists.newest(poolList(pool))) > 0;
  }

  /** The next item of a pool that no account of the worker has met, which they now have; null: they have met all. */
  async meet(
    { workerId, linkedIds = [] }: GoldMeeter,
    pool: string,
    placeRandomness: number,
  ): Promise<GoldRecord | null> {
    const list = poolList(pool);
    const id = `${workerId} ${pool}`;
    const ids = [id, ...linkedIds.map((one) => `${one} ${pool}`)];
    for (;;) {
      const [own, ...others] = await this.#records.documents.readMany(goldPlaces, ids);
      const known = own?.state;
      const newest = known === undefined ? await this.#records.lists.newest(list) : 0;
      if (known === undefined && newest === 0) return null;
      const place = known ?? firstGoldPlace(newest, placeRandomness);
      const theirs = others.flatMap((other) => (other === null ? [] : [other.state]));
      const found = await this.#nextIn(list, unmet(place, theirs));
      if (found === null) return null;
      const after = afterMeeting(place, Number(found.state.at));
      const isMine = await this.#records.documents.change<GoldPlace, boolean>(goldPlaces, id, (now) =>
        JSON.stringify(now) === JSON.stringify(known ?? null)
          ? { state: after, result: true }
          : { result: false },
      );
      if (isMine) return found.state.gold;
    }
  }

  async #nextIn(list: string, stretches: readonly Stretch<number>[]): Promise<Stored<Gold> | null> {
    for (const { after, upTo } of stretches) {
      const found = await this.#next(list, after, upTo);
      if (found !== null) return found;
    }
    return null;
  }

  async #next(list: string, after: number, upTo: number): Promise<Stored<Gold> | null> {
    let edge = after;
    while (edge < upTo) {
      const [found] = await this.#log.read(list, { after: logKey(edge), limit: 1 });
      if (found === undefined || Number(found.state.at) > upTo) return null;
      if (found.state.retiredAtMs === null) return found;
      await this.#records.lists.remove(list, [present(found.state.at, 'its place in the pool')]);
      edge = Number(found.state.at);
    }
    return null;
  }

  /** Pools with names in this stretch. */
  async pools({ after, upTo }: Stretch<string>, max: number): Promise<readonly string[]> {
    const found = await this.#records.groups.members(pools, after, max);
    return found.filter((pool) => pool < upTo);
  }

  /**
   * The operator's pools that have items, of languages that the worker speaks, in a circle from a random place;
   * `isAll`: there are no others.
   */
  async operatorPools(
    randomness: number,
    languages: readonly string[],
  ): Promise<{ readonly pools: readonly string[]; readonly isAll: boolean }> {
    const found: string[] = [];
    let lookedAt = 0;
    for (const { after, upTo } of operatorStretches(randomness)) {
      const members = await this.#records.groups.members(pools, after, poolsLookedAtMax + 1);
      for (const pool of members) {
        if (pool >= upTo) break;
        if (++lookedAt > poolsLookedAtMax) return { pools: found, isAll: false };
        if (!isPoolSpoken(pool, languages)) continue;
        if ((await this.#next(poolList(pool), 0, Number.MAX_SAFE_INTEGER)) === null) {
          await this.#records.groups.remove(pools, pool, poolList(pool));
          continue;
        }
        found.push(pool);
        if (found.length === poolsMax) return { pools: found, isAll: false };
      }
    }
    return { pools: found, isAll: true };
  }
}
