import { type GoldRun, newTemplateModel, type TrainingExample, trained, unknownWorker } from '@asg/domain';
import { at, entryOf } from '@asg/domain/present';
import { Batcher } from '../cluster/batcher.ts';
import type { Kind } from '../records/document.ts';
import { Forgettable } from '../records/forgettable.ts';
import type { RecordStore } from '../records/record-store.ts';
import { tasks } from '../tasks/task-kind.ts';
import {
  goldRuns,
  type Learnt,
  type LearntTemplate,
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

/**
 * Trains the models of template, workers and gold items on closed tasks. A round of examples is written to the template's
 * record first, with the new states of the other records, and then to those. A process that finds a round which another
 * left half done completes it before it trains, so that no round starts from half of another.
 */
export class Training {
  readonly #records: RecordStore;
  readonly #examples: Batcher<string>;
  readonly #forgettable = new Forgettable();
  /** By template, the revision whose round is carried out. */
  readonly #carriedOut = new Map<string, number>();

  constructor(records: RecordStore) {
    this.#records = records;
    this.#examples = new Batcher(examplesAtOnce, (template, taskIds) => this.#train(template, taskIds));
    // Rounds of one template follow one another here. Examples it was trained on before change nothing.
    records.effects.register(
      'lesson',
      ({ taskId, template }: TrainingFacts) => this.#examples.add(template, [taskId]),
      ({ taskId, template }) => this.#forgettable.add(template, taskId),
    );
  }

  async #train(template: string, taskIds: readonly string[]): Promise<void> {
    const found = await this.#records.documents.readMany(tasks, [...new Set(taskIds)]);
    const examples = found.flatMap((stored): readonly TrainingExample[] => {
      if (stored === null) return [];
      const { task } = stored.state;
      return [{ task, labels: task.labels, gold: task.gold ?? null }];
    });
    const forgotten = this.#forgettable.take(template);
    while (!(await this.#trainNow(template, examples, forgotten)));
  }

  /** False: another process trained the template meanwhile. */
  async #trainNow(
    template: string,
    examples: readonly TrainingExample[],
    forgotten: ReadonlySet<string>,
  ): Promise<boolean> {
    const { documents } = this.#records;
    const stored = await documents.read(templateModels, template);
    const { lately = [], round } = stored?.state ?? {};
    if (stored !== null && round !== undefined && this.#carriedOut.get(template) !== stored.revision)
      await this.#carryOut(template, stored.revision, round);
    const fresh = examples.filter(({ task }) => !lately.includes(task.taskId));
    if (fresh.length === 0) return true;

    const [workers, runs] = await Promise.all([
      this.#read(
        workerModels,
        fresh.flatMap(({ labels }) => labels.map(({ workerId }) => workerModelId(workerId, template))),
        unknownWorker,
      ),
      this.#read<GoldRun | null>(
        goldRuns,
        fresh.flatMap(({ gold }) => gold?.goldId ?? []),
        null,
      ),
    ]);
    let model = stored?.state.known ?? newTemplateModel(at(fresh, 0).task);
    for (const example of fresh) {
      const { task, labels, gold } = example;
      const updates = labels.map(({ workerId }) => entryOf(workers, workerModelId(workerId, template)));
      const run = gold === null ? undefined : entryOf(runs, gold.goldId);
      const after = trained(example, {
        model,
        workers: updates.map(({ known }) => known),
        run: run?.known ?? null,
      });
      model = after.model;
      for (const [index, update] of updates.entries()) update.learn(at(after.workers, index), task.taskId);
      if (after.run !== null) run?.learn(after.run, task.taskId);
    }
    const decided: Round = { workers: updatesOf(workers), runs: updatesOf(runs) };
    const kept = lately.filter((taskId) => !forgotten.has(taskId));
    const state: LearntTemplate = {
      known: model,
      lately: [...kept, ...fresh.map(({ task }) => task.taskId)].slice(-rememberedMax.ofTemplate),
      round: decided,
    };
    const revision = await documents.change<LearntTemplate, number | null>(
      templateModels,
      template,
      (_, next) => (next === (stored?.revision ?? 0) + 1 ? { state, result: next } : { result: null }),
      stored ?? undefined,
    );
    if (revision === null) return false;
    await this.#carryOut(template, revision, decided);
    return true;
  }

  async #read<Known>(
    kind: Kind<Learnt<Known>>,
    ids: readonly string[],
    first: Known,
  ): Promise<ReadonlyMap<string, PendingUpdate<Known>>> {
    const unique = [...new Set(ids)];
    const found = await this.#records.documents.readMany(kind, unique);
    return new Map(unique.map((id, index) => [id, new PendingUpdate(found[index]?.state.known ?? first)]));
  }

  async #carryOut(template: string, revision: number, { workers, runs }: Round): Promise<void> {
    await Promise.all([this.#write(workerModels, workers), this.#write(goldRuns, runs)]);
    if (this.#carriedOut.size === carriedOutMax) this.#carriedOut.clear();
    this.#carriedOut.set(template, revision);
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

/** The state of one worker or gold item, and the tasks of this round that changed it. */
class PendingUpdate<Known> {
  known: Known;
  readonly taskIds: string[] = [];

  constructor(known: Known) {
    this.known = known;
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
