import type { DatabaseSync } from 'node:sqlite';
import {
  afterMeeting,
  type Consequences,
  figuresWithAnswer,
  firstGoldPlace,
  type GoldMeeter,
  type GoldPlace,
  type GoldRecord,
  goldInUse,
  isDoubtful,
  isGoodWorker,
  isPoolSpoken,
  operatorStretches,
  passedByMax,
  poolOf,
  poolsLookedAtMax,
  poolsMax,
  rowsFor,
  type Stretch,
  trustIn,
  unmet,
  wasSeen,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type { StoredGold } from '@asg/storage';
import { parsed, type RecordRow, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';
import { columnsOfGold, type GoldRow, storedGold } from './gold-rows.ts';
import type { TrustTable } from './trust-table.ts';

/** Items are added at the end of their pools, and taken out. */
export class GoldWriter implements Sync<port.GoldWriter> {
  readonly #gold: GoldTable;
  readonly #insert: Statement;
  readonly #retire: Statement;
  readonly #erase: Statement;
  readonly #leave: Statement;
  readonly #use: Statement;

  constructor(db: DatabaseSync, gold: GoldTable) {
    this.#gold = gold;
    this.#insert = statement(db, 'insert into gold (id, pool, seq, owner, record) values (?, ?, ?, ?, ?)');
    this.#retire = statement(db, retire);
    this.#erase = statement(db, "update gold set record = json_set(record, '$.dataUrl', '') where id = ?");
    this.#leave = statement(
      db,
      `insert into gold_left (pool, seq) select pool, seq from gold where id = ?
       on conflict (pool) do update set seq = max(gold_left.seq, excluded.seq)`,
    );
    this.#use = statement(db, 'update gold set pool = ?, seq = ?, record = ? where id = ?');
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

  use({ goldId, wanted }: Parameters<port.GoldWriter['use']>[0]): port.GoldUseChange {
    const stored = this.#gold.load(goldId);
    if (stored === null) return { kind: 'not_found' };
    const gold = goldInUse(stored, wanted);
    if (gold === 'told' || gold === 'retired') return { kind: gold };
    if (gold === stored.gold) return { kind: 'changed', gold: stored };
    const pool = poolOf(gold);
    this.#leave.run(goldId);
    this.#use.run(pool, this.#gold.newestOf(pool) + 1, JSON.stringify(gold), goldId);
    return { kind: 'changed', gold: { ...stored, gold } };
  }

  practised(answer: port.PractisedGold): void {
    this.#gold.practised(answer);
  }

  /** Here places follow from the rows. */
  fillLists(): null {
    return null;
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

/** Answers in practice that are known again if they come twice. */
const answersRemembered = 32;

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
  readonly #putFigures: Statement;
  readonly #latest: Statement<{ readonly practised: string }>;
  readonly #putLatest: Statement;
  readonly #trust: TrustTable;
  readonly #place: Statement<GoldPlace>;
  readonly #places: Statement<GoldPlace>;
  readonly #putPlace: Statement;
  readonly #next: Statement<NextRow>;
  readonly #nextPool: Statement<{ readonly pool: string }>;

  constructor(db: DatabaseSync, trust: TrustTable) {
    this.#trust = trust;
    this.hasItems = statement<unknown>(db, 'select 1 from gold limit 1').get() !== undefined;
    this.#select = statement(db, `select ${columnsOfGold} from gold where id = ?`);
    this.#newest = statement(
      db,
      'select max(ifnull((select max(seq) from gold where pool = ?1), 0), ifnull((select seq from gold_left where pool = ?1), 0)) as seq',
    );
    this.#retire = statement(db, retire);
    this.#count = statement(
      db,
      'update gold set answered_right = answered_right + ?, answered_wrong = answered_wrong + ? where id = ?',
    );
    this.#putFigures = statement(db, 'update gold set figures = ? where id = ?');
    this.#latest = statement(db, 'select practised from gold where id = ?');
    this.#putLatest = statement(db, 'update gold set practised = ? where id = ?');
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
  answered(
    { goldId, owner, workerId, own, ...given }: NonNullable<Consequences['goldAnswer']>,
    nowMs: number,
  ): void {
    this.#count.run(given.isRight ? 1 : 0, given.isRight ? 0 : 1, goldId);
    const stored = this.load(goldId);
    if (stored === null) return;
    if (isDoubtful(stored)) this.#retire.run(nowMs, goldId);
    if (owner === null) return;
    const scope = { customerId: owner, ...(own && { own: true as const }) };
    const rows = this.#trust.rows(workerId, rowsFor(scope));
    const isGood = isGoodWorker(trustIn(scope, this.#trust.overall(workerId), rows), given);
    const figures = figuresWithAnswer(stored.figures, { ...given, by: isGood ? 'good' : 'other' });
    this.#putFigures.run(JSON.stringify(figures), goldId);
  }

  /** Counts an answer in practice, once. */
  practised({ goldId, option, answerId }: port.PractisedGold): void {
    const stored = this.load(goldId);
    const latest = parsed<readonly string[]>(this.#latest.get(goldId)?.practised ?? '[]');
    if (stored === null || latest.includes(answerId)) return;
    const isRight = option === stored.gold.answer;
    this.#count.run(isRight ? 1 : 0, isRight ? 0 : 1, goldId);
    const figures = figuresWithAnswer(stored.figures, { option, isRight, by: 'practice' });
    this.#putFigures.run(JSON.stringify(figures), goldId);
    this.#putLatest.run(JSON.stringify([...latest, answerId].slice(-answersRemembered)), goldId);
  }

  /** The next item of a pool that no account of the worker has met, which they now have; null: they have met all. */
  meet({ workerId, linkedIds = [] }: GoldMeeter, pool: string, placeRandomness: number): GoldRecord | null {
    if (!this.hasItems) return null;
    const known = this.#place.get(workerId, pool);
    let place = known ?? firstGoldPlace(this.newestOf(pool), placeRandomness);
    const others = linkedIds.length === 0 ? [] : this.#places.all(pool, JSON.stringify(linkedIds));
    const ids = [workerId, ...linkedIds];
    for (let passed = 0; passed <= passedByMax; passed++) {
      const found = this.#nextIn(pool, unmet(place, others));
      if (found === null) return null;
      place = afterMeeting(place, found.seq);
      this.#putPlace.run(workerId, pool, place.start, place.high, place.low);
      const gold = parsed<GoldRecord>(found.record);
      if (!wasSeen(gold, ids)) return gold;
    }
    return null;
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
