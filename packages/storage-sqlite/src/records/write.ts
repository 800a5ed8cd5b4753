import type { DatabaseSync } from 'node:sqlite';
import type { RecordNoun, RecordNouns } from '@asg/storage';
import { type RecordRow, recordOf, type Statement, statement } from '../sql.ts';

/** One of a noun's writes, by their names. */
export interface RecordWrite {
  readonly noun: string;
  readonly operation: string;
  readonly request: unknown;
}

/** Changes records of the small nouns, and keeps the lists that they stand in. */
export class RecordWriter {
  readonly #nouns: RecordNouns;
  readonly #select: Statement<RecordRow>;
  readonly #put: Statement;
  readonly #dropPlaces: Statement;
  readonly #putPlace: Statement;

  constructor(db: DatabaseSync, nouns: RecordNouns) {
    this.#nouns = nouns;
    this.#select = statement(db, 'select record from record where noun = ? and key = ?');
    this.#put = statement(
      db,
      `insert into record (noun, key, record) values (?1, ?2, ?3)
       on conflict (noun, key) do update set record = ?3`,
    );
    this.#dropPlaces = statement(db, 'delete from record_place where noun = ? and key = ?');
    this.#putPlace = statement(
      db,
      'insert into record_place (noun, list, member, place, key) values (?, ?, ?, ?, ?)',
    );
  }

  /** What the write tells. */
  apply({ noun, operation, request }: RecordWrite): unknown {
    const definition = this.#nouns[noun];
    const write = definition?.writes[operation];
    if (definition === undefined || write === undefined)
      throw new RangeError(`there is no ${noun}.${operation}`);
    const key = write.key(request);
    const { after, result } = write.change(recordOf(this.#select.get(definition.name, key)), request);
    if (after !== undefined) this.#save(definition, key, after);
    return result;
  }

  #save({ name, lists = {} }: RecordNoun<unknown>, key: string, record: unknown): void {
    this.#put.run(name, key, JSON.stringify(record));
    this.#dropPlaces.run(name, key);
    for (const list of Object.values(lists)) {
      const at = list.place(record, key);
      if (at !== null) this.#putPlace.run(name, list.name, at.group, at.place, key);
    }
  }
}
