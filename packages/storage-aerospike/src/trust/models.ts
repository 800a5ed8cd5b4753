import { type TemplateModel, unknownWorker, type WorkerStatistics } from '@asg/domain';
import type * as port from '@asg/storage';
import type { DoubtfulTask, WorkerOnTemplate } from '@asg/storage';
import { doubtfulOf, doubtKey, modelTemplatesOf } from '../derived-names.ts';
import type { RecordStore } from '../records/record-store.ts';
import { templateModels, workerModelId, workerModels } from './model-kinds.ts';
import { Training } from './training.ts';

/** The models of workers and templates, trained on closed tasks. */
export class ModelStore implements port.ModelReader {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
    // It trains the models on closed tasks.
    new Training(records);
  }

  async template(key: string): Promise<TemplateModel | null> {
    return (await this.#records.documents.read(templateModels, key))?.state.known ?? null;
  }

  async worker(workerId: string, key: string): Promise<WorkerStatistics> {
    const found = await this.#records.documents.read(workerModels, workerModelId(workerId, key));
    return found?.state.known ?? unknownWorker;
  }

  async ofWorker(
    workerId: string,
    { limit, after }: Parameters<port.ModelReader['ofWorker']>[1],
  ): Promise<readonly WorkerOnTemplate[]> {
    const entries = await this.#records.lists.after(modelTemplatesOf(workerId), after, limit);
    const keys = entries.map(([key]) => key);
    const [models, statistics] = await Promise.all([
      this.#records.documents.readMany(templateModels, keys),
      this.#records.documents.readMany(
        workerModels,
        keys.map((key) => workerModelId(workerId, key)),
      ),
    ]);
    return keys.flatMap((key, index) => {
      const [model, known] = [models[index], statistics[index]];
      if (model == null || known == null) return [];
      const { type, options } = model.state.known;
      return [{ key, type, options, statistics: known.state.known }];
    });
  }

  async doubtfulTasks(
    customerId: string,
    { month, limit, after }: Parameters<port.ModelReader['doubtfulTasks']>[1],
  ): Promise<readonly DoubtfulTask[]> {
    const edge = after === null ? null : doubtKey(after);
    const entries = await this.#records.lists.before(doubtfulOf(customerId, month), edge, limit);
    return entries.map(([key, taskId]) => ({ taskId, doubtMicros: Number(key.split(' ', 1)[0]) }));
  }
}
