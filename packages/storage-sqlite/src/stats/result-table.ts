import type { DatabaseSync } from 'node:sqlite';
import { type Cover, changedSums, type ResultFigures, type Task } from '@asg/domain';
import { sha256 } from '@asg/storage';
import { type Statement, statement } from '../sql.ts';

/** Sums of results, written once for all changes of tasks that are committed together. */
export class ResultTable {
  readonly #add: Statement;
  readonly #value: Statement<{ readonly value: number }>;
  readonly #unwritten = new Map<string, Map<string, number>>();

  constructor(db: DatabaseSync) {
    this.#add = statement(
      db,
      `insert into result_sum (name, figure, value) values (?1, ?2, ?3)
       on conflict (name, figure) do update set value = value + ?3`,
    );
    this.#value = statement(db, 'select value from result_sum where name = ? and figure = ?');
  }

  /** Makes figures what they are to be, whatever they were. */
  set(name: string, figures: ResultFigures): void {
    const by = Object.entries(figures).map(([figure, value]) => {
      const waiting = this.#unwritten.get(name)?.get(figure) ?? 0;
      return [figure, value - waiting - (this.#value.get(name, figure)?.value ?? 0)] as const;
    });
    this.#count(name, Object.fromEntries(by.filter(([, more]) => more !== 0)));
  }

  /** So many new tasks that these sums count. */
  opened(
    { scopes, cover }: { readonly scopes: readonly string[]; readonly cover: Cover | undefined },
    count: number,
  ): void {
    for (const name of scopes) this.#count(name, { opened: count, capSats: count * (cover?.capSats ?? 0) });
  }

  changed(before: Task, after: Task): void {
    for (const { name, by } of changedSums(before, after, sha256)) this.#count(name, by);
  }

  /** Before the commit. */
  flush(): void {
    for (const [name, figures] of this.#unwritten)
      for (const [figure, value] of figures) this.#add.run(name, figure, value);
    this.#unwritten.clear();
  }

  forget(): void {
    this.#unwritten.clear();
  }

  #count(name: string, by: ResultFigures): void {
    const figures = this.#unwritten.get(name) ?? new Map<string, number>();
    this.#unwritten.set(name, figures);
    for (const figure in by) figures.set(figure, (figures.get(figure) ?? 0) + (by[figure] ?? 0));
  }
}
