import type { DatabaseSync } from 'node:sqlite';
import { type QueueClass, rankCount, sectionOf } from '@asg/domain';
import { at } from '@asg/values/present';
import { type Statement, statement } from '../sql.ts';

/** Which classes may have tasks in them; one too many costs a look, one too few would lose tasks. */
export class QueueClasses {
  /** By rank and section: a claim looks at those that concern it. */
  readonly #audiences: readonly Map<string, Set<string>>[];
  readonly #next: Statement<{ readonly queue_rank: number; readonly language: string }>;

  constructor(db: DatabaseSync) {
    this.#audiences = Array.from({ length: rankCount }, () => new Map<string, Set<string>>());
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
    const bySection = at(this.#audiences, rank);
    const section = sectionOf(language);
    const audiences = bySection.get(section);
    if (audiences === undefined) bySection.set(section, new Set([language]));
    else audiences.add(language);
  }

  /** To be called when the class was found empty. */
  remove({ rank, language }: QueueClass): void {
    const bySection = at(this.#audiences, rank);
    const section = sectionOf(language);
    const audiences = bySection.get(section);
    if (audiences?.delete(language) === true && audiences.size === 0) bySection.delete(section);
  }

  ofRank(rank: number, sections: readonly string[]): readonly string[] {
    const bySection = at(this.#audiences, rank);
    return sections.flatMap((section) => [...(bySection.get(section) ?? [])]);
  }
}
