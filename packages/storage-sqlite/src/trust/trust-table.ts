import type { DatabaseSync } from 'node:sqlite';
import { type Consequences, noTrust, type TrustSums } from '@asg/domain';
import { type Statement, statement } from '../sql.ts';

export const columnsOfTrust = `weight_micros as weightMicros, credit_micros as creditMicros, gold_right as goldRight,
  gold_missed as goldMissed, agreed, disagreed`;
/** The row that sums up all templates. */
export const allTemplates = '';

/** What is known of workers, written with the changes of tasks that it is learnt from. */
export class TrustTable {
  readonly #select: Statement<TrustSums>;
  readonly #add: Statement;
  readonly #forget: Statement;
  readonly #passOver: Statement;
  readonly #passedOver: Statement<{ readonly template: string }>;
  readonly #takeUp: Statement;

  constructor(db: DatabaseSync) {
    this.#select = statement(db, `select ${columnsOfTrust} from trust where worker_id = ? and template = ?`);
    this.#add = statement(
      db,
      `insert into trust (worker_id, template, weight_micros, credit_micros, gold_right, gold_missed, agreed, disagreed)
       values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (worker_id, template) do update set
       weight_micros = weight_micros + excluded.weight_micros, credit_micros = credit_micros + excluded.credit_micros,
       gold_right = gold_right + excluded.gold_right, gold_missed = gold_missed + excluded.gold_missed,
       agreed = agreed + excluded.agreed, disagreed = disagreed + excluded.disagreed`,
    );
    this.#forget = statement(db, 'delete from trust where worker_id = ?');
    this.#passOver = statement(db, 'update trust set passed_over = 1 where worker_id = ? and template = ?');
    this.#passedOver = statement(db, 'select template from trust where worker_id = ? and passed_over = 1');
    this.#takeUp = statement(db, 'update trust set passed_over = 0 where worker_id = ? and template = ?');
  }

  load(workerId: string, template: string = allTemplates): TrustSums {
    return this.#select.get(workerId, template) ?? noTrust;
  }

  /** Adds what the change of a task contributes to its workers' trust. */
  follow({ trust }: Consequences): void {
    if (trust === null) return;
    const { template, gains } = trust;
    for (const { workerId, sums } of gains) {
      const { weightMicros, creditMicros, goldRight, goldMissed, agreed, disagreed } = sums;
      for (const row of [template, allTemplates])
        this.#add.run(workerId, row, weightMicros, creditMicros, goldRight, goldMissed, agreed, disagreed);
    }
  }

  /** A reinstated worker starts from zero. */
  forget(workerId: string): void {
    this.#forget.run(workerId);
  }

  /** Tasks of the template lie behind the worker's cursors that they may be given once they recover. */
  passOver(workerId: string, template: string): void {
    // There is a row: nobody is kept from a template before it is known how they answer, but perhaps on others.
    this.#add.run(workerId, template, 0, 0, 0, 0, 0, 0);
    this.#passOver.run(workerId, template);
  }

  passedOver(workerId: string): readonly string[] {
    return this.#passedOver.all(workerId).map(({ template }) => template);
  }

  takeUp(workerId: string, template: string): void {
    this.#takeUp.run(workerId, template);
  }
}
