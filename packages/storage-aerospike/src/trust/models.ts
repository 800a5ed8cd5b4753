import {
  doubtMicros,
  type GoldRun,
  isOpen,
  type Lesson,
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
import type { DoubtfulTask, ModelReader, WorkerOnTemplate } from '@asg/storage';
import { Gathered } from '../cluster/turns.ts';
import type { Kind, Stored } from '../keeping/document.ts';
import type { Effect } from '../keeping/effects.ts';
import { Forgettable } from '../keeping/forgettable.ts';
import type { Keeper } from '../keeping/keeper.ts';
import { sha256 } from '../tasks/sha256.ts';
import { tasks } from '../tasks/task-kind.ts';

/**
 * Closed tasks that a record has learnt from, remembered by id; the latest. A template learns from all workers' tasks, and
 * drops those that will not be told of again, so that few are left.
 */
const rememberedMax = { ofTemplate: 1_000, ofOthers: 200 };
const lessonsAtOnce = 25;
const doubtDigits = 7;

/** Something that is learnt, with the tasks that it was learnt from lately. */
interface Learnt<Known> {
  readonly known: Known;
  readonly lately: readonly string[];
}
export const templateModels: Kind<Learnt<TemplateModel>> = { name: 'tmo', set: 'doc', places: () => [] };
export const workerModels: Kind<Learnt<WorkerStatistics>> = { name: 'wmo', set: 'doc', places: () => [] };
export const goldRuns: Kind<Learnt<GoldRun | null>> = { name: 'grn', set: 'doc', places: () => [] };

export const workerModelId = (workerId: string, template: string): string => `${workerId} ${template}`;
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

/** Records that some lessons change, as they are read and as they become. */
class Book<Known> {
  readonly #keeper: Keeper;
  readonly #kind: Kind<Learnt<Known>>;
  readonly #first: (id: string) => Known;
  readonly #forgotten: ReadonlySet<string>;
  readonly #rememberedMax: number;
  readonly #read = new Map<string, Stored<Learnt<Known>> | null>();
  readonly #after = new Map<string, Learnt<Known>>();

  private constructor(
    keeper: Keeper,
    kind: Kind<Learnt<Known>>,
    first: (id: string) => Known,
    forgotten: ReadonlySet<string>,
  ) {
    this.#keeper = keeper;
    this.#kind = kind;
    this.#first = first;
    this.#forgotten = forgotten;
    this.#rememberedMax =
      kind.name === templateModels.name ? rememberedMax.ofTemplate : rememberedMax.ofOthers;
  }

  static async of<Known>(
    keeper: Keeper,
    kind: Kind<Learnt<Known>>,
    ids: readonly string[],
    first: (id: string) => Known,
    forgotten: ReadonlySet<string>,
  ): Promise<Book<Known>> {
    const book = new Book(keeper, kind, first, forgotten);
    const unique = [...new Set(ids)];
    const found = await keeper.documents.readMany(kind, unique);
    unique.forEach((id, index) => {
      book.#read.set(id, found[index]!);
    });
    return book;
  }

  known(id: string): Known {
    return (this.#after.get(id) ?? this.#read.get(id)?.state)?.known ?? this.#first(id);
  }

  /** What the task teaches, unless the record has learnt from it. */
  learn(id: string, taskId: string, known: Known): void {
    const lately = (this.#after.get(id) ?? this.#read.get(id)?.state)?.lately ?? [];
    if (lately.includes(taskId)) return;
    const kept = lately.filter((one) => !this.#forgotten.has(one));
    this.#after.set(id, { known, lately: [...kept, taskId].slice(-this.#rememberedMax) });
  }

  /** False: some were changed meanwhile, and are not written. */
  async write(): Promise<boolean> {
    const written = await this.#keeper.documents.changeMany<Learnt<Known>, boolean>(
      this.#kind,
      [...this.#after].map(([id, state]) => ({
        id,
        changer: (_, revision) =>
          revision === (this.#read.get(id)?.revision ?? 0) + 1 ? { state, result: true } : { result: false },
      })),
    );
    return written.every((isWritten) => isWritten);
  }
}

interface LessonFacts {
  readonly taskId: string;
  readonly template: string;
}

/** What closed tasks have taught of workers and templates. Lessons of one template go one after the other here. */
export class Models implements ModelReader {
  readonly #keeper: Keeper;
  readonly #lessons: Gathered<string>;
  readonly #forgettable = new Forgettable();

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    this.#lessons = new Gathered(lessonsAtOnce, (template, taskIds) => this.#teach(template, taskIds));
    keeper.effects.carry(
      'lesson',
      ({ taskId, template }: LessonFacts) => this.#lessons.add(template, [taskId]),
      ({ taskId, template }) => this.#forgettable.add(template, taskId),
    );
  }

  async #teach(template: string, taskIds: readonly string[]): Promise<void> {
    const found = await this.#keeper.documents.readMany(tasks, [...new Set(taskIds)]);
    const all = found.flatMap((stored): readonly Lesson[] => {
      if (stored === null) return [];
      const { task } = stored.state;
      return [{ task, labels: task.labels, gold: task.gold ?? null }];
    });
    if (all.length === 0) return;
    const forgotten = this.#forgettable.take(template);
    while (!(await this.#teachNow(template, all, forgotten)));
  }

  async #teachNow(
    template: string,
    all: readonly Lesson[],
    forgotten: ReadonlySet<string>,
  ): Promise<boolean> {
    const workerIds = all.flatMap(({ labels }) => labels.map(({ workerId }) => workerId));
    const goldIds = all.flatMap(({ gold }) => gold?.goldId ?? []);
    const [models, workers, runs] = await Promise.all([
      Book.of(this.#keeper, templateModels, [template], () => newTemplateModel(all[0]!.task), forgotten),
      Book.of(
        this.#keeper,
        workerModels,
        workerIds.map((workerId) => workerModelId(workerId, template)),
        () => unknownWorker,
        forgotten,
      ),
      Book.of<GoldRun | null>(this.#keeper, goldRuns, goldIds, () => null, forgotten),
    ]);
    for (const lesson of all) {
      const { task, labels, gold } = lesson;
      const ids = labels.map(({ workerId }) => workerModelId(workerId, template));
      const known = {
        model: models.known(template),
        workers: ids.map((id) => workers.known(id)),
        run: gold === null ? null : runs.known(gold.goldId),
      };
      const after = taught(lesson, known);
      models.learn(template, task.taskId, after.model);
      ids.forEach((id, index) => {
        workers.learn(id, task.taskId, after.workers[index]!);
      });
      if (gold !== null && after.run !== null) runs.learn(gold.goldId, task.taskId, after.run);
    }
    const areWritten = await Promise.all([models.write(), workers.write(), runs.write()]);
    return areWritten.every((isWritten) => isWritten);
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
    { limit, after }: Parameters<ModelReader['workerModels']>[1],
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
    { month, limit, after }: Parameters<ModelReader['doubtfulTasks']>[1],
  ): Promise<readonly DoubtfulTask[]> {
    const edge = after === null ? null : doubtKey(after);
    const entries = await this.#keeper.lists.before(doubtfulOf(customerId, month), edge, limit);
    return entries.map(([key, taskId]) => ({ taskId, doubtMicros: Number(key.split(' ', 1)[0]) }));
  }
}
