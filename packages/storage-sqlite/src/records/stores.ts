import type { DatabaseSync } from 'node:sqlite';
import type { ListPage, RecordNoun, RecordNouns, StoresOf } from '@asg/storage';
import { Query, type RecordRow, recordOf, recordsOf } from '../sql.ts';
import type { RecordWrite } from './write.ts';

/** Sorts before, and after, every place. */
const lowest = '';
const highest = '\u{10ffff}';

/** The small nouns as they are called, from their definitions. `written`: `RecordWriter`, in the thread that writes. */
export function recordStores<Nouns extends RecordNouns>(
  db: DatabaseSync,
  written: { apply(write: RecordWrite): Promise<unknown> },
  nouns: Nouns,
): StoresOf<Nouns> {
  const one = new Query<RecordRow>(db, 'select record from record where noun = ? and key = ?');
  const listed = (order: string): Query<RecordRow> =>
    new Query(
      db,
      `select record from record_place join record using (noun, key)
       where noun = ? and list = ? and member = ? and place > ? and place < ? order by place ${order} limit ?`,
    );
  const [upwards, downwards] = [listed('asc'), listed('desc')];

  const storeOf = (noun: string, { name, reads = {}, lists = {}, writes }: RecordNoun<unknown>) => ({
    ...mapped(reads, (read) => async (request: unknown) => {
      return read.view(recordOf(one.get(name, read.key(request))), request);
    }),
    ...mapped(lists, (list) => async ({ group = '', limit, ...page }: ListPage) => {
      const rows =
        'after' in page
          ? upwards.all(name, list.name, group, page.after ?? lowest, highest, limit)
          : downwards.all(name, list.name, group, lowest, page.before ?? highest, limit);
      return recordsOf(rows).map((record) => list.view(record));
    }),
    ...mapped(writes, (_, operation) => (request: unknown) => written.apply({ noun, operation, request })),
  });
  return mapped<RecordNoun<unknown>>(nouns, (definition, noun) => storeOf(noun, definition));
}

function mapped<Value>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value, name: string) => unknown,
) {
  const entries = Object.entries(values).map(([name, value]) => [name, map(value, name)]);
  return Object.fromEntries(entries);
}
