import type { DatabaseSync } from 'node:sqlite';
import {
  addedPlaces,
  allPlaces,
  type ListPlace,
  metadataPlaces,
  openedPlaces,
  type Task,
  type TaskOrder,
} from '@asg/domain';
import { type ListedKeys, recordNouns, sha256 } from '@asg/storage';
import { barePlace } from '../compact/ids.ts';
import type { WordTable } from '../compact/words.ts';
import { parsed, type RecordRow, type Statement, statement } from '../sql.ts';

/** Keeps the places of tasks in their lists. Every method runs inside the caller's transaction. */
export class ListTable {
  readonly #words: WordTable;
  readonly #put: Statement;
  readonly #drop: Statement;
  readonly #keys: Statement<RecordRow>;

  constructor(db: DatabaseSync, words: WordTable) {
    this.#words = words;
    this.#put = statement(
      db,
      'insert into task_place (list, place) values (?, ?) on conflict (list, place) do nothing',
    );
    this.#drop = statement(db, 'delete from task_place where list = ? and place = ?');
    this.#keys = statement(db, 'select record from record where noun = ? and key = ?');
  }

  /** A new task, which has metadata. */
  opened(order: TaskOrder, keys: readonly string[]): void {
    this.#putAll(openedPlaces(order, keys, sha256), []);
  }

  moved(before: Task, after: Task): void {
    if (before.state === after.state && before.reviewed === after.reviewed) return;
    const keys = after.metadata === null ? [] : this.keysOf(after.customerId);
    const common = addedPlaces(before, after, [], sha256);
    this.#putAll(keys.length === 0 ? common : addedPlaces(before, after, keys, sha256), common);
  }

  /** The metadata of a task is erased, and what it was listed by. */
  erased(task: Task): void {
    for (const [list, place] of metadataPlaces(task, this.keysOf(task.customerId), sha256)) {
      this.#drop.run(list, place);
      this.#drop.run(this.#words.key(list), barePlace(place));
    }
  }

  fill(tasks: readonly Task[], keys: readonly string[]): void {
    for (const task of tasks) this.#putAll(allPlaces(task, keys, sha256), allPlaces(task, [], sha256));
  }

  keysOf(customerId: string): readonly string[] {
    const row = this.#keys.get(recordNouns.listedKeys.name, customerId);
    return row === undefined ? [] : parsed<ListedKeys>(row.record).keys;
  }

  /**
   * `common`: those of lists that many tasks are in. Others have values of metadata, which mostly come once: their rows have the name
   * of the list and the whole place. In rows with a list's number, tasks have no prefix.
   */
  #putAll(places: readonly ListPlace[], common: readonly ListPlace[]): void {
    for (const [list, place] of places) {
      const isCommon = places === common || common.some(([name]) => name === list);
      const key = isCommon ? this.#words.keyFor(list) : this.#words.key(list);
      if (key === null) this.#put.run(list, place);
      else this.#put.run(key, barePlace(place));
    }
  }
}
