import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  doubtMicros,
  type GoldRun,
  isOpen,
  lessonOf,
  newTemplateModel,
  type Task,
  type TemplateModel,
  taught,
  templateKey,
  unknownWorker,
  utcDate,
  type WorkerStatistics,
} from '@asg/domain';
import { sha256 } from './trust.ts';

export const columnsOfModel = 'type, options, record';

export interface ModelRow {
  readonly type: string;
  readonly options: string;
  readonly record: string;
}

export function modelOf({ type, options, record }: ModelRow): TemplateModel {
  const { statistics, foretold } = JSON.parse(record) as Pick<TemplateModel, 'statistics' | 'foretold'>;
  return {
    type: type as TemplateModel['type'],
    options: JSON.parse(options) as string[],
    statistics,
    foretold,
  };
}

/** What closed tasks teach about templates and workers, written with the close. */
export class ModelTable {
  readonly #template: StatementSync;
  readonly #putTemplate: StatementSync;
  readonly #worker: StatementSync;
  readonly #putWorker: StatementSync;
  readonly #run: StatementSync;
  readonly #putRun: StatementSync;
  readonly #addDoubt: StatementSync;

  constructor(db: DatabaseSync) {
    this.#template = db.prepare(`select ${columnsOfModel} from template_model where template = ?`);
    this.#putTemplate = db.prepare(
      `insert into template_model (template, ${columnsOfModel}) values (?1, ?2, ?3, ?4)
       on conflict (template) do update set record = ?4`,
    );
    this.#worker = db.prepare('select record from worker_model where worker_id = ? and template = ?');
    this.#putWorker = db.prepare(
      `insert into worker_model (worker_id, template, record) values (?1, ?2, ?3)
       on conflict (worker_id, template) do update set record = ?3`,
    );
    this.#run = db.prepare('select run from gold where id = ?');
    this.#putRun = db.prepare('update gold set run = ? where id = ?');
    this.#addDoubt = db.prepare(
      'insert into doubtful_task (customer_id, month, doubt, task_id) values (?, ?, ?, ?)',
    );
  }

  template(template: string): TemplateModel | null {
    const row = this.#template.get(template) as ModelRow | undefined;
    return row === undefined ? null : modelOf(row);
  }

  worker(workerId: string, template: string): WorkerStatistics {
    const row = this.#worker.get(workerId, template) as { record: string } | undefined;
    return row === undefined ? unknownWorker : (JSON.parse(row.record) as WorkerStatistics);
  }

  changed(before: Task, after: Task): void {
    if (!isOpen(before.state) || isOpen(after.state)) return;
    this.#learn(before, after);
    const doubt = after.gold === undefined ? doubtMicros(after) : 0;
    if (doubt === 0) return;
    const month = utcDate(after.closedAtMs!).slice(0, 7);
    this.#addDoubt.run(after.customerId, month, doubt, after.taskId);
  }

  #learn(before: Task, after: Task): void {
    const lesson = lessonOf(before, after);
    if (lesson === null) return;
    const template = templateKey(after, sha256);
    const known = {
      model: this.template(template) ?? newTemplateModel(after),
      workers: lesson.labels.map(({ workerId }) => this.worker(workerId, template)),
      run: lesson.gold === null ? null : this.#runOf(lesson.gold.goldId),
    };
    const { model, workers, run } = taught(lesson, known);
    const { type, options, ...record } = model;
    this.#putTemplate.run(template, type, JSON.stringify(options), JSON.stringify(record));
    lesson.labels.forEach(({ workerId }, i) => {
      this.#putWorker.run(workerId, template, JSON.stringify(workers[i]));
    });
    if (lesson.gold !== null && run !== null) this.#putRun.run(JSON.stringify(run), lesson.gold.goldId);
  }

  #runOf(goldId: string): GoldRun | null {
    const row = this.#run.get(goldId) as { run: string | null } | undefined;
    return row?.run == null ? null : (JSON.parse(row.run) as GoldRun);
  }
}
