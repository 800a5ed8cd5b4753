import type { DatabaseSync } from 'node:sqlite';
import {
  type Consequences,
  type GoldRun,
  newTemplateModel,
  type TaskType,
  type TemplateModel,
  taught,
  unknownWorker,
  type WorkerStatistics,
} from '@asg/domain';
import { parsed, type RecordRow, recordOf, type Statement, statement } from '../sql.ts';

export const columnsOfModel = 'type, options, record';

export interface ModelRow extends RecordRow {
  readonly type: TaskType;
  readonly options: string;
}

export function modelOf({ type, options, record }: ModelRow): TemplateModel {
  const { statistics, foretold } = parsed<Pick<TemplateModel, 'statistics' | 'foretold'>>(record);
  return {
    type,
    options: parsed(options),
    statistics,
    foretold,
  };
}

/** What closed tasks teach about templates and workers, written with the close. */
export class ModelTable {
  readonly #template: Statement<ModelRow>;
  readonly #putTemplate: Statement;
  readonly #worker: Statement<RecordRow>;
  readonly #putWorker: Statement;
  readonly #run: Statement<{ readonly run: string | null }>;
  readonly #putRun: Statement;
  readonly #addDoubt: Statement;

  constructor(db: DatabaseSync) {
    this.#template = statement(db, `select ${columnsOfModel} from template_model where template = ?`);
    this.#putTemplate = statement(
      db,
      `insert into template_model (template, ${columnsOfModel}) values (?1, ?2, ?3, ?4)
       on conflict (template) do update set record = ?4`,
    );
    this.#worker = statement(db, 'select record from worker_model where worker_id = ? and template = ?');
    this.#putWorker = statement(
      db,
      `insert into worker_model (worker_id, template, record) values (?1, ?2, ?3)
       on conflict (worker_id, template) do update set record = ?3`,
    );
    this.#run = statement(db, 'select run from gold where id = ?');
    this.#putRun = statement(db, 'update gold set run = ? where id = ?');
    this.#addDoubt = statement(
      db,
      'insert into doubtful_task (customer_id, month, doubt, task_id) values (?, ?, ?, ?)',
    );
  }

  template(template: string): TemplateModel | null {
    const row = this.#template.get(template);
    return row === undefined ? null : modelOf(row);
  }

  worker(workerId: string, template: string): WorkerStatistics {
    return recordOf<WorkerStatistics>(this.#worker.get(workerId, template)) ?? unknownWorker;
  }

  follow({ lesson, doubt }: Consequences): void {
    if (lesson !== null) this.#learn(lesson);
    if (doubt !== null) this.#addDoubt.run(doubt.customerId, doubt.month, doubt.doubtMicros, doubt.taskId);
  }

  #learn({ lesson, template }: NonNullable<Consequences['lesson']>): void {
    const known = {
      model: this.template(template) ?? newTemplateModel(lesson.task),
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
    const run = this.#run.get(goldId)?.run ?? null;
    return run === null ? null : parsed<GoldRun>(run);
  }
}
