import {
  doubtMicros,
  isOpen,
  lessonOf,
  type Task,
  type TemplateModel,
  templateKey,
  unknownWorker,
  utcDate,
  type WorkerStatistics,
} from '@asg/domain';
import type { DoubtfulTask, Storage, WorkerOnTemplate } from '@asg/storage';
import type { Effect } from '../keeping/effects.ts';
import type { Keeper } from '../keeping/keeper.ts';
import { sha256 } from '../tasks/sha256.ts';
import { type LessonFacts, templateModels, workerModelId, workerModels } from './model-kinds.ts';
import { Teaching } from './teaching.ts';

const doubtDigits = 7;

export const templatesOf = (workerId: string): string => `models|${workerId}`;
export const doubtfulOf = (customerId: string, month: string): string => `doubtful|${customerId}|${month}`;
export const doubtKey = ({ doubtMicros, taskId }: DoubtfulTask): string =>
  `${String(doubtMicros).padStart(doubtDigits, '0')} ${taskId}`;

/** What follows from the close of a task for what is known of its template and workers. */
export function lessons(before: Task, after: Task): readonly Effect[] {
  if (!isOpen(before.state) || isOpen(after.state)) return [];
  const { taskId, customerId, closedAtMs } = after;
  const doubt = after.gold === undefined ? doubtMicros(after) : 0;
  const month = utcDate(closedAtMs!).slice(0, 7);
  const key = doubtKey({ doubtMicros: doubt, taskId });
  const template = templateKey(after, sha256);
  return [
    ...(doubt === 0 ? [] : [['put', doubtfulOf(customerId, month), key, taskId] as const]),
    ...(lessonOf(before, after) === null
      ? []
      : [
          ...after.labels.map(({ workerId }) => ['put', templatesOf(workerId), template, ''] as const),
          ['do', 'lesson', { taskId, template }] as const,
        ]),
  ];
}

/** What closed tasks have taught of workers and templates. */
export class Models {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    const teaching = new Teaching(keeper);
    keeper.effects.carry(
      'lesson',
      (facts: LessonFacts) => teaching.teach(facts),
      (facts) => teaching.forget(facts),
    );
  }

  async templateModel(template: string): Promise<TemplateModel | null> {
    return (await this.#keeper.documents.read(templateModels, template))?.state.known ?? null;
  }

  async workerModel(workerId: string, template: string): Promise<WorkerStatistics> {
    const found = await this.#keeper.documents.read(workerModels, workerModelId(workerId, template));
    return found?.state.known ?? unknownWorker;
  }

  async workerModels(
    workerId: string,
    { limit, after }: Parameters<Storage['models']['ofWorker']>[1],
  ): Promise<readonly WorkerOnTemplate[]> {
    const entries = await this.#keeper.lists.after(templatesOf(workerId), after, limit);
    const keys = entries.map(([template]) => template);
    const [models, statistics] = await Promise.all([
      this.#keeper.documents.readMany(templateModels, keys),
      this.#keeper.documents.readMany(
        workerModels,
        keys.map((template) => workerModelId(workerId, template)),
      ),
    ]);
    return keys.flatMap((template, index) => {
      const [model, known] = [models[index], statistics[index]];
      if (model == null || known == null) return [];
      const { type, options } = model.state.known;
      return [{ template, type, options, statistics: known.state.known }];
    });
  }

  async doubtfulTasks(
    customerId: string,
    { month, limit, after }: Parameters<Storage['models']['doubtfulTasks']>[1],
  ): Promise<readonly DoubtfulTask[]> {
    const edge = after === null ? null : doubtKey(after);
    const entries = await this.#keeper.lists.before(doubtfulOf(customerId, month), edge, limit);
    return entries.map(([key, taskId]) => ({ taskId, doubtMicros: Number(key.split(' ', 1)[0]) }));
  }
}
