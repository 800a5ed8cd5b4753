import type { DatabaseSync } from 'node:sqlite';
import {
  addTrust,
  type Consequences,
  marksMax,
  noTrust,
  type OverallTrust,
  overallRow,
  type TrustSums,
} from '@asg/domain';
import { type Statement, statement } from '../sql.ts';
import { Remembered } from '../writing/remembered.ts';
import { SignalTable } from './signal-table.ts';
import { type OverallRow, overallOf, selectOverall, selectRow, shareRow } from './trust-rows.ts';

/** Kept in memory: sums of 100 bytes, and what is known of a worker over all. */
const rowsMax = 20_000;
const workersMax = 2_000;

/** What is known of workers, written with the changes of tasks that it is learnt from: once for all of a transaction. */
export class TrustTable {
  readonly signals: SignalTable;
  readonly #rows = new Remembered<TrustSums>(rowsMax);
  readonly #overalls = new Remembered<OverallTrust>(workersMax);
  readonly #row: Statement<TrustSums>;
  readonly #overall: Statement<OverallRow>;
  readonly #put: Statement;
  readonly #forget: Statement;
  readonly #mark: Statement;
  readonly #marks: Statement<{ readonly mark: string }>;
  readonly #unmark: Statement;
  readonly #unmarkAll: Statement;

  constructor(db: DatabaseSync) {
    this.#row = statement(db, selectRow);
    this.#overall = statement(db, selectOverall);
    this.signals = new SignalTable(db);
    this.#put = statement(
      db,
      `insert into trust (worker_id, template, weight_micros, credit_micros, gold_right, gold_missed, agreed, disagreed)
       values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (worker_id, template) do update set
       weight_micros = excluded.weight_micros, credit_micros = excluded.credit_micros,
       gold_right = excluded.gold_right, gold_missed = excluded.gold_missed,
       agreed = excluded.agreed, disagreed = excluded.disagreed`,
    );
    this.#forget = statement(db, 'delete from trust where worker_id = ?');
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
    return this.#overalls.get(workerId, () => {
      this.#rows.flush();
      return overallOf(this.#overall.all(workerId));
    });
  }

  rows(workerId: string, names: readonly string[]): readonly TrustSums[] {
    return names.map((name) => this.#sumsOf(workerId, name));
  }

  #sumsOf(workerId: string, name: string): TrustSums {
    return this.#rows.get(`${workerId} ${name}`, () => this.#row.get(workerId, name) ?? noTrust);
  }

  /** Adds what the change of a task contributes to its workers' trust. */
  follow({ trust }: Consequences): void {
    for (const { rows, share, gains } of trust) {
      for (const { workerId, sums } of gains) {
        for (const name of rows) this.#add(workerId, name, sums);
        if (share !== null) this.#add(workerId, shareRow(share), sums);
        if (share !== null || rows.includes(overallRow)) this.#overalls.drop(workerId);
      }
    }
  }

  #add(workerId: string, name: string, gain: TrustSums): void {
    const after = addTrust(this.#sumsOf(workerId, name), gain);
    this.#rows.change(`${workerId} ${name}`, after, () => {
      const { weightMicros, creditMicros, goldRight, goldMissed, agreed, disagreed } = after;
      this.#put.run(workerId, name, weightMicros, creditMicros, goldRight, goldMissed, agreed, disagreed);
    });
  }

  /** A reinstated worker starts from zero. */
  forget(workerId: string): void {
    this.#rows.flush();
    this.#forget.run(workerId);
    this.#rows.forget();
    this.#overalls.forget();
    this.signals.withoutGold(workerId);
    this.#unmarkAll.run(workerId);
  }

  flush(): void {
    this.#rows.flush();
    this.signals.flush();
  }

  afterRollback(): void {
    this.#rows.forget();
    this.#overalls.forget();
    this.signals.forget();
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
