import { createHash } from 'node:crypto';
import {
  defaultMaxLabels,
  priorityDefault,
  type Task,
  type TaskOrder,
  type TaskState,
  taskStates,
  thresholdDefault,
} from '@asg/domain';
import type { Idempotency, NewTask, OpenedTask } from '@asg/storage';
import type { EngineContext, Violation } from '../context.ts';
import { taskViolations } from './rules.ts';
import type { IntakeRules, TaskInput } from './task-input.ts';

const violationsMax = 100;
const saltBytes = 16;
/** How often a waiting request looks at the store again, in case another process made the change. */
const waitPollMs = 1_000;

export type SubmitResult =
  | {
      readonly kind: 'accepted';
      readonly batchId: string | null;
      readonly batchRepeated: boolean;
      readonly tasks: readonly OpenedTask[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'quota_exhausted' }
  | { readonly kind: 'idempotency_conflict'; readonly index: number | null };

export type CancelResult =
  | { readonly kind: 'cancelled'; readonly task: Task }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_open'; readonly task: Task };

export interface BatchProgress {
  readonly batchId: string;
  readonly createdAtMs: number;
  readonly taskCount: number;
  readonly counts: Readonly<Record<TaskState, number>>;
}

/** Takes tasks in for customers and tells them how they stand. Every method sees one customer's tasks alone. */
export class Intake {
  readonly #context: EngineContext;
  readonly #rules: IntakeRules;

  constructor(context: EngineContext, rules: IntakeRules) {
    this.#context = context;
    this.#rules = rules;
  }

  /** Accepts one task, or gives the earlier one back where its idempotency key is known. */
  submit(customerId: string, input: TaskInput): Promise<SubmitResult> {
    return this.#open(customerId, [input], null, taskViolations(input, this.#rules));
  }

  /** Accepts all tasks or none. `idempotencyKey` names the batch as a whole. */
  submitBatch(
    customerId: string,
    inputs: readonly TaskInput[],
    idempotencyKey: string | null,
  ): Promise<SubmitResult> {
    const violations: Violation[] = [];
    for (let i = 0; i < inputs.length && violations.length < violationsMax; i++) {
      violations.push(...taskViolations(inputs[i]!, this.#rules, `tasks.${i}.`));
    }
    const batch = {
      batchId: this.#context.ids.next('batch'),
      idempotency: idempotencyKey === null ? null : idempotencyOf(idempotencyKey, inputs),
    };
    return this.#open(customerId, inputs, batch, violations.slice(0, violationsMax));
  }

  async #open(
    customerId: string,
    inputs: readonly TaskInput[],
    batch: { readonly batchId: string; readonly idempotency: Idempotency | null } | null,
    violations: readonly Violation[],
  ): Promise<SubmitResult> {
    if (violations.length > 0) return { kind: 'invalid', violations };
    const nowMs = this.#context.clock.nowMs();
    const tasks = inputs.map((input) => this.#newTask(customerId, input, batch?.batchId ?? null, nowMs));
    const { storage } = this.#context;
    const outcome = await storage.openTasks({ customerId, tasks, batch, nowMs });
    if (outcome.kind !== 'opened') return outcome;
    const { batchId, batchRepeated } = outcome;
    return { kind: 'accepted', batchId, batchRepeated, tasks: outcome.tasks, warnings: warningsFor(inputs) };
  }

  #newTask(customerId: string, input: TaskInput, batchId: string | null, nowMs: number): NewTask {
    const threshold = input.consensus_threshold ?? thresholdDefault;
    const { question, options, instructions } = input.label_spec;
    const order: TaskOrder = {
      taskId: this.#context.ids.next('task'),
      customerId,
      batchId,
      type: input.type,
      dataUrl: input.data_url,
      labelSpec: instructions == null ? { question, options } : { question, options, instructions },
      consensus: {
        policy: 'threshold',
        threshold,
        earlyStop: input.consensus?.early_stop ?? this.#rules.earlyStopDefault,
        maxLabels: input.consensus?.max_labels ?? defaultMaxLabels(threshold),
      },
      language: input.language?.toLowerCase() ?? null,
      priority: input.priority ?? priorityDefault,
      metadata: input.metadata ?? null,
      callbackUrl: input.callback_url ?? null,
      createdAtMs: nowMs,
      expiresAtMs: input.expires_in == null ? null : nowMs + input.expires_in * 1000,
      salt: this.#context.ids.hex(saltBytes),
    };
    const key = input.idempotency_key;
    return { order, idempotency: key == null ? null : idempotencyOf(key, input) };
  }

  /** The customer's task, or null: another's does not exist for them. */
  async task(customerId: string, taskId: string): Promise<Task | null> {
    const task = await this.#context.storage.task(taskId);
    return task?.customerId === customerId ? task : null;
  }

  /**
   * The customer's task as soon as `isReady` holds, or as it is after `waitMs` or when the signal aborts.
   * Null where there is none.
   */
  async waitForTask(
    customerId: string,
    taskId: string,
    isReady: (task: Task) => boolean,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<Task | null> {
    const { clock, signals } = this.#context;
    const untilMs = clock.nowMs() + waitMs;
    for (;;) {
      const next = signals.next(taskId);
      try {
        const task = await this.task(customerId, taskId);
        const leftMs = untilMs - clock.nowMs();
        if (task === null || isReady(task) || leftMs <= 0 || signal.aborted) return task;
        const pause = new AbortController();
        const stop = AbortSignal.any([signal, pause.signal]);
        await Promise.race([next.changed, clock.sleep(Math.min(leftMs, waitPollMs), stop)]);
        pause.abort();
      } finally {
        next.cancel();
      }
    }
  }

  /** How a batch's tasks stand, or null where the customer has no such batch. */
  async batch(customerId: string, batchId: string): Promise<BatchProgress | null> {
    const batch = await this.#context.storage.batch(batchId);
    if (batch === null || batch.customerId !== customerId) return null;
    const counts = Object.fromEntries(taskStates.map((state) => [state, 0])) as Record<TaskState, number>;
    for (const task of await this.#context.storage.tasks(batch.taskIds))
      if (task !== null) counts[task.state]++;
    return { batchId, createdAtMs: batch.createdAtMs, taskCount: batch.taskIds.length, counts };
  }

  /** Cancels an open task; labels that did arrive are paid if they are with the plurality. */
  async cancel(customerId: string, taskId: string): Promise<CancelResult> {
    const { storage, clock, signals } = this.#context;
    if ((await this.task(customerId, taskId)) === null) return { kind: 'not_found' };
    const outcome = await storage.cancelTask({ taskId, nowMs: clock.nowMs() });
    if (outcome === null) return { kind: 'not_found' };
    if (outcome.kind === 'refused') return { kind: 'not_open', task: outcome.task };
    signals.notify(taskId);
    return { kind: 'cancelled', task: outcome.task };
  }
}

/** The key and a hash of what it was sent with: the same key with another body is refused. */
function idempotencyOf(key: string, body: unknown): Idempotency {
  return {
    key,
    bodyHash: createHash('sha256')
      .update(JSON.stringify(sorted(body)))
      .digest('hex'),
  };
}

/** The value with its keys in order and without nulls, which mean absent: the order of fields does not matter. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]);
}

function warningsFor(inputs: readonly TaskInput[]): readonly string[] {
  return inputs.some((input) => input.callback_url != null)
    ? ['callback_url is kept with the task, but this version does not deliver webhooks yet: poll the result']
    : [];
}
