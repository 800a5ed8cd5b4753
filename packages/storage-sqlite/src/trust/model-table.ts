import type { DatabaseSync } from 'node:sqlite';
import {
  type Consequences,
  type GoldRun,
  type KnownModels,
  type TaskType,
  type TemplateModel,
  type TrainingExample,
  taughtBy,
  trained,
  unknownWorker,
  type WorkerStatistics,
} from '@asg/domain';
import { at, present } from '@asg/values/present';
import { parsed, type RecordRow, recordOf, type Statement, statement } from '../sql.ts';
import { Remembered } from '../writing/remembered.ts';

export const columnsOfModel = 'type, options, record';

export interface ModelRow extends RecordRow {
  readonly type: TaskType;
  readonly options: string;
}

export function modelOf({ type, options, record }: ModelRow): TemplateModel {
  return { type, options: parsed(options), ...parsed<Omit<TemplateModel, 'type' | 'options'>>(record) };
}

/** Kept in memory: of up to 20 kB, and of up to 2 kB. */
const modelsMax = 200;
const workersMax = 2_000;

/** The models of templates and workers, trained in the write that closes a task. */
export class ModelTable {
  readonly #template: Statement<ModelRow>;
  readonly #putTemplate: Statement;
  readonly #worker: Statement<RecordRow>;
  readonly #putWorker: Statement;
  readonly #run: Statement<{ readonly run: string | null }>;
  readonly #putRun: Statement;
  readonly #addDoubt: Statement;
  readonly #models = new Remembered<TemplateModel | null>(modelsMax);
  readonly #workers = new Remembered<WorkerStatistics>(workersMax);

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

  /** `key`: of `ModelKeys`. */
  template(key: string): TemplateModel | null {
    return this.#models.get(key, () => {
      const row = this.#template.get(key);
      return row === undefined ? null : modelOf(row);
    });
  }

  worker(workerId: string, key: string): WorkerStatistics {
    return this.#workers.get(
      `${workerId} ${key}`,
      () => recordOf<WorkerStatistics>(this.#worker.get(workerId, key)) ?? unknownWorker,
    );
  }

  /** What a transaction has taught is written once each. */
  flush(): void {
    this.#models.flush();
    this.#workers.flush();
  }

  afterRollback(): void {
    this.#models.forget();
    this.#workers.forget();
  }

  follow({ training, doubt }: Consequences): void {
    if (training !== null) this.#learn(training);
    if (doubt !== null) this.#addDoubt.run(doubt.customerId, doubt.month, doubt.doubtMicros, doubt.taskId);
  }

  #learn({ training, keys }: NonNullable<Consequences['training']>): void {
    const shared = this.#known(training, keys.shared);
    const own = keys.own === null ? null : this.#known(training, keys.own);
    const run = training.gold === null ? null : this.#runOf(training.gold.goldId);
    const taught = taughtBy(training, shared);
    const after = trained(training, { shared, own, run }, taught);
    const key = present(keys[taught], 'the key of the record');
    const { type, options, ...record } = after.model;
    this.#models.change(key, after.model, () =>
      this.#putTemplate.run(key, type, JSON.stringify(options), JSON.stringify(record)),
    );
    training.labels.forEach(({ workerId }, i) => {
      const worker = at(after.workers, i);
      this.#workers.change(`${workerId} ${key}`, worker, () =>
        this.#putWorker.run(workerId, key, JSON.stringify(worker)),
      );
    });
    if (training.gold !== null && after.run !== null)
      this.#putRun.run(JSON.stringify(after.run), training.gold.goldId);
  }

  #known({ labels }: TrainingExample, key: string): KnownModels {
    return { model: this.template(key), workers: labels.map(({ workerId }) => this.worker(workerId, key)) };
  }

  #runOf(goldId: string): GoldRun | null {
    const run = this.#run.get(goldId)?.run ?? null;
    return run === null ? null : parsed<GoldRun>(run);
  }
}
