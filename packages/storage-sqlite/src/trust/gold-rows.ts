import type { DatabaseSync } from 'node:sqlite';
import { type GoldFigures, type GoldFilter, type GoldRecord, goldSorts } from '@asg/domain';
import type { Page, StoredGold } from '@asg/storage';
import { before, parsed, Query } from '../sql.ts';

export const columnsOfGold =
  'record, retired_at as retiredAtMs, answered_right as answeredRight, answered_wrong as answeredWrong, figures';

export interface GoldRow {
  readonly record: string;
  readonly retiredAtMs: number | null;
  readonly answeredRight: number;
  readonly answeredWrong: number;
  readonly figures: string;
}

export function storedGold(row: GoldRow): StoredGold {
  const { record, retiredAtMs, answeredRight, answeredWrong, figures } = row;
  return {
    gold: parsed<GoldRecord>(record),
    retiredAtMs,
    right: answeredRight,
    missed: answeredWrong,
    figures: parsed<GoldFigures>(figures),
  };
}

const nameOf = ({
  sort,
  use,
  template,
}: Pick<GoldFilter, 'sort'> & { use: unknown; template: unknown }): string => {
  const by =
    use === null ? (template === null ? '' : '_by_template') : template === null ? '_by_use' : '_by_both';
  return `gold_${sort}${by}`;
};

/** A customer's items by what is wanted of them: each way has an index of its own. */
export class GoldLists {
  readonly #queries = new Map<string, Query<GoldRow>>();

  constructor(db: DatabaseSync) {
    for (const sort of goldSorts) {
      const page = `${before(sort, '?3')} order by ${sort} desc limit ?4`;
      for (const use of [null, 'used_for = ?5'])
        for (const template of [null, use === null ? 'template = ?5' : 'template = ?6']) {
          const index = nameOf({ sort, use, template });
          const wanted = ['owner = ?1', 'state = ?2', use, template, page].filter((one) => one !== null);
          const sql = `select ${columnsOfGold} from gold indexed by ${index} where ${wanted.join(' and ')}`;
          this.#queries.set(index, new Query(db, sql));
        }
    }
  }

  page(request: Page & GoldFilter): readonly StoredGold[] {
    const { owner, state, use, template, limit, before } = request;
    const wanted = [use, template].filter((one) => one !== null);
    const found = this.#queries.get(nameOf(request))?.all(owner, state, before, limit, ...wanted) ?? [];
    return found.map(storedGold);
  }
}
