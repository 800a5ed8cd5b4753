import type { DatabaseSync } from 'node:sqlite';
import type { GoldRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import type { StoredGold } from '@asg/storage';
import { before, parsed, Query, type RecordRow } from '../sql.ts';
import { columnsOfGold, GoldLists, type GoldRow, storedGold } from './gold-rows.ts';

/** Reads the items whose answers are known. */
export class GoldReader implements port.GoldReader {
  readonly #one: Query<GoldRow>;
  readonly #page: Query<GoldRow>;
  readonly #pageOf: Query<GoldRow>;
  readonly #pageOfHouse: Query<GoldRow>;
  readonly #ofPool: Query<RecordRow>;
  readonly #lists: GoldLists;

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
    this.#lists = new GoldLists(db);
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

  async listed(request: Parameters<port.GoldReader['listed']>[0]): Promise<readonly StoredGold[]> {
    return this.#lists.page(request);
  }

  async ofPool({ pool, limit }: Parameters<port.GoldReader['ofPool']>[0]): Promise<readonly GoldRecord[]> {
    return this.#ofPool.all(pool, limit).map(({ record }) => parsed(record));
  }
}
