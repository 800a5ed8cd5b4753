import type { DatabaseSync } from 'node:sqlite';
import { type TemplateModel, unknownWorker, type WorkerStatistics } from '@asg/domain';
import type { DoubtfulTask, FlatStorage, WorkerOnTemplate } from '@asg/storage';
import { columnsOfModel, type ModelRow, modelOf } from './executor/models.ts';
import { Query } from './query.ts';

/** Reads of what was learnt of templates and workers, and of the tasks that are worth a look. */
export class SqliteModelReader {
  readonly #template: Query;
  readonly #worker: Query;
  readonly #workers: Query;
  readonly #doubtful: Query;

  constructor(db: DatabaseSync) {
    this.#template = new Query(db, `select ${columnsOfModel} from template_model where template = ?`);
    this.#worker = new Query(db, 'select record from worker_model where worker_id = ? and template = ?');
    this.#workers = new Query(
      db,
      `select template, type, options, worker_model.record from worker_model join template_model using (template)
       where worker_id = ?1 and (?2 is null or template > ?2) order by template limit ?3`,
    );
    this.#doubtful = new Query(
      db,
      `select task_id as taskId, doubt as doubtMicros from doubtful_task
       where customer_id = ? and month = ? and (doubt, task_id) < (?, ?) order by doubt desc, task_id desc limit ?`,
    );
  }

  async templateModel(template: string): Promise<TemplateModel | null> {
    const row = this.#template.get(template) as ModelRow | undefined;
    return row === undefined ? null : modelOf(row);
  }

  async workerModel(workerId: string, template: string): Promise<WorkerStatistics> {
    const row = this.#worker.get(workerId, template) as { record: string } | undefined;
    return row === undefined ? unknownWorker : (JSON.parse(row.record) as WorkerStatistics);
  }

  async workerModels(
    workerId: string,
    { limit, after }: Parameters<FlatStorage['workerModels']>[1],
  ): Promise<readonly WorkerOnTemplate[]> {
    const rows = this.#workers.all(workerId, after, limit) as unknown as readonly (ModelRow & {
      template: string;
    })[];
    return rows.map(({ template, type, options, record }) => ({
      template,
      type: type as WorkerOnTemplate['type'],
      options: JSON.parse(options) as string[],
      statistics: JSON.parse(record) as WorkerStatistics,
    }));
  }

  async doubtfulTasks(
    customerId: string,
    { month, limit, after }: Parameters<FlatStorage['doubtfulTasks']>[1],
  ): Promise<readonly DoubtfulTask[]> {
    const { doubtMicros, taskId } = after ?? { doubtMicros: Number.MAX_SAFE_INTEGER, taskId: '' };
    const rows = this.#doubtful.all(customerId, month, doubtMicros, taskId, limit);
    return rows.map((row) => ({ ...row }) as unknown as DoubtfulTask);
  }
}
