import type { DatabaseSync } from 'node:sqlite';
import {
  type Consequences,
  type GoldRun,
  newTemplateModel,
  type TaskType,
  type TemplateModel,
  trained,
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

/** The models of templates and workers, trained in the write that closes a task. */
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

  follow({ training, doubt }: Consequences): void {
    if (training !== null) this.#learn(training);
    if (doubt !== null) this.#addDoubt.run(doubt.customerId, doubt.month, doubt.doubtMicros, doubt.taskId);
  }

  #learn({ training, template }: NonNullable<Consequences['training']>): void {
    const known = {
      model: this.template(template) ?? newTemplateModel(training.task),
      workers: training.labels.map(({ workerId }) => this.worker(workerId, template)),
      run: training.gold === null ? null : this.#runOf(training.gold.goldId),
    };
    const { model, workers, run } = trained(training, known);
    const { type, options, ...record } = model;
    this.#putTemplate.run(template, type, JSON.stringify(options), JSON.stringify(record));
    training.labels.forEach(({ workerId }, i) => {
      this.#putWorker.run(workerId, template, JSON.stringify(workers[i]));
    });
    if (training.gold !== null && run !== null) this.#putRun.run(JSON.stringify(run), training.gold.goldId);
  }

  #runOf(goldId: string): GoldRun | null {
    const run = this.#run.get(goldId)?.run ?? null;
    return run === null ? null : parsed<GoldRun>(run);
  }
}
