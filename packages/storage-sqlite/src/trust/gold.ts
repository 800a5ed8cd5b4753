import type { DatabaseSync } from 'node:sqlite';
import {
  afterMeeting,
  type Consequences,
  firstGoldPlace,
  type GoldMeeter,
  type GoldPlace,
  type GoldRecord,
  isDoubtful,
  isPoolSpoken,
  operatorStretches,
  poolOf,
  poolsLookedAtMax,
  poolsMax,
  type Stretch,
  unmet,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type { StoredGold } from '@asg/storage';
import { before, parsed, Query, type RecordRow, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

const columnsOfGold =
  'record, retired_at as retiredAtMs, answered_right as answeredRight, answered_wrong as answeredWrong';

interface GoldRow {
  readonly record: string;
  readonly retiredAtMs: number | null;
  readonly answeredRight: number;
  readonly answeredWrong: number;
}

function storedGold(row: GoldRow): StoredGold {
  const { record, retiredAtMs, answeredRight, answeredWrong } = row;
  return { gold: parsed<GoldRecord>(record), retiredAtMs, right: answeredRight, missed: answeredWrong };
}

/** Reads the items whose answers are known. */
export class GoldReader implements port.GoldReader {
  readonly #one: Query<GoldRow>;
  readonly #page: Query<GoldRow>;
  readonly #pageOf: Query<GoldRow>;
  readonly #pageOfHouse: Query<GoldRow>;
  readonly #ofPool: Query<RecordRow>;

  constructor(db: DatabaseSync) {
    const page = `${before('id', '?1')} order by id desc limit ?2`;
    this.#one = new Query(db, `select ${columnsOfGold} from gold where id = ?`);
    this.#page = new Query(db, `select ${columnsOfGold} from gold where ${page}`);
    this.#pageOf = new Query(db, `select ${columnsOfGold} from gold where owner = ?3 and ${page}`);
    this.#ofPool = new Query(
      db,
      `select record from gold indexed by gold_live
       where pool = ? and retired_at is null order by seq desc limit ?`,
    );
    this.#pageOfHouse = new Query(db, `select ${columnsOfGold} from gold where owner is null and ${page}`);
  }

  async get(goldId: string): Promise<StoredGold | null> {
    const row = this.#one.get(goldId);
    return row === undefined ? null : storedGold(row);
  }

  async list({
    limit,
    before,
    owner,
  }: Parameters<port.GoldReader['list']>[0]): Promise<readonly StoredGold[]> {
    if (owner === undefined) return this.#page.all(before, limit).map(storedGold);
    if (owner === null) return this.#pageOfHouse.all(before, limit).map(storedGold);
    return this.#pageOf.all(before, limit, owner).map(storedGold);
  }

  async ofPool({ pool, limit }: Parameters<port.GoldReader['ofPool']>[0]): Promise<readonly GoldRecord[]> {
    return this.#ofPool.all(pool, limit).map(({ record }) => parsed(record));
  }
}

/** Items are added at the end of their pools, and taken out. */
export class GoldWriter implements Sync<port.GoldWriter> {
  readonly #gold: GoldTable;
  readonly #insert: Statement;
  readonly #retire: Statement;
  readonly #erase: Statement;

  constructor(db: DatabaseSync, gold: GoldTable) {
    this.#gold = gold;
    this.#insert = statement(db, 'insert into gold (id, pool, seq, owner, record) values (?, ?, ?, ?, ?)');
    this.#retire = statement(db, retire);
    this.#erase = statement(db, "update gold set record = json_set(record, '$.dataUrl', '') where id = ?");
  }

  add(items: readonly GoldRecord[]): void {
    for (const gold of items) {
      if (this.#gold.load(gold.goldId) !== null) continue;
      const pool = poolOf(gold);
      this.#gold.hasItems = true;
      const seq = this.#gold.newestOf(pool) + 1;
      this.#insert.run(gold.goldId, pool, seq, gold.owner, JSON.stringify(gold));
    }
  }

  retire({ goldId, nowMs }: { readonly goldId: string; readonly nowMs: number }): StoredGold | null {
    this.#retire.run(nowMs, goldId);
    return this.#gold.load(goldId);
  }

  erase({ goldId, nowMs }: { readonly goldId: string; readonly nowMs: number }): void {
    this.#retire.run(nowMs, goldId);
    this.#erase.run(goldId);
  }
}

const retire = 'update gold set retired_at = ? where id = ? and retired_at is null';

interface NextRow extends RecordRow {
  readonly seq: number;
}

/** The items whose answers are known, and how far each worker has come among them. */
export class GoldTable {
  /** False: there never was an item, and none is looked for. Only this connection adds any. */
  hasItems: boolean;
  readonly #select: Statement<GoldRow>;
  readonly #newest: Statement<{ readonly seq: number | null }>;
  readonly #retire: Statement;
  readonly #count: Statement;
  readonly #place: Statement<GoldPlace>;
  readonly #places: Statement<GoldPlace>;
  readonly #putPlace: Statement;
  readonly #next: Statement<NextRow>;
  readonly #nextPool: Statement<{ readonly pool: string }>;

  constructor(db: DatabaseSync) {
    this.hasItems = statement<unknown>(db, 'select 1 from gold limit 1').get() !== undefined;
    this.#select = statement(db, `select ${columnsOfGold} from gold where id = ?`);
    this.#newest = statement(db, 'select max(seq) as seq from gold where pool = ?');
    this.#retire = statement(db, retire);
    this.#count = statement(
      db,
      'update gold set answered_right = answered_right + ?, answered_wrong = answered_wrong + ? where id = ?',
    );
    this.#place = statement(db, 'select start, high, low from gold_place where worker_id = ? and pool = ?');
    this.#places = statement(
      db,
      'select start, high, low from json_each(?2) join gold_place on worker_id = value and pool = ?1',
    );
    this.#putPlace = statement(
      db,
      `insert into gold_place (worker_id, pool, start, high, low) values (?1, ?2, ?3, ?4, ?5)
       on conflict (worker_id, pool) do update set high = ?4, low = ?5`,
    );
    this.#next = statement(
      db,
      `select seq, record from gold indexed by gold_live
       where pool = ? and seq > ? and seq <= ? and retired_at is null order by seq limit 1`,
    );
    this.#nextPool = statement(
      db,
      'select pool from gold indexed by gold_live where retired_at is null and pool > ? and pool < ? order by pool limit 1',
    );
  }

  load(goldId: string): StoredGold | null {
    const row = this.#select.get(goldId);
    return row === undefined ? null : storedGold(row);
  }

  /** Counts the answer to a gold task; an item that most miss retires. */
  answered({ goldId, isRight }: NonNullable<Consequences['goldAnswer']>, nowMs: number): void {
    this.#count.run(isRight ? 1 : 0, isRight ? 0 : 1, goldId);
    const stored = this.load(goldId);
    if (stored !== null && isDoubtful(stored)) this.#retire.run(nowMs, goldId);
  }

  /** The next item of a pool that no account of the worker has met, which they now have; null: they have met all. */
  meet({ workerId, linkedIds = [] }: GoldMeeter, pool: string, placeRandomness: number): GoldRecord | null {
    if (!this.hasItems) return null;
    const known = this.#place.get(workerId, pool);
    const place = known ?? firstGoldPlace(this.newestOf(pool), placeRandomness);
    const others = linkedIds.length === 0 ? [] : this.#places.all(pool, JSON.stringify(linkedIds));
    const found = this.#nextIn(pool, unmet(place, others));
    if (found === null) return null;
    const { start, high, low } = afterMeeting(place, found.seq);
    this.#putPlace.run(workerId, pool, start, high, low);
    return parsed(found.record);
  }

  /**
   * The operator's pools that have items, of languages that the worker speaks, in a circle from a random place;
   * `isAll`: there are no others.
   */
  operatorPools(
    randomness: number,
    languages: readonly string[],
  ): { readonly pools: readonly string[]; readonly isAll: boolean } {
    const pools: string[] = [];
    if (!this.hasItems) return { pools, isAll: true };
    let lookedAt = 0;
    for (const { after, upTo } of operatorStretches(randomness)) {
      let at = after;
      for (;;) {
        const row = this.#nextPool.get(at, upTo);
        if (row === undefined) break;
        at = row.pool;
        if (isPoolSpoken(at, languages)) pools.push(at);
        if (pools.length === poolsMax || ++lookedAt === poolsLookedAtMax) return { pools, isAll: false };
      }
    }
    return { pools, isAll: true };
  }

  /** Pools that have items, with names in this stretch. */
  pools({ after, upTo }: Stretch<string>, max: number): readonly string[] {
    const found: string[] = [];
    if (!this.hasItems) return found;
    for (let from = after; found.length < max; ) {
      const row = this.#nextPool.get(from, upTo);
      if (row === undefined) break;
      found.push(row.pool);
      from = row.pool;
    }
    return found;
  }

  newestOf(pool: string): number {
    return this.hasItems ? (this.#newest.get(pool)?.seq ?? 0) : 0;
  }

  #nextIn(pool: string, stretches: readonly Stretch<number>[]): NextRow | null {
    for (const { after, upTo } of stretches) {
      const found = this.#next.get(pool, after, upTo);
      if (found !== undefined) return found;
    }
    return null;
  }
}
