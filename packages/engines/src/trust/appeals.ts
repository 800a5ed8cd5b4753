import {
  type AppealRecord,
  type AppealSubject,
  isContestable,
  type Task,
  unknownNonce,
  type WorkerRecord,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { Page } from '@asg/storage';

const openMax = 20;

export type AppealResult =
  | { readonly kind: 'opened'; readonly appeal: AppealRecord }
  | {
      readonly kind: 'assignment_not_found' | 'not_contestable' | 'not_suspended' | 'contested' | 'too_many';
    };

/** An appeal with the task that it is about, for the operator. */
export interface ContestedAppeal {
  readonly appeal: AppealRecord;
  /** As its worker knows it; null: as below. */
  readonly assignmentId: string | null;
  /** Null: it is about a suspension. */
  readonly task: Task | null;
}

/** What workers contest: a label that earned nothing, or a suspension. The operator answers, and workers read the answer. */
export class Appeals {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'assignmentIds'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'assignmentIds'>) {
    this.#context = context;
  }

  /** Contests the worker's suspension, or a label of theirs; whether its task was gold the worker is not told. */
  async open(
    worker: WorkerRecord,
    { assignmentId, message }: { readonly assignmentId: string | null; readonly message: string },
  ): Promise<AppealResult> {
    const { storage, clock, ids, assignmentIds } = this.#context;
    const { workerId, suspension } = worker;
    let about: AppealSubject;
    if (assignmentId === null) {
      if (suspension === undefined) return { kind: 'not_suspended' };
      about = { kind: 'suspension', sinceMs: suspension.atMs, reason: suspension.reason };
    } else {
      const parts = assignmentIds.open(workerId, assignmentId);
      const task = parts === null ? null : await storage.tasks.get(parts.taskId);
      const label = task?.labels.find((one) => one.workerId === workerId);
      if (task === null || label === undefined) return { kind: 'assignment_not_found' };
      if (!isContestable(task, label, clock.nowMs())) return { kind: 'not_contestable' };
      about = { kind: 'label', taskId: task.taskId, nonce: label.nonce ?? unknownNonce };
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

  /** What the worker knows the contested label by; null: the appeal is about a suspension. */
  assignmentOf({ workerId, about }: AppealRecord): string | null {
    if (about.kind === 'suspension') return null;
    const { taskId, nonce = unknownNonce } = about;
    return this.#context.assignmentIds.seal(workerId, { taskId, nonce });
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
      assignmentId: this.assignmentOf(appeal),
      task: about.kind === 'suspension' ? null : await this.#context.storage.tasks.get(about.taskId),
    };
  }
}
