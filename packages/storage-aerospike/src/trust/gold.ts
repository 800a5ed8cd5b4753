import {
  type AnsweredGold,
  afterMeeting,
  firstGoldPlace,
  type GoldFilter,
  type GoldMeeter,
  type GoldPlace,
  type GoldRecord,
  goldInUse,
  isDoubtful,
  isGoodWorker,
  isPoolSpoken,
  noGoldFigures,
  operatorPools,
  operatorStretches,
  passedByMax,
  poolOf,
  poolsLookedAtMax,
  poolsMax,
  type Stretch,
  unmet,
  wasSeen,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type { Page, StoredGold, TrustReader } from '@asg/storage';
import { at, present } from '@asg/values/present';
import { sumNames } from '../derived-names.ts';
import type { Stored } from '../records/document.ts';
import { DocumentLog, type Member } from '../records/document-log.ts';
import type { Effect } from '../records/effects.ts';
import { logKey } from '../records/fences.ts';
import { below } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type Gold, goldList, goldPlaces, golds, poolList, pools, withAnswer } from './gold-kinds.ts';

/** `answered`: not there in what an earlier version left. */
interface Doubted {
  readonly goldId: string;
  readonly nowMs: number;
  readonly answered?: AnsweredGold;
}

/** The items whose answers are known, and how far each worker has come among them. */
export class GoldStore implements port.GoldStore {
  readonly #records: RecordStore;
  readonly #log: DocumentLog<Gold>;
  readonly #trust: Pick<TrustReader, 'sums'>;

  constructor(records: RecordStore, trust: Pick<TrustReader, 'sums'>) {
    this.#records = records;
    this.#trust = trust;
    this.#log = new DocumentLog(records, golds);
    records.effects.register('pool', (goldId: string) => this.#pool(goldId));
    records.effects.register('unpool', async ({ pool, at }: { pool: string; at: string }) => {
      await records.lists.remove(poolList(pool), [at]);
    });
    records.effects.register('doubt', (facts: Doubted) => this.#doubt(facts));
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

  async listed({ limit, before, ...filter }: Page & GoldFilter): Promise<readonly StoredGold[]> {
    const edge = before === null ? null : below(before);
    const found = await this.#records.documents.listed(golds, goldList(filter), { limit, before: edge });
    return this.#counted(found);
  }

  async ofPool({ pool, limit }: { pool: string; limit: number }): Promise<readonly GoldRecord[]> {
    const found = await this.#log.read(poolList(pool), { before: null, limit });
    return found.flatMap(({ state }) => (state.retiredAtMs === null ? [state.gold] : []));
  }

  async #counted(found: readonly Stored<Gold>[]): Promise<readonly StoredGold[]> {
    const sums = await this.#records.sums.readMany(found.map(({ id }) => sumNames.gold(id)));
    return found.map(({ state: { gold, retiredAtMs, figures = noGoldFigures } }, index) => {
      const { right = 0, missed = 0 } = at(sums, index);
      return { gold, retiredAtMs, right, missed, figures };
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

  async use({ goldId, wanted }: Parameters<port.GoldStore['use']>[0]): Promise<port.GoldUseChange> {
    const kind = await this.#records.documents.change<Gold, 'changed' | 'told' | 'retired' | 'not_found'>(
      golds,
      goldId,
      (found) => {
        if (found === null) return { result: 'not_found' };
        const { figures = noGoldFigures, retiredAtMs, at } = found;
        const gold = goldInUse({ gold: found.gold, figures, retiredAtMs }, wanted);
        if (gold === 'told' || gold === 'retired') return { result: gold };
        if (gold === found.gold) return { result: 'changed' };
        const left: readonly Effect[] =
          at === null ? [] : [['do', 'unpool', { pool: poolOf(found.gold), at }]];
        return {
          state: { ...found, gold, at: null },
          effects: [...left, ['do', 'pool', goldId]],
          result: 'changed',
        };
      },
    );
    const gold = kind === 'changed' ? await this.get(goldId) : null;
    if (kind !== 'changed') return { kind };
    return gold === null ? { kind: 'not_found' } : { kind, gold };
  }

  async fillLists({ limit, before }: Page): Promise<string | null> {
    const found = await this.list({ limit, before });
    for (const { gold, missed } of found)
      await this.#records.documents.change<Gold, null>(golds, gold.goldId, (state) =>
        state === null
          ? { result: null }
          : { state: { ...state, missed: Math.max(state.missed ?? 0, missed) }, result: null },
      );
    return found.length < limit ? null : (found.at(-1)?.gold.goldId ?? null);
  }

  async practised({ goldId, option, answerId }: port.PractisedGold): Promise<void> {
    await this.#records.documents.change<Gold, null>(golds, goldId, (found) => {
      if (found === null || found.lately?.includes(answerId) === true) return { result: null };
      const isRight = option === found.gold.answer;
      const state = withAnswer(found, answerId, { option, isRight, by: 'practice' });
      return {
        state: { ...state, missed: (found.missed ?? 0) + (isRight ? 0 : 1) },
        effects: [['add', sumNames.gold(goldId), isRight ? { right: 1 } : { missed: 1 }]],
        result: null,
      };
    });
  }

  /** An item that most miss retires. */
  async #doubt({ goldId, nowMs, answered }: Doubted): Promise<void> {
    const stored = await this.get(goldId);
    if (stored === null) return;
    if (stored.retiredAtMs === null && isDoubtful(stored)) await this.retire({ goldId, nowMs });
    if (answered === undefined || answered.owner === null) return;
    const { owner, own, workerId, taskId } = answered;
    const scope = { customerId: owner, ...(own && { own: true as const }) };
    const by = isGoodWorker(await this.#trust.sums(workerId, scope), answered) ? 'good' : 'other';
    await this.#records.documents.change<Gold, null>(golds, goldId, (found) => {
      if (found === null || found.lately?.includes(taskId) === true) return { result: null };
      const state = withAnswer(found, taskId, { ...answered, by });
      return { state: { ...state, missed: Math.max(found.missed ?? 0, stored.missed) }, result: null };
    });
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
    for (let passed = 0; passed <= passedByMax; ) {
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
      if (isMine && !wasSeen(found.state.gold, [workerId, ...linkedIds])) return found.state.gold;
      if (isMine) passed++;
    }
    return null;
  }

  async #nextIn(list: string, stretches: readonly Stretch<number>[]): Promise<Member<Gold> | null> {
    for (const { after, upTo } of stretches) {
      const found = await this.#next(list, after, upTo);
      if (found !== null) return found;
    }
    return null;
  }

  async #next(list: string, after: number, upTo: number): Promise<Member<Gold> | null> {
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
