import type { AppealRecord, AppealSubject, Task, WorkerRecord } from '@asg/domain';
import type { Page } from '@asg/storage';
import type { EngineContext } from '../context.ts';

const openMax = 20;

export type AppealResult =
  | { readonly kind: 'opened'; readonly appeal: AppealRecord }
  | { readonly kind: 'task_not_found' | 'not_contestable' | 'not_suspended' | 'contested' | 'too_many' };

/** An appeal with the task that it is about, for the operator. */
export interface ContestedAppeal {
  readonly appeal: AppealRecord;
  /** Null: it is about a suspension. */
  readonly task: Task | null;
}

/** What workers contest: a gold miss or a suspension. The operator answers, and workers read the answer. */
export class Appeals {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'log'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'log'>) {
    this.#context = context;
  }

  /** Contests the worker's suspension, or their miss on a task where the answer was known. */
  async open(
    worker: WorkerRecord,
    { taskId, message }: { readonly taskId: string | null; readonly message: string },
  ): Promise<AppealResult> {
    const { storage, clock, ids } = this.#context;
    const { workerId, suspension } = worker;
    let about: AppealSubject;
    if (taskId === null) {
      if (suspension === undefined) return { kind: 'not_suspended' };
      about = { kind: 'suspension', sinceMs: suspension.atMs, reason: suspension.reason };
    } else {
      const task = await storage.tasks.get(taskId);
      // They must not learn whether a task of others exists.
      if (task?.labels.every((label) => label.workerId !== workerId) ?? true)
        return { kind: 'task_not_found' };
      if (task?.gold === undefined || task.decision !== null) return { kind: 'not_contestable' };
      about = { kind: 'gold_miss', taskId };
    }
    const appealId = ids.next('appeal');
    const appeal: AppealRecord = {
      appealId,
      workerId,
      about,
      message,
      openedAtMs: clock.nowMs(),
      answer: null,
    };
    const outcome = await storage.appeals.open({ appeal, openMax });
    return outcome === 'opened' ? { kind: 'opened', appeal } : { kind: outcome };
  }

  /** A worker's appeals, the newest first. */
  of(workerId: string, page: Page): Promise<readonly AppealRecord[]> {
    return this.#context.storage.appeals.ofWorker(workerId, page);
  }

  /** Those that wait for the operator. */
  async waiting(page: Page): Promise<readonly ContestedAppeal[]> {
    return Promise.all(
      (await this.#context.storage.appeals.waiting(page)).map((appeal) => this.#withTask(appeal)),
    );
  }

  /** The operator's answer; the first one is final. Null: there is no such appeal. */
  async answer(
    appealId: string,
    answer: { readonly upheld: boolean; readonly text: string },
  ): Promise<ContestedAppeal | null> {
    const { storage, clock } = this.#context;
    const answered = await storage.appeals.answer({ appealId, ...answer, nowMs: clock.nowMs() });
    return answered === null ? null : this.#withTask(answered);
  }

  async #withTask(appeal: AppealRecord): Promise<ContestedAppeal> {
    const { about } = appeal;
    return {
      appeal,
      task: about.kind === 'gold_miss' ? await this.#context.storage.tasks.get(about.taskId) : null,
    };
  }
}
