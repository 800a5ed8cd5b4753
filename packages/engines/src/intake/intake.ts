import { admitItems, holdItems, problemAt } from '@asg/assets';
import {
  allowanceOf,
  batchCounts,
  coverSourceOf,
  type FundsRefusal,
  type GivenPrediction,
  isLookedAt,
  keptLabelSpec,
  keptPredictions,
  type OpenedTask,
  type Payer,
  predictionsMax,
  predictionViolations,
  type StateCounts,
  scopeSum,
  type Task,
} from '@asg/domain';
import { announce, type EngineContext, type Violation } from '@asg/people/context';
import { at, present } from '@asg/values/present';
import { hasOwnPeople, ownShort, payOwnProblem, questionOf } from '../submission/crowd.ts';
import { type AskedAgain, idempotencyOf, newTask } from '../submission/order.ts';
import { noPractice, noteAsked, withoutPractice } from '../submission/practice.ts';
import { taskViolations } from '../submission/rules.ts';
import type { IntakeRules, TaskInput } from '../submission/task-input.ts';
import { submissionWarnings } from '../submission/warnings.ts';

const violationsMax = 100;

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
  | FundsRefusal
  | { readonly kind: 'idempotency_conflict'; readonly index: number | null };

export type CancelResult =
  | { readonly kind: 'cancelled'; readonly task: Task }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_open'; readonly task: Task };

export type PredictResult =
  | { readonly kind: 'kept'; readonly task: Task }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_open'; readonly task: Task };

export interface BatchProgress {
  readonly batchId: string;
  readonly createdAtMs: number;
  readonly taskCount: number;
  readonly counts: StateCounts;
}

/** Accepts tasks from customers and shows their status. Every method sees only one customer's tasks. */
export class Intake {
  readonly #context: EngineContext;
  readonly #rules: IntakeRules;
  readonly #opened: (customerId: string, firstTaskId: string) => void;

  /** `opened` hears of new tasks whose items are looked at: their customer, and the first of them. */
  constructor(
    context: EngineContext,
    rules: IntakeRules,
    opened: (customerId: string, firstTaskId: string) => void = () => {},
  ) {
    this.#context = context;
    this.#rules = rules;
    this.#opened = opened;
  }

  /** Accepts one task, or gives the earlier one back where its idempotency key is known. */
  submit(customer: Payer, input: TaskInput, again: AskedAgain | null = null): Promise<SubmitResult> {
    return this.#open(customer, [input], null, taskViolations(input, this.#rules), again);
  }

