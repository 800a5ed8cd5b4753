import { type GoldRun, type Lesson, newTemplateModel, taught, unknownWorker } from '@asg/domain';
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
  type LessonFacts,
  type Round,
  type Taught,
  templateModels,
  workerModelId,
  workerModels,
} from './model-kinds.ts';

/**
 * Closed tasks that a record has learnt from, remembered by id; the latest. A template learns from all workers' tasks, and
 * drops those that will not be told of again, so that few are left.
 */
const rememberedMax = { ofTemplate: 1_000, ofOthers: 200 };
const lessonsAtOnce = 25;
/** Templates whose last round is known here to be carried out. */
const carriedOutMax = 5_000;

/**
 * Closed tasks teach what is known of their template, workers and gold. The template's record decides: a round of lessons
 * is written to it first, with all that it makes of the other records, and then to those. Whoever comes next, after a
 * death in between, carries out the round that they find before they teach, so that no lesson is learnt from half of another.
 */
export class Teaching {
  readonly #records: RecordStore;
  readonly #lessons: Batcher<string>;
  readonly #forgettable = new Forgettable();
  /** By template, the revision whose round is carried out. */
  readonly #carriedOut = new Map<string, number>();

  constructor(records: RecordStore) {
    this.#records = records;
    this.#lessons = new Batcher(lessonsAtOnce, (template, taskIds) => this.#teach(template, taskIds));
    // Lessons of one template go one round after the other here. Those learnt before change nothing.
    records.effects.register(
      'lesson',
      ({ taskId, template }: LessonFacts) => this.#lessons.add(template, [taskId]),
      ({ taskId, template }) => this.#forgettable.add(template, taskId),
    );
  }

  async #teach(template: string, taskIds: readonly string[]): Promise<void> {
    const found = await this.#records.documents.readMany(tasks, [...new Set(taskIds)]);
    const lessons = found.flatMap((stored): readonly Lesson[] => {
      if (stored === null) return [];
      const { task } = stored.state;
      return [{ task, labels: task.labels, gold: task.gold ?? null }];
    });
    const forgotten = this.#forgettable.take(template);
    while (!(await this.#teachNow(template, lessons, forgotten)));
  }

  /** False: the template was taught by somebody else meanwhile. */
  async #teachNow(
    template: string,
    lessons: readonly Lesson[],
    forgotten: ReadonlySet<string>,
  ): Promise<boolean> {
    const { documents } = this.#records;
    const stored = await documents.read(templateModels, template);
    const { lately = [], round } = stored?.state ?? {};
    if (stored !== null && round !== undefined && this.#carriedOut.get(template) !== stored.revision)
      await this.#carryOut(template, stored.revision, round);
    const fresh = lessons.filter(({ task }) => !lately.includes(task.taskId));
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
    for (const lesson of fresh) {
      const { task, labels, gold } = lesson;
      const pupils = labels.map(({ workerId }) => entryOf(workers, workerModelId(workerId, template)));
      const run = gold === null ? undefined : entryOf(runs, gold.goldId);
      const after = taught(lesson, {
        model,
        workers: pupils.map(({ known }) => known),
        run: run?.known ?? null,
      });
      model = after.model;
      for (const [index, pupil] of pupils.entries()) pupil.learn(at(after.workers, index), task.taskId);
      if (after.run !== null) run?.learn(after.run, task.taskId);
    }
    const decided: Round = { workers: taughtOf(workers), runs: taughtOf(runs) };
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
  ): Promise<ReadonlyMap<string, Pupil<Known>>> {
    const unique = [...new Set(ids)];
    const found = await this.#records.documents.readMany(kind, unique);
    return new Map(unique.map((id, index) => [id, new Pupil(found[index]?.state.known ?? first)]));
  }

  async #carryOut(template: string, revision: number, { workers, runs }: Round): Promise<void> {
    await Promise.all([this.#write(workerModels, workers), this.#write(goldRuns, runs)]);
    if (this.#carriedOut.size === carriedOutMax) this.#carriedOut.clear();
    this.#carriedOut.set(template, revision);
  }

  async #write<Known>(kind: Kind<Learnt<Known>>, all: readonly Taught<Known>[]): Promise<void> {
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

/** What is known of one worker or gold item, and what this round teaches of it. */
class Pupil<Known> {
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

function taughtOf<Known>(pupils: ReadonlyMap<string, Pupil<Known>>): readonly Taught<Known>[] {
  return [...pupils].flatMap(([id, { known, taskIds }]) =>
    taskIds.length === 0 ? [] : [{ id, known, taskIds }],
  );
}
