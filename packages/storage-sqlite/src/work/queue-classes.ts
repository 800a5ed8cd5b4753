import type { DatabaseSync } from 'node:sqlite';
import { type QueueClass, rankCount } from '@asg/domain';
import { at } from '@asg/domain/present';
import { type Statement, statement } from '../sql.ts';

/** Which classes may have tasks in them; one too many costs a look, one too few would lose tasks. */
export class QueueClasses {
  readonly #languages: readonly Set<string>[];
  readonly #next: Statement<{ readonly queue_rank: number; readonly language: string }>;

  constructor(db: DatabaseSync) {
    this.#languages = Array.from({ length: rankCount }, () => new Set<string>());
    this.#next = statement(
      db,
      `select queue_rank, language from task indexed by task_queue
       where queue_seq is not null and (queue_rank, language) > (?, ?)
       order by queue_rank, language limit 1`,
    );
    this.load();
  }

  /** A loose index scan: one seek per class, however many tasks are queued. Also to be called after a rollback. */
  load(): void {
    let found = this.#next.get(-1, '');
    while (found !== undefined) {
      this.add({ rank: found.queue_rank, language: found.language });
      found = this.#next.get(found.queue_rank, found.language);
    }
  }

  add({ rank, language }: QueueClass): void {
    at(this.#languages, rank).add(language);
  }

  /** To be called when the class was found empty. */
  remove({ rank, language }: QueueClass): void {
    at(this.#languages, rank).delete(language);
  }

  ofRank(rank: number): ReadonlySet<string> {
    return at(this.#languages, rank);
  }
}
