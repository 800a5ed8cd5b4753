import type { DatabaseSync } from 'node:sqlite';
import { type TemplateModel, unknownWorker, type WorkerStatistics } from '@asg/domain';
import type * as port from '@asg/storage';
import { after, parsed, Query, type RecordRow, recordOf } from '../sql.ts';
import { columnsOfModel, type ModelRow, modelOf } from './model-table.ts';

/** Reads what was learnt of templates and workers, and of the tasks that are worth a look. */
export class ModelReader implements port.ModelReader {
  readonly #template: Query<ModelRow>;
  readonly #worker: Query<RecordRow>;
  readonly #ofWorker: Query<ModelRow & { readonly template: string }>;
  readonly #doubtful: Query<port.DoubtfulTask>;

  constructor(db: DatabaseSync) {
    this.#template = new Query(db, `select ${columnsOfModel} from template_model where template = ?`);
    this.#worker = new Query(db, 'select record from worker_model where worker_id = ? and template = ?');
    this.#ofWorker = new Query(
      db,
      `select template, type, options, worker_model.record from worker_model join template_model using (template)
       where worker_id = ?1 and ${after('template', '?2')} order by template limit ?3`,
    );
    this.#doubtful = new Query(
      db,
      `select task_id as taskId, doubt as doubtMicros from doubtful_task
       where customer_id = ? and month = ? and (doubt, task_id) < (?, ?) order by doubt desc, task_id desc limit ?`,
    );
  }

  async template(key: string): Promise<TemplateModel | null> {
    const row = this.#template.get(key);
    return row === undefined ? null : modelOf(row);
  }

  async worker(workerId: string, key: string): Promise<WorkerStatistics> {
    return recordOf<WorkerStatistics>(this.#worker.get(workerId, key)) ?? unknownWorker;
  }

  async ofWorker(
    workerId: string,
    { limit, after }: Parameters<port.ModelReader['ofWorker']>[1],
  ): Promise<readonly port.WorkerOnTemplate[]> {
    return this.#ofWorker.all(workerId, after, limit).map(({ template, type, options, record }) => ({
      key: template,
      type,
      options: parsed(options),
      statistics: parsed(record),
    }));
  }

  async doubtfulTasks(
    customerId: string,
    { month, limit, after }: Parameters<port.ModelReader['doubtfulTasks']>[1],
  ): Promise<readonly port.DoubtfulTask[]> {
    const { doubtMicros, taskId } = after ?? { doubtMicros: Number.MAX_SAFE_INTEGER, taskId: '' };
    return this.#doubtful.all(customerId, month, doubtMicros, taskId, limit).map((row) => ({ ...row }));
  }
}
