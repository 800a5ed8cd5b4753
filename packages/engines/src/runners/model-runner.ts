import {
  type AskedItem,
  begunWalk,
  endedWalk,
  type GivenPrediction,
  idPrefixes,
  isAskedOf,
  isOpen,
  type ModelStep,
  type ModelWalk,
  modelKeyContext,
  modelQuestion,
  nextDayMs,
  type OwnModel,
  predictionOf,
  type Task,
  ulidTimeMs,
} from '@asg/domain';
import type { Outbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people/context';
import { mapBounded, type Sealer } from '@asg/runtime';
import { type AskOutcome, askOnce, openedKey } from './asking.ts';

/** What a task shows as a model is shown it, or why it cannot be; `own`: the server had no time for it. */
export type ModelItems =
  | { readonly kind: 'items'; readonly items: readonly AskedItem[] }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly own: boolean };

export interface ModelRunnerParts {
  readonly outbound: Pick<Outbound, 'request'>;
  readonly sealer: Sealer;
  readonly itemsOf: (task: Task) => Promise<ModelItems>;
  /** Keeps a prediction as one that the customer sends: `Intake.predict`. */
  readonly predict: (
    customerId: string,
    taskId: string,
    predictions: readonly GivenPrediction[],
  ) => Promise<{ readonly kind: 'kept' | 'invalid' | 'not_found' | 'not_open' }>;
  /** A whole answer takes so long at most, ms. Default: a minute. */
  readonly answerMs?: number;
}

/** late: the task was over by then. */
type Outcome = AskOutcome | { readonly kind: 'late'; readonly tokens: number };

/** Models that are asked at once, and tasks of each that one step reads and asks of. */
const modelsAtOnce = 16;
const duePage = 100;
const readMax = 50;
const askedMax = 16;
/** After a walk, and for each task that it read, ms: one that reads much is not made again at once. */
const idleMs = 2_000;
const idlePerTaskMs = 5;
const idleMsMax = 300_000;
/** Of a customer who is suspended, or where the server had no time for the items. */
const laterMs = 60_000;
/** Where the outcome of a step could not be stored, ms. */
const unstoredPauseMs = 10_000;
/** After so many failures in a row one task is taken for the cause where others were answered. */
const failuresOfOne = 4;
const unreadJobs = 100;

/**
 * Asks customers' models of their open tasks, a step at a time, and keeps what they say as predictions. What a request takes of the
 * budget is stored before it is sent. After a crash a step is made again: tasks that have their prediction are passed by.
 */
export class ModelRunner implements AsyncDisposable {
  readonly #context: EngineContext;
  readonly #parts: ModelRunnerParts;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  #whenFree: () => void = () => {};

  constructor(context: EngineContext, parts: ModelRunnerParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Called whenever a step ended: another round may find more to do. */
  onFree(whenFree: () => void): void {
    this.#whenFree = whenFree;
  }

  /** Begins a step of each model that is due. */
  async round(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const due = await storage.ownModels.due({ after: null, limit: duePage });
    for (const model of due) {
      if (model.dueAtMs > clock.nowMs() || this.#stop.signal.aborted) break;
      const key = modelKeyContext(model);
      if (this.#running.size >= modelsAtOnce || this.#running.has(key)) continue;
      const step = this.#step(model).finally(() => {
        this.#running.delete(key);
        this.#whenFree();
      });
      this.#running.set(key, step);
    }
    return false;
  }

  /** Resolves when every step that is under way has ended. */
  async stepsEnded(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.stepsEnded();
  }

  /** Never rejects: what could not be stored is made again. */
  async #step(read: OwnModel): Promise<void> {
    const { storage, clock, log } = this.#context;
    const { signal } = this.#stop;
    try {
      // What was listed may have ended a step since.
      const model = await storage.ownModels.get(read);
      if (model === null || !model.active || model.dueAtMs > clock.nowMs()) return;
      const step = await this.#made(model);
      if (!signal.aborted) await storage.ownModels.step({ ...model, step });
    } catch (err) {
      if (signal.aborted) return;
      log.error({ err, customer_id: read.customerId, model: read.name }, 'a model could not be asked');
      await clock.sleep(unstoredPauseMs, signal);
    }
  }