  /** Accepts all tasks or none. `idempotencyKey` names the batch as a whole. */
  submitBatch(
    customer: Payer,
    inputs: readonly TaskInput[],
    idempotencyKey: string | null,
  ): Promise<SubmitResult> {
    const violations: Violation[] = [];
    for (let i = 0; i < inputs.length && violations.length < violationsMax; i++) {
      const input = at(inputs, i);
      // Its place is put into words only where something is wrong with it.
      if (taskViolations(input, this.#rules).length > 0)
        violations.push(...taskViolations(input, this.#rules, `tasks.${i}.`));
    }
    const batch = {
      batchId: this.#context.ids.next('batch'),
      key: idempotencyKey,
    };
    return this.#open(customer, inputs, batch, violations.slice(0, violationsMax));
  }

  async #open(
    customer: Payer,
    given: readonly TaskInput[],
    named: { readonly batchId: string; readonly key: string | null } | null,
    violations: readonly Violation[],
    again: AskedAgain | null = null,
  ): Promise<SubmitResult> {
    if (violations.length > 0) return { kind: 'invalid', violations };
    const nowMs = this.#context.clock.nowMs();
    const { storage, ids } = this.#context;
    const { customerId } = customer;
    const from = coverSourceOf(customer);
    const ownPay = ownPayIn(given, named !== null);
    const problem = ownPay === null ? null : payOwnProblem(from);
    if (ownPay !== null && problem !== null) return invalid(ownPay, problem);
    const unpractised = await this.#unpractised(customerId, given, named !== null);
    if (unpractised.length > 0) return { kind: 'invalid', violations: unpractised };
    const isForOwn = given.some(({ crowd }) => crowd === 'own_then_public');
    const hasPeople = isForOwn && (await hasOwnPeople(storage, customerId));
    const { inputs, texts } = admitItems(given);
    const batchId = named?.batchId ?? null;
    const of = { customerId, batchId, jobId: null, nowMs, from, hasPeople, again };
    const tasks = inputs.map((input) => newTask(ids.next('task'), input, of, this.#rules, ids));
    const items = tasks.map(({ order: { taskId: userId, dataUrl } }) => ({ userId, dataUrl }));
    const unheld = await holdItems(storage, {
      customerId,
      items,
      texts,
      nowMs,
      bytesMax: this.#rules.assetsBytesMax,
    });
    if (unheld.size > 0) {
      const at = (index: number): string => (named === null ? '' : `tasks.${index}.`);
      const found = [...unheld]
        .slice(0, violationsMax)
        .map(([index, problem]) => problemAt(problem, at(index)));
      return { kind: 'invalid', violations: found };
    }
    const batch = named && {
      batchId: named.batchId,
      idempotency: named.key === null ? null : idempotencyOf(named.key, inputs),
    };
    const allowance = allowanceOf(customer, this.#rules);
    const request = { customerId, tasks, batch, nowMs, ...(allowance !== null && { allowance }) };
    const outcome = await storage.tasks.open(request);
    if (outcome.kind === 'funds_short' && outcome.isForOwn === true && ownPay !== null)
      return invalid(ownPay, ownShort(outcome));
    if (outcome.kind !== 'opened') return outcome;
    const fresh = outcome.tasks.find(
      ({ repeated }, index) => !repeated && isLookedAt(at(tasks, index).order.dataUrl),
    );
    if (fresh !== undefined) this.#opened(customerId, fresh.taskId);
    return {
      kind: 'accepted',
      batchId: outcome.batchId,
      batchRepeated: outcome.batchRepeated,
      tasks: outcome.tasks,
      warnings: await submissionWarnings(storage, customerId, inputs),
    };
  }

  /** Tasks that ask for practice that their question does not have. The other questions are asked from now on. */
  async #unpractised(
    customerId: string,
    inputs: readonly TaskInput[],
    isBatch: boolean,
  ): Promise<readonly Violation[]> {
    const { storage, clock } = this.#context;
    const asked = inputs.flatMap((input, i) =>
      input.qualification == null
        ? []
        : [
            {
              i,
              question: questionOf(
                { ...input, labelSpec: input.kept_spec ?? keptLabelSpec(input) },
                customerId,
              ),
            },
          ],
    );
    if (asked.length === 0) return [];
    const questions = new Set(asked.map(({ question }) => question));
    const without = await withoutPractice(storage, questions);
    if (without.size === 0) await noteAsked(storage, questions, clock.nowMs());
    return asked
      .filter(({ question }) => without.has(question))
      .slice(0, violationsMax)
      .map(({ i }) => {
        const field = `${isBatch ? `tasks.${i}.` : ''}qualification.practice`;
        return { field, constraint: 'practice', message: `${field} ${noPractice}` };
      });
  }

  /** The customer's task, or null: another's does not exist for them. */
  async task(customerId: string, taskId: string): Promise<Task | null> {
    const task = await this.#context.storage.tasks.get(taskId);
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
        await next.within(clock, Math.min(leftMs, signals.pollMs), signal);
      } finally {
        next.cancel();
      }
    }
  }

  /** The status of a batch's tasks, or null where the customer has no such batch. */
  async batch(customerId: string, batchId: string): Promise<BatchProgress | null> {
    const { tasks, stats } = this.#context.storage;
    let batch = await tasks.batchHead(batchId);
    if (batch === null || batch.customerId !== customerId) return null;
    if (batch.repeated === null && (await tasks.countBatch(batchId))) batch = await tasks.batchHead(batchId);
    const { createdAtMs, taskCount, repeated } = present(batch, batchId);
    const [[figures], others] = await Promise.all([
      stats.results([scopeSum({ of: 'batch', id: batchId })]),
      tasks.many(repeated ?? []),
    ]);
    return { batchId, createdAtMs, taskCount, counts: batchCounts(taskCount, figures ?? {}, others) };
  }

  /** Keeps what the customer's models say of an open task, for the decision from its next label on. */
  async predict(
    customerId: string,
    taskId: string,
    predictions: readonly GivenPrediction[],
  ): Promise<PredictResult> {
    const task = await this.task(customerId, taskId);
    if (task === null) return { kind: 'not_found' };
    const violations: Violation[] = [];
    predictionViolations(predictions, task, (field, constraint, message) => {
      violations.push({ field, constraint, message: `${field} ${message}` });
    });
    if (violations.length > 0) return { kind: 'invalid', violations };
    const { storage, clock } = this.#context;
    const kept = keptPredictions(predictions, task);
    const command = { do: 'predict', ...kept, nowMs: clock.nowMs() } as const;
    const [outcome] = await storage.tasks.change([{ taskId, command }]);
    if (outcome == null) return { kind: 'not_found' };
    if (outcome.kind !== 'refused') return { kind: 'kept', task: outcome.task };
    if (outcome.reason !== 'too_many_models') return { kind: 'not_open', task: outcome.task };
    const field = 'predictions';
    const message = `${field} must be of at most ${predictionsMax} models, with those that the task has`;
    return { kind: 'invalid', violations: [{ field, constraint: 'max', message }] };
  }

  /** Cancels an open task; labels that did arrive are paid if they are with the plurality. */
  async cancel(customerId: string, taskId: string): Promise<CancelResult> {
    const { storage, clock, signals } = this.#context;
    if ((await this.task(customerId, taskId)) === null) return { kind: 'not_found' };
    const outcome = await storage.tasks.cancel({ taskId, nowMs: clock.nowMs() });
    if (outcome === null) return { kind: 'not_found' };
    if (outcome.kind === 'refused') return { kind: 'not_open', task: outcome.task };
    announce(signals, outcome.task);
    return { kind: 'cancelled', task: outcome.task };
  }
}

/** The field that asks for own people's pay first; null: none does. */
function ownPayIn(inputs: readonly TaskInput[], isBatch: boolean): string | null {
  const first = inputs.findIndex(({ pay_own }) => pay_own === true);
  return first < 0 ? null : `${isBatch ? `tasks.${first}.` : ''}pay_own`;
}

function invalid(field: string, problem: string): SubmitResult {
  const violation = { field, constraint: 'funded_balance', message: `${field} ${problem}` };
  return { kind: 'invalid', violations: [violation] };
}
