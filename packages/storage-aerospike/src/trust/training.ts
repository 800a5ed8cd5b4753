import {
  type GoldRun,
  isOpen,
  type KnownModels,
  type ModelKeys,
  modelKeysOf,
  newTemplateModel,
  type TaughtModels,
  type TemplateModel,
  type TrainingExample,
  taughtBy,
  templateKey,
  trained,
  unknownWorker,
  type WorkerStatistics,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import { at, entryOf } from '@asg/values/present';
import { Batcher } from '../cluster/batcher.ts';
import { modelTemplatesOf } from '../derived-names.ts';
import type { Kind } from '../records/document.ts';
import { Forgettable } from '../records/forgettable.ts';
import type { RecordStore } from '../records/record-store.ts';
import { tasks } from '../tasks/task-kind.ts';
import {
  goldRuns,
  type Learnt,
  type LearntTemplate,
  type LeftTask,
  type ModelUpdate,
  type Round,
  type TrainingFacts,
  templateModels,
  workerModelId,
  workerModels,
} from './model-kinds.ts';

/**
 * The latest closed tasks that a record was trained on, by id. A template is trained on all workers' tasks, and drops ids
 * that cannot be repeated any more, so that few are left.
 */
const rememberedMax = { ofTemplate: 1_000, ofOthers: 200 };
const examplesAtOnce = 25;
/** Templates whose last round this process knows to be complete. */
const carriedOutMax = 5_000;

/** A closed task, and the records that it teaches and is weighed by. */
interface Example extends TrainingExample {
  readonly keys: ModelKeys;
}

/**
 * Trains the models of template, workers and gold items on closed tasks. A round of examples is written to the template's
 * record first, with the new states of the other records, and then to those. A process that finds a round which another
 * left half done completes it before it trains, so that no round starts from half of another. What everybody's record has no
 * room for is left, by that record's round, to the record of the task's customer.
 */
export class Training {
  readonly #records: RecordStore;
  readonly #examples: Batcher<string>;
  readonly #forgettable = new Forgettable();
  /** By template, the revision whose round is carried out. */
  readonly #carriedOut = new Map<string, number>();

  constructor(records: RecordStore) {
    this.#records = records;
    this.#examples = new Batcher(examplesAtOnce, (key, taskIds) => this.#train(key, taskIds));
    // Rounds of one template follow one another here. Examples it was trained on before change nothing.
    records.effects.register(
      'lesson',
      ({ taskId, template }: TrainingFacts) => this.#examples.add(template, [taskId]),
      ({ taskId, template }) => this.#forgettable.add(template, taskId),
    );
  }

  async #train(key: string, taskIds: readonly string[]): Promise<void> {
    const found = await this.#records.documents.readLately(
      tasks,
      [...new Set(taskIds)],
      ({ task }) => !isOpen(task.state),
    );
    const examples = found.flatMap((stored): readonly Example[] => {
      if (stored === null) return [];
      const { task } = stored.state;
      const keys = modelKeysOf(task, templateKey(task, sha256));
      return [{ task, labels: task.labels, gold: task.gold ?? null, keys }];
    });
    const forgotten = this.#forgettable.take(key);
    while (!(await this.#trainNow(key, examples, forgotten)));
  }

  /** False: another process trained the template meanwhile. */
  async #trainNow(
    key: string,
    examples: readonly Example[],
    forgotten: ReadonlySet<string>,
  ): Promise<boolean> {
    const { documents } = this.#records;
    const stored = await documents.read(templateModels, key);
    const { lately = [], round } = stored?.state ?? {};
    if (stored !== null && round !== undefined && this.#carriedOut.get(key) !== stored.revision)
      await this.#carryOut(key, stored.revision, round);
    const fresh = examples.filter(({ task }) => !lately.includes(task.taskId));
    if (fresh.length === 0) return true;

    const taught = await this.#teach(key, fresh, stored?.state.known ?? null);
    const decided: Round = {
      workers: taught.workers,
      runs: taught.runs,
      ...(taught.left.length === 0 ? {} : { left: taught.left }),
    };
    const kept = lately.filter((taskId) => !forgotten.has(taskId));
    const state: LearntTemplate = {
      known: taught.model,
      lately: [...kept, ...fresh.map(({ task }) => task.taskId)].slice(-rememberedMax.ofTemplate),
      round: decided,
    };
    const revision = await documents.change<LearntTemplate, number | null>(
      templateModels,
      key,
      (_, next) => (next === (stored?.revision ?? 0) + 1 ? { state, result: next } : { result: null }),
      stored ?? undefined,
    );
    if (revision === null) return false;
    await this.#carryOut(key, revision, decided);
    // The round before is replaced: nobody will carry it out again.
    for (const { key: own, taskId } of round?.left ?? []) this.#forgettable.add(own, taskId);
    return true;
  }

  /** What these examples make of the record and of its workers and gold items. `before`: null where there is no record yet. */
  async #teach(key: string, fresh: readonly Example[], before: TemplateModel | null): Promise<Taught> {
    const isShared = ({ keys }: Example): boolean => keys.shared === key;
    const besideOf = (example: Example): string | null =>
      isShared(example) ? example.keys.own : example.keys.shared;
    const idsIn = (keyOf: (example: Example) => string | null): readonly string[] =>
      fresh.flatMap((example) => {
        const of = keyOf(example);
        return of === null ? [] : example.labels.map(({ workerId }) => workerModelId(workerId, of));
      });
    const [workers, runs, besides, besideWorkers] = await Promise.all([
      this.#read(
        workerModels,
        idsIn(() => key),
        unknownWorker,
      ),
      this.#read<GoldRun | null>(
        goldRuns,
        fresh.flatMap(({ gold }) => gold?.goldId ?? []),
        null,
      ),
      this.#models(fresh.flatMap((example) => besideOf(example) ?? [])),
      this.#read(workerModels, idsIn(besideOf), unknownWorker),
    ]);
    let model = before;
    const left: LeftTask[] = [];
    for (const example of fresh) {
      const { task, labels, gold, keys } = example;
      const updates = labels.map(({ workerId }) => entryOf(workers, workerModelId(workerId, key)));
      const known: KnownModels = { model, workers: updates.map((update) => update.known) };
      const besideKey = besideOf(example);
      const beside: KnownModels | null =
        besideKey === null
          ? null
          : {
              model: besides.get(besideKey) ?? null,
              workers: labels.map(
                ({ workerId }) => entryOf(besideWorkers, workerModelId(workerId, besideKey)).known,
              ),
            };
      const taught = isShared(example) ? taughtBy(example, known) : 'own';
      if (isShared(example) && taught === 'own' && keys.own !== null) {
        left.push({ key: keys.own, taskId: task.taskId });
        continue;
      }
      const run = gold === null ? undefined : entryOf(runs, gold.goldId);
      const rest = { run: run?.known ?? null };
      const state = isShared(example)
        ? { shared: known, own: beside, ...rest }
        : { shared: beside ?? nothingKnown, own: known, ...rest };
      const after: TaughtModels = trained(example, state, taught);
      model = after.model;
      for (const [index, update] of updates.entries()) update.learn(at(after.workers, index), task.taskId);
      if (after.run !== null) run?.learn(after.run, task.taskId);
    }
    await this.#list(key, workers);
    return {
      model: model ?? newTemplateModel(at(fresh, 0).task),
      workers: updatesOf(workers),
      runs: updatesOf(runs),
      left,
    };
  }

  /** Lists the record with the workers who are new to it. */
  async #list(key: string, workers: ReadonlyMap<string, PendingUpdate<WorkerStatistics>>): Promise<void> {
    const fresh = [...workers].filter(([, update]) => update.isNew && update.taskIds.length > 0);
    await Promise.all(
      fresh.map(([id]) => {
        const workerId = id.slice(0, id.indexOf(' '));
        return this.#records.lists.put(modelTemplatesOf(workerId), [[key, '']]);
      }),
    );
  }

  async #models(keys: readonly string[]): Promise<ReadonlyMap<string, TemplateModel>> {
    const unique = [...new Set(keys)];
    const found = await this.#records.documents.readMany(templateModels, unique);
    return new Map(
      found.flatMap((stored, i) => (stored === null ? [] : [[at(unique, i), stored.state.known]])),
    );
  }

  async #read<Known>(
    kind: Kind<Learnt<Known>>,
    ids: readonly string[],
    first: Known,
  ): Promise<ReadonlyMap<string, PendingUpdate<Known>>> {
    const unique = [...new Set(ids)];
    const found = await this.#records.documents.readMany(kind, unique);
    return new Map(
      unique.map((id, index) => {
        const stored = found[index] ?? null;
        return [id, new PendingUpdate(stored?.state.known ?? first, stored === null)];
      }),
    );
  }

  async #carryOut(key: string, revision: number, { workers, runs, left = [] }: Round): Promise<void> {
    await Promise.all([
      this.#write(workerModels, workers),
      this.#write(goldRuns, runs),
      ...[...Map.groupBy(left, (one) => one.key)].map(([own, of]) =>
        this.#train(
          own,
          of.map(({ taskId }) => taskId),
        ),
      ),
    ]);
    if (this.#carriedOut.size === carriedOutMax) this.#carriedOut.clear();
    this.#carriedOut.set(key, revision);
  }

  async #write<Known>(kind: Kind<Learnt<Known>>, all: readonly ModelUpdate<Known>[]): Promise<void> {
    await this.#records.documents.changeMany<Learnt<Known>, null>(
      kind,
      all.map(({ id, known, taskIds }) => ({
        id,
        changer: (found) => {
          const lately = found?.lately ?? [];
          if (taskIds.some((taskId) => lately.includes(taskId))) return { result: null };
          return {
            state: { known, lately: [...lately, ...taskIds].slice(-rememberedMax.ofOthers) },
            result: null,
          };
        },
      })),
    );
  }
}

const nothingKnown: KnownModels = { model: null, workers: [] };

/** What a round of examples makes of a record. */
interface Taught extends Round {
  readonly model: TemplateModel;
  readonly left: readonly LeftTask[];
}

/** The state of one worker or gold item, and the tasks of this round that changed it. */
class PendingUpdate<Known> {
  known: Known;
  readonly isNew: boolean;
  readonly taskIds: string[] = [];

  constructor(known: Known, isNew: boolean) {
    this.known = known;
    this.isNew = isNew;
  }

  learn(known: Known, taskId: string): void {
    this.known = known;
    this.taskIds.push(taskId);
  }
}

function updatesOf<Known>(updates: ReadonlyMap<string, PendingUpdate<Known>>): readonly ModelUpdate<Known>[] {
  return [...updates].flatMap(([id, { known, taskIds }]) =>
    taskIds.length === 0 ? [] : [{ id, known, taskIds }],
  );
}