  async #made(model: OwnModel): Promise<ModelStep> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const { revision, createdAtMs, customerId } = model;
    const none = { kept: 0, late: 0, tokens: 0, unusable: [], note: null, failed: false, retryAfterMs: 0 };
    const about = { revision, createdAtMs, walk: model.walk, ...none };
    const customer = await storage.customers.get(customerId);
    if (customer === null || customer.suspended) return { ...about, idleMs: laterMs, nowMs };
    const key = openedKey(this.#parts.sealer, model);
    if (!key.opens)
      return { ...about, idleMs: 0, nowMs, switchOff: 'its key cannot be opened: set it again' };
    const { wanted, walk, pauseMs } = await this.#next(model, nowMs);
    if (wanted.length === 0) return { ...about, walk: walk(null), idleMs: pauseMs, nowMs };
    return { ...about, ...(await this.#asked(model, key.text, wanted, walk)) };
  }

  /** The next tasks to ask of; `walk`: as it goes on, from a task that is to be asked of again or behind them all. `pauseMs`: of a walk that ended. */
  async #next(model: OwnModel, nowMs: number) {
    const { storage } = this.#context;
    const { customerId } = model;
    const walk = begunWalk(model.walk, nowMs, await this.#unreadSince(model));
    const stretch = { customerId, after: walk.bottom, before: walk.at, limit: readMax };
    const page = await storage.tasks.ofCustomer(stretch);
    const wanted: Task[] = [];
    let read = 0;
    for (const task of page) {
      if (wanted.length === askedMax) break;
      read++;
      if (isOpen(task.state) && isAskedOf(model, task)) wanted.push(task);
    }
    const isEnd = page.length < readMax && read === page.length;
    const moved = (again: string | null): ModelWalk => {
      if (again === null && isEnd) return endedWalk(walk);
      const passed = again === null ? read : page.findIndex(({ taskId }) => taskId === again);
      return { ...walk, at: page[passed - 1]?.taskId ?? walk.at, read: walk.read + passed };
    };
    const pauseMs = isEnd ? Math.min(idleMsMax, idleMs + idlePerTaskMs * (walk.read + read)) : 0;
    return { wanted, walk: moved, pauseMs };
  }

  /** When the oldest job was made whose lines are still becoming tasks; all its tasks have that moment in their ids. */
  async #unreadSince({ customerId, walk }: OwnModel): Promise<number | null> {
    if (walk.next !== null) return null;
    const jobs = await this.#context.storage.jobs.list(customerId, { limit: unreadJobs, before: null });
    const unread = jobs.filter(({ job }) => job.status === 'queued' || job.status === 'ingesting');
    const times = unread.map(({ job }) => ulidTimeMs(job.jobId.slice(idPrefixes.job.length)));
    return times.length === 0 ? null : Math.min(...times);
  }

  async #asked(
    model: OwnModel,
    key: string | null,
    wanted: readonly Task[],
    walk: (again: string | null) => ModelWalk,
  ): Promise<Omit<ModelStep, 'revision' | 'createdAtMs'>> {
    const { storage, clock, random } = this.#context;
    const { customerId, name, concurrency } = model;
    const items = await mapBounded(wanted, concurrency, (task) => this.#parts.itemsOf(task));
    const readable = wanted.flatMap((task, i) => {
      const found = items[i];
      return found?.kind === 'items' ? [{ task, items: found.items }] : [];
    });
    const id = Buffer.from(random.bytes(12)).toString('base64url');
    const granted =
      readable.length === 0
        ? 0
        : await storage.ownModels.take({
            customerId,
            name,
            id,
            count: readable.length,
            nowMs: clock.nowMs(),
          });
    const asked = await mapBounded(
      readable.slice(0, granted),
      concurrency,
      async ({ task, items: shown }) => ({
        task,
        outcome: await this.#ask(model, key, task, shown),
      }),
    );
    return this.#summed(model, asked, { wanted, items, granted, readable: readable.length, walk });
  }

  /** Asks once, and keeps what it said. */
  async #ask(model: OwnModel, key: string | null, task: Task, items: readonly AskedItem[]): Promise<Outcome> {
    const { outbound, answerMs } = this.#parts;
    const { signal } = this.#stop;
    const { clock } = this.#context;
    const parts = { outbound, clock, key, signal, ...(answerMs !== undefined && { answerMs }) };
    const outcome = await askOnce(model, modelQuestion(task), items, parts);
    if (outcome.kind !== 'answer') return outcome;
    const { tokens, answer } = outcome;
    const said = { model: model.name, ...predictionOf(task, answer) };
    const kept = await this.#parts.predict(model.customerId, task.taskId, [said]);
    if (kept.kind === 'kept') return outcome;
    if (kept.kind === 'invalid')
      return { kind: 'unusable', reason: 'the task has predictions of too many models', tokens };
    return { kind: 'late', tokens };
  }

