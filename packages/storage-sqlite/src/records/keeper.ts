import type { DatabaseSync } from 'node:sqlite';
import type { RecordKeeper, RecordWrite, RecordWriteMany } from '@asg/storage';
import { Query, type RecordRow, recordOf, recordsOf } from '../sql.ts';

/** Sorts before, and after, every place. */
const lowest = '';
const highest = '\u{10ffff}';

/** Reads records here, and has them written by `written`: `RecordWriter`, in the thread that writes. */
export function recordKeeper(
  db: DatabaseSync,
  written: {
    apply(write: RecordWrite): Promise<unknown>;
    applyMany(writes: RecordWriteMany): Promise<readonly unknown[]>;
  },
): RecordKeeper {
  const one = new Query<RecordRow>(db, 'select record from record where noun = ? and key = ?');
  const listed = (order: string): Query<RecordRow> =>
    new Query(
      db,
      `select record from record_place join record using (noun, key)
       where noun = ? and list = ? and member = ? and place > ? and place < ? order by place ${order} limit ?`,
    );
  const [upwards, downwards] = [listed('asc'), listed('desc')];
  return {
    read: async ({ name }, key) => recordOf(one.get(name, key)),
    list: async ({ name }, list, { group, limit, ...page }) =>
      recordsOf(
        'after' in page
          ? upwards.all(name, list.name, group, page.after ?? lowest, highest, limit)
          : downwards.all(name, list.name, group, lowest, page.before ?? highest, limit),
      ),
    change: (_noun, _write, call) => written.apply(call),
    changeMany: (_noun, _write, call) => written.applyMany(call),
  };
}
