import type { DatabaseSync } from 'node:sqlite';
import {
  type Consequences,
  marksMax,
  noTrust,
  type OverallTrust,
  type TrustSums,
  type WorkerSignals,
  withoutGold,
} from '@asg/domain';
import { type RecordRow, recordOf, type Statement, statement } from '../sql.ts';
import { type OverallRow, overallOf, selectOverall, selectRow, shareRow } from './trust-rows.ts';

/** What is known of workers, written with the changes of tasks that it is learnt from. */
export class TrustTable {
  readonly #row: Statement<TrustSums>;
  readonly #overall: Statement<OverallRow>;
  readonly #add: Statement;
  readonly #forget: Statement;
  readonly #signals: Statement<RecordRow>;
  readonly #putSignals: Statement;
  readonly #mark: Statement;
  readonly #marks: Statement<{ readonly mark: string }>;
  readonly #unmark: Statement;
  readonly #unmarkAll: Statement;

  constructor(db: DatabaseSync) {
    this.#row = statement(db, selectRow);
    this.#overall = statement(db, selectOverall);
    this.#add = statement(
      db,
      `insert into trust (worker_id, template, weight_micros, credit_micros, gold_right, gold_missed, agreed, disagreed)
       values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (worker_id, template) do update set
       weight_micros = weight_micros + excluded.weight_micros, credit_micros = credit_micros + excluded.credit_micros,
       gold_right = gold_right + excluded.gold_right, gold_missed = gold_missed + excluded.gold_missed,
       agreed = agreed + excluded.agreed, disagreed = disagreed + excluded.disagreed`,
    );
    this.#forget = statement(db, 'delete from trust where worker_id = ?');
    this.#signals = statement(db, 'select record from worker_signal where worker_id = ?');
    this.#putSignals = statement(db, 'update worker_signal set record = ?2 where worker_id = ?1');
    this.#mark = statement(
      db,
      'insert into passed_over (worker_id, mark) values (?, ?) on conflict do nothing',
    );
    this.#marks = statement(
      db,
      `select mark from (select mark from passed_over where worker_id = ?1 and mark >= ?2 order by mark limit ?3)
       union all
       select mark from (select mark from passed_over where worker_id = ?1 and mark < ?2 order by mark limit ?3)
       limit ?3`,
    );
    this.#unmark = statement(db, 'delete from passed_over where worker_id = ? and mark = ?');
    this.#unmarkAll = statement(db, 'delete from passed_over where worker_id = ?');
  }

  overall(workerId: string): OverallTrust {
    return overallOf(this.#overall.all(workerId));
  }

  rows(workerId: string, names: readonly string[]): readonly TrustSums[] {
    return names.map((name) => this.#row.get(workerId, name) ?? noTrust);
  }

  /** Adds what the change of a task contributes to its workers' trust. */
  follow({ trust }: Consequences): void {
    for (const { rows, share, gains } of trust) {
      for (const { workerId, sums } of gains) {
        const { weightMicros, creditMicros, goldRight, goldMissed, agreed, disagreed } = sums;
        for (const row of share === null ? rows : [...rows, shareRow(share)])
          this.#add.run(workerId, row, weightMicros, creditMicros, goldRight, goldMissed, agreed, disagreed);
      }
    }
  }

  /** A reinstated worker starts from zero. */
  forget(workerId: string): void {
    this.#forget.run(workerId);
    const signals = recordOf<WorkerSignals>(this.#signals.get(workerId));
    if (signals !== null) this.#putSignals.run(workerId, JSON.stringify(withoutGold(signals)));
    this.#unmarkAll.run(workerId);
  }

  /** See `markOf`. */
  mark(workerId: string, mark: string): void {
    this.#mark.run(workerId, mark);
  }

  /** Some of a worker's marks: from here on, and then from the first. */
  marks(workerId: string, begin: string): readonly string[] {
    return this.#marks.all(workerId, begin, marksMax).map(({ mark }) => mark);
  }

  unmark(workerId: string, marks: readonly string[]): void {
    for (const mark of marks) this.#unmark.run(workerId, mark);
  }
}