  #summed(
    model: OwnModel,
    asked: readonly { readonly task: Task; readonly outcome: Outcome }[],
    found: {
      readonly wanted: readonly Task[];
      readonly items: readonly ModelItems[];
      readonly granted: number;
      readonly readable: number;
      readonly walk: (again: string | null) => ModelWalk;
    },
  ): Omit<ModelStep, 'revision' | 'createdAtMs'> {
    const nowMs = this.#context.clock.nowMs();
    const unusable: string[] = [];
    let [kept, late, tokens, retryAfterMs] = [0, 0, 0, 0];
    let note: string | null = null;
    const isUp = asked.some(({ outcome }) => outcome.kind !== 'failed');
    const again = new Set<string>();
    for (const { task, outcome } of asked) {
      if (outcome.kind === 'failed') {
        note = outcome.reason;
        retryAfterMs = Math.max(retryAfterMs, outcome.retryAfterMs);
        // One task that fails where others do not is not to hold them up for good.
        if (isUp && (outcome.isRefused || model.failures >= failuresOfOne)) unusable.push(task.taskId);
        else again.add(task.taskId);
        continue;
      }
      tokens += outcome.tokens;
      if (outcome.kind === 'answer') kept++;
      else if (outcome.kind === 'late') late++;
      else {
        note = `an answer could not be used: ${outcome.reason}`;
        unusable.push(task.taskId);
      }
    }
    const isFailing = again.size > 0;
    let isBusy = false;
    for (const [i, task] of found.wanted.entries()) {
      const item = found.items[i];
      if (item?.kind !== 'unreadable') continue;
      if (item.own) {
        isBusy = true;
        again.add(task.taskId);
        continue;
      }
      note ??= `an item could not be read: ${item.reason}`;
      unusable.push(task.taskId);
    }
    const askedOf = new Set(asked.map(({ task }) => task.taskId));
    const isShort = found.granted < found.readable;
    const isLeft = (task: Task, i: number): boolean =>
      again.has(task.taskId) || (found.items[i]?.kind === 'items' && !askedOf.has(task.taskId));
    const walk = found.walk(found.wanted.find(isLeft)?.taskId ?? null);
    return {
      // What came meanwhile is asked of before what fails again and again.
      walk: isFailing && model.failures >= failuresOfOne ? { ...walk, at: null, next: null, read: 0 } : walk,
      kept,
      late,
      tokens,
      unusable,
      note,
      failed: isFailing,
      retryAfterMs,
      idleMs: isShort ? nextDayMs(nowMs) - nowMs : isBusy ? laterMs : 0,
      nowMs,
    };
  }
}
