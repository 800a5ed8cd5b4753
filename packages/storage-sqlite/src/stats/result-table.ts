import type { DatabaseSync } from 'node:sqlite';
import { type Cover, changedSums, type ResultFigures, type Task } from '@asg/domain';
import { sha256 } from '@asg/storage';
import { type Statement, statement } from '../sql.ts';

/** Sums of results, written with the change of the task that they count. */
export class ResultTable {
  readonly #add: Statement;

  constructor(db: DatabaseSync) {
    this.#add = statement(
      db,
      `insert into result_sum (name, figure, value) values (?1, ?2, ?3)
       on conflict (name, figure) do update set value = value + ?3`,
    );
  }

  /** New tasks of one request, together. */
  opened(rows: readonly { readonly scopes: readonly string[]; readonly cover: Cover | undefined }[]): void {
    const sums = new Map<string, { opened: number; capSats: number }>();
    for (const { scopes, cover } of rows)
      for (const name of scopes) {
        const { opened, capSats } = sums.get(name) ?? { opened: 0, capSats: 0 };
        sums.set(name, { opened: opened + 1, capSats: capSats + (cover?.capSats ?? 0) });
      }
    for (const [name, by] of sums) this.#put(name, by);
  }

  changed(before: Task, after: Task): void {
    for (const { name, by } of changedSums(before, after, sha256)) this.#put(name, by);
  }

  #put(name: string, by: ResultFigures): void {
    for (const [figure, value] of Object.entries(by)) this.#add.run(name, figure, value);
  }
}
