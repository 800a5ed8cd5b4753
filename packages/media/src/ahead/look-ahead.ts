import { hostOf, type ItemLook, isLookedAt, isOpen, isUnshowable, type Task } from '@asg/domain';
import { announce, type EngineContext } from '@asg/people';
import type { Items } from '../items.ts';
import { stepOf } from './walking.ts';

/** Of each round: looks that are due, and customers and jobs with new tasks. */
const dueMax = 16;
const walksMax = 16;
/** Sources that are noted between two writes; what is beyond is seen when a worker looks. */
const notedMax = 10_000;
/** Of an id, so that it is below all ids of that moment. */
const momentLength = 14;
/** When the server itself had no time to look, ms. */
const ownGapMs = 30_000;

export interface LookAheadRules {
  /** Items that are looked at in a second, in all; 0: none is. */
  readonly perSecond: number;
}

/**
 * Looks at items before workers do. A look that fails marks the task and withholds it from nobody; a task whose item the server
 * could not see again and again ends (`isUnshowable`).
 */
export class LookAhead {
  readonly #context: EngineContext;
  readonly #items: Items;
  readonly #rules: LookAheadRules;
  /** The oldest new task by customer; by job null. */
  readonly #noted = new Map<string, string | null>();
  #nextMs = 0;

  constructor(context: EngineContext, items: Items, rules: LookAheadRules) {
    this.#context = context;
    this.#items = items;
    this.#rules = rules;
  }

  /** There are new tasks of a customer, this one the oldest, or new lines of a job. */
  readonly note = (sourceId: string, firstTaskId: string | null = null): void => {
    if (this.#rules.perSecond === 0 || this.#noted.has(sourceId) || this.#noted.size >= notedMax) return;
    this.#noted.set(sourceId, firstTaskId);
  };

  /** Stores what was noted. True: there was something. */
  async keepNotes(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const noted = [...this.#noted];
    this.#noted.clear();
    const nowMs = clock.nowMs();
    for (const [sourceId, first] of noted)
      await storage.lookWalks.open({ sourceId, bottom: first?.slice(0, momentLength) ?? null, nowMs });
    return noted.length > 0;
  }

  /** A worker could not see the item of a task. */
  async wish(taskId: string): Promise<void> {
    const { storage, clock } = this.#context;
    if (this.#rules.perSecond === 0) return;
    const task = await storage.tasks.get(taskId);
    if (task === null || !isOpen(task.state) || task.gold !== undefined || !isLookedAt(task.dataUrl)) return;
    await storage.looks.wish({ task, nowMs: clock.nowMs() });
  }

  /** Looks at what is due, then at what is new. True: there may be more at once. */
  async round(stop: AbortSignal): Promise<boolean> {
    if (this.#rules.perSecond === 0) return false;
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const [planned, walks] = await Promise.all([
      storage.looks.due({ after: null, limit: dueMax }),
      storage.lookWalks.underWay({ after: null, limit: walksMax }),
    ]);
    const due = planned.filter(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= nowMs);
    const again = await storage.tasks.many(due.map(({ taskId }) => taskId));
    const known = new Map(due.map((look) => [look.taskId, look]));
    const open = again.filter((task): task is Task => task !== null && isOpen(task.state));
    const isStill = new Set(open.map(({ taskId }) => taskId));
    for (const [i, { taskId }] of due.entries())
      if (!isStill.has(taskId))
        await storage.looks.close({ taskId, isEnded: again[i]?.expiredFor === 'item_unshowable' });
    const steps = await Promise.all(walks.map((walk) => stepOf(storage, walk, nowMs)));
    await this.#lookAt([...open, ...steps.flatMap(({ tasks }) => tasks)], known, stop);
    if (stop.aborted) return false;
    for (const { moved } of steps) await storage.lookWalks.move(moved);
    return due.length > 0 || steps.some(({ isOn }) => isOn);
  }

  /** Of each host one after the other, of several at once: one that does not answer holds up no other. */
  async #lookAt(
    tasks: readonly Task[],
    known: ReadonlyMap<string, ItemLook>,
    stop: AbortSignal,
  ): Promise<void> {
    const byHost = Map.groupBy(tasks, ({ dataUrl }) => hostOf(dataUrl) ?? '');
    await Promise.all(
      [...byHost.values()].map(async (ofHost) => {
        for (const task of ofHost) {
          await this.#turn(stop);
          if (stop.aborted) return;
          await this.#look(task, known.get(task.taskId) ?? null);
        }
      }),
    );
  }

  /** Waits until the rate allows another look. */
  async #turn(stop: AbortSignal): Promise<void> {
    const { clock } = this.#context;
    const atMs = Math.max(clock.nowMs(), this.#nextMs);
    this.#nextMs = atMs + 1_000 / this.#rules.perSecond;
    if (atMs > clock.nowMs()) await clock.sleep(atMs - clock.nowMs(), stop);
  }

  async #look(task: Task, known: ItemLook | null): Promise<void> {
    const { storage, clock } = this.#context;
    const { taskId } = task;
    const shown = await this.#items.whole(task);
    if (shown.kind === 'media') {
      if (known !== null) await storage.looks.close({ taskId, isEnded: false });
      return;
    }
    if (shown.fault === 'own') {
      await storage.looks.wish({ task, nowMs: clock.nowMs() + ownGapMs });
      return;
    }
    // Where nobody answers, it may be the server that nobody can reach.
    const isCounted = shown.fault !== 'silence' || (await this.#items.othersAnswer(task));
    const failed = { task, reason: shown.reason, isCounted, atMs: clock.nowMs() };
    if (isUnshowable(await storage.looks.fail(failed))) await this.#giveUp(task);
  }

  async #giveUp({ taskId }: Task): Promise<void> {
    const { storage, clock, signals, log } = this.#context;
    const outcome = await storage.tasks.giveUp({ taskId, nowMs: clock.nowMs() });
    const ended = outcome !== null && outcome.kind !== 'refused';
    await storage.looks.close({ taskId, isEnded: ended });
    if (!ended) return;
    log.info({ task_id: taskId }, 'a task expired: its item cannot be shown');
    announce(signals, outcome.task);
  }
}
