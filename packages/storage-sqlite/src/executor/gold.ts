import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { firstGoldPlace, type GoldPlace, isDoubtful, speaks, type Task } from '@asg/domain';
import type { GoldRecord, StoredGold } from '@asg/storage';

export const columnsOfGold =
  'record, retired_at as retiredAtMs, answered_right as answeredRight, answered_wrong as answeredWrong';

export interface GoldRow {
  readonly record: string;
  readonly retiredAtMs: number | null;
  readonly answeredRight: number;
  readonly answeredWrong: number;
}

export function storedGold(row: GoldRow): StoredGold {
  const { record, retiredAtMs, answeredRight, answeredWrong } = row;
  return { gold: JSON.parse(record) as GoldRecord, retiredAtMs, right: answeredRight, missed: answeredWrong };
}

/** Pools looked at for one claim of a worker who gets gold alone. */
const poolsMax = 16;
/** Also of languages that the worker does not speak. */
const poolsLookedAtMax = 100;

/** Begins the pools of items that are mixed among everybody's tasks. */
const house = 'house';

export function goldPool(template: string, owner: string | null, language: string | null): string {
  return `${owner ?? house} ${template} ${language ?? ''}`;
}

/** The items whose answers are known, and how far each worker has come among them. */
export class GoldTable {
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #newest: StatementSync;
  readonly #retire: StatementSync;
  readonly #count: StatementSync;
  readonly #place: StatementSync;
  readonly #putPlace: StatementSync;
  readonly #next: StatementSync;
  readonly #nextPool: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare(`select ${columnsOfGold} from gold where id = ?`);
    this.#insert = db.prepare('insert into gold (id, pool, seq, owner, record) values (?, ?, ?, ?, ?)');
    this.#newest = db.prepare('select max(seq) as seq from gold where pool = ?');
    this.#retire = db.prepare('update gold set retired_at = ? where id = ? and retired_at is null');
    this.#count = db.prepare(
      'update gold set answered_right = answered_right + ?, answered_wrong = answered_wrong + ? where id = ?',
    );
    this.#place = db.prepare('select start, high, low from gold_place where worker_id = ? and pool = ?');
    this.#putPlace = db.prepare(
      `insert into gold_place (worker_id, pool, start, high, low) values (?1, ?2, ?3, ?4, ?5)
       on conflict (worker_id, pool) do update set high = ?4, low = ?5`,
    );
    this.#next = db.prepare(
      `select seq, record from gold indexed by gold_live
       where pool = ? and seq > ? and seq <= ? and retired_at is null order by seq limit 1`,
    );
    this.#nextPool = db.prepare(
      'select pool from gold indexed by gold_live where retired_at is null and pool > ? and pool < ? order by pool limit 1',
    );
  }

  load(goldId: string): StoredGold | null {
    const row = this.#select.get(goldId) as GoldRow | undefined;
    return row === undefined ? null : storedGold(row);
  }

  add(items: readonly GoldRecord[]): void {
    for (const gold of items) {
      if (this.#select.get(gold.goldId) !== undefined) continue;
      const pool = goldPool(gold.template, gold.owner, gold.language);
      const seq = this.#newestOf(pool) + 1;
      this.#insert.run(gold.goldId, pool, seq, gold.owner, JSON.stringify(gold));
    }
  }

  retire({ goldId, nowMs }: { readonly goldId: string; readonly nowMs: number }): StoredGold | null {
    this.#retire.run(nowMs, goldId);
    return this.load(goldId);
  }

  /** Counts the answer to a gold task; an item that most miss retires. */
  changed(before: Task, after: Task, nowMs: number): void {
    if (after.gold === undefined || after.labels.length === before.labels.length) return;
    const { goldId, option } = after.gold;
    const isRight = after.labels[0]!.option === option;
    this.#count.run(isRight ? 1 : 0, isRight ? 0 : 1, goldId);
    const stored = this.load(goldId);
    if (stored !== null && isDoubtful(stored)) this.#retire.run(nowMs, goldId);
  }

  /** The next item of a pool that the worker has not met, which they now have; null: they have met all. */
  meet(workerId: string, pool: string, placeLuck: number): GoldRecord | null {
    const known = this.#place.get(workerId, pool) as GoldPlace | undefined;
    const place = known ?? firstGoldPlace(this.#newestOf(pool), placeLuck);
    const above = this.#nextBetween(pool, place.high, Number.MAX_SAFE_INTEGER);
    const found = above ?? this.#nextBetween(pool, place.low, place.start);
    if (found === undefined) return null;
    const high = above === undefined ? place.high : found.seq;
    const low = above === undefined ? found.seq : place.low;
    this.#putPlace.run(workerId, pool, place.start, high, low);
    return JSON.parse(found.record) as GoldRecord;
  }

  /**
   * The operator's pools that have items, of languages that the worker speaks, in a circle from the template that is
   * next to `from`; `isAll`: there are no others.
   */
  housePools(
    from: string,
    languages: readonly string[],
  ): { readonly pools: readonly string[]; readonly isAll: boolean } {
    const begin = `${house} ${from}`;
    const pools: string[] = [];
    let lookedAt = 0;
    for (const [after, upTo] of [
      [begin, `${house}!`],
      [`${house} `, begin],
    ] as const) {
      let at = after;
      for (;;) {
        const row = this.#nextPool.get(at, upTo) as { pool: string } | undefined;
        if (row === undefined) break;
        at = row.pool;
        if (speaks(languages, at.slice(at.lastIndexOf(' ') + 1))) pools.push(at);
        if (pools.length === poolsMax || ++lookedAt === poolsLookedAtMax) return { pools, isAll: false };
      }
    }
    return { pools, isAll: true };
  }

  #newestOf(pool: string): number {
    return (this.#newest.get(pool) as { seq: number | null }).seq ?? 0;
  }

  #nextBetween(pool: string, after: number, upTo: number): { seq: number; record: string } | undefined {
    return this.#next.get(pool, after, upTo) as { seq: number; record: string } | undefined;
  }
}
