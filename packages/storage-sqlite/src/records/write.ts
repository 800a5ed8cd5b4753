import type { DatabaseSync } from 'node:sqlite';
import {
  isForMany,
  type RecordNoun,
  type RecordNouns,
  type RecordWrite,
  type RecordWriteMany,
} from '@asg/storage';
import { type RecordRow, recordOf, type Statement, statement } from '../sql.ts';

/** Changes records of the small nouns, and keeps the lists that they stand in. */
export class RecordWriter {
  readonly #nouns: RecordNouns;
  readonly #select: Statement<RecordRow>;
  readonly #put: Statement;
  readonly #drop: Statement;
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
    this.#drop = statement(db, 'delete from record where noun = ? and key = ?');
    this.#dropPlaces = statement(db, 'delete from record_place where noun = ? and key = ?');
    this.#putPlace = statement(
      db,
      'insert into record_place (noun, list, member, place, key) values (?, ?, ?, ?, ?)',
    );
  }

  /** What the write tells. */
  apply({ noun, operation, request }: RecordWrite): unknown {
    const definition = this.#nouns[noun];
    const named = definition?.writes[operation];
    if (definition === undefined || named === undefined)
      throw new RangeError(`there is no ${noun}.${operation}`);
    const write = isForMany(named) ? named.each : named;
    const key = write.key(request);
    const { after, result } = write.change(recordOf(this.#select.get(definition.name, key)), request);
    if (after !== undefined) this.#save(definition, key, after);
    return result;
  }

  /** The same of many, in order. */
  applyMany({ noun, operation, request }: RecordWriteMany): readonly unknown[] {
    return request.map((one) => this.apply({ noun, operation, request: one }));
  }

  /** Null: there is none any more. */
  #save({ name, lists = {} }: RecordNoun<unknown>, key: string, record: unknown): void {
    this.#dropPlaces.run(name, key);
    if (record === null) {
      this.#drop.run(name, key);
      return;
    }
    this.#put.run(name, key, JSON.stringify(record));
    for (const list of Object.values(lists)) {
      const at = list.place(record, key);
      if (at !== null) this.#putPlace.run(name, list.name, at.group, at.place, key);
    }
  }
}
