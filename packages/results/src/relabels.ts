import { isOpen, isSensitive, type Payer, sentMetadata, type Task, type TaskOrder } from '@asg/domain';
import type { AskedAgain, Intake, SubmitResult, TaskInput } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import { at } from '@asg/values/present';

/** What is asked for otherwise than with the first task; null: the same. */
export type RelabelInput = Pick<
  TaskInput,
  | 'consensus'
  | 'consensus_threshold'
  | 'crowd'
  | 'own_for'
  | 'pay_own'
  | 'qualification'
  | 'priority'
  | 'expires_in'
  | 'callback_url'
> & {
  /** Labels before the first evaluation, by the policy threshold. */
  readonly redundancy?: number | null;
};

export type RelabelResult =
  | SubmitResult
  | { readonly kind: 'not_found' }
  | { readonly kind: 'refused'; readonly reason: RelabelRefusal };

export type RelabelRefusal = 'task_open' | 'item_gone' | 'already_relabelled' | 'redundancy_twice';

/** Asks others about a task again: a task of its own, with its own cost and receipt, for whoever did not label it before. */
export class Relabels {
  readonly #context: EngineContext;
  readonly #intake: Intake;

  constructor(context: EngineContext, intake: Intake) {
    this.#context = context;
    this.#intake = intake;
  }

  async relabel(
    customer: Payer,
    taskId: string,
    input: RelabelInput,
    key: string | null,
  ): Promise<RelabelResult> {
    const { customerId } = customer;
    const first = await this.#intake.task(customerId, taskId);
    if (first === null) return { kind: 'not_found' };
    const { tasks } = this.#context.storage;
    const latest = first.relabelledBy === undefined ? null : await tasks.get(first.relabelledBy);
    const known = key === null ? null : await this.#known(customerId, key);
    if (known?.relabelOf !== taskId) {
      const reason = whyNot(first, latest, input);
      if (reason !== null) return { kind: 'refused', reason };
    }
    const labelledBy = [first, ...(latest === null ? [] : [latest])].flatMap((task) => [
      ...(task.excluded ?? []),
      ...task.labels.map(({ workerId }) => workerId),
    ]);
    const again: AskedAgain = { taskId, labelledBy: [...new Set(labelledBy)], body: input };
    const place = `relabel ${taskId} ${first.relabelledBy ?? ''}`;
    const result = await this.#intake.submit(customer, askedAgain(first, input, key ?? place), again);
    if (result.kind !== 'accepted') return result;
    return (await this.#link(first, at(result.tasks, 0).taskId))
      ? result
      : { kind: 'refused', reason: 'already_relabelled' };
  }

  async #known(customerId: string, key: string): Promise<Task | null> {
    const taskId = await this.#context.storage.tasks.byKey({ customerId, key });
    return taskId === null ? null : this.#intake.task(customerId, taskId);
  }

  /** False: another request was first, and this one's task is cancelled. */
  async #link(first: Task, by: string): Promise<boolean> {
    const { storage, clock } = this.#context;
    const { customerId, taskId } = first;
    const relabelledBy = first.relabelledBy ?? null;
    // An earlier answer to the same request got lost, and others may have followed it.
    if (relabelledBy !== null && relabelledBy >= by) return true;
    const command = { do: 'relabel', by, inPlaceOf: relabelledBy, nowMs: clock.nowMs() } as const;
    const [outcome] = await storage.tasks.change([{ taskId, command }]);
    if (outcome?.kind !== 'refused') return true;
    await this.#intake.cancel(customerId, by);
    return false;
  }
}

function whyNot(first: Task, latest: Task | null, input: RelabelInput): RelabelRefusal | null {
  if (input.redundancy != null && (input.consensus_threshold != null || input.consensus != null))
    return 'redundancy_twice';
  if (isOpen(first.state)) return 'task_open';
  if (first.erased !== undefined || first.moderation === 'taken_down') return 'item_gone';
  return latest !== null && isOpen(latest.state) ? 'already_relabelled' : null;
}

/** The same item and question, by the first task's own terms where the request has none. */
function askedAgain(first: Task, input: RelabelInput, key: string): TaskInput {
  const { redundancy, consensus, consensus_threshold, crowd } = input;
  const isPolicyGiven = redundancy != null || consensus != null || consensus_threshold != null;
  const policy = isPolicyGiven
    ? { consensus: consensus ?? null, consensus_threshold: redundancy ?? consensus_threshold ?? null }
    : policyOf(first);
  const people = crowd == null ? { ...peopleOf(first), ...given(input) } : input;
  return {
    type: first.type,
    data_url: first.dataUrl,
    label_spec: first.labelSpec,
    kept_spec: first.labelSpec,
    ...policy,
    crowd: people.crowd ?? null,
    own_for: people.own_for ?? null,
    pay_own: people.pay_own ?? null,
    qualification: input.qualification ?? qualificationOf(first),
    callback_url: input.callback_url ?? first.callbackUrl,
    idempotency_key: key,
    metadata: sentMetadata(first.metadata),
    language: first.language,
    sensitive: isSensitive(first),
    priority: input.priority ?? first.priority,
    expires_in: input.expires_in ?? secondsTo(first, first.expiresAtMs),
  };
}

const given = ({ own_for, pay_own }: RelabelInput) => ({
  ...(own_for != null && { own_for }),
  ...(pay_own != null && { pay_own }),
});

const qualificationOf = ({ qualification }: TaskOrder) =>
  qualification === undefined ? null : { practice: qualification.percent / 100 };

function secondsTo({ createdAtMs }: TaskOrder, atMs: number | null): number | null {
  return atMs === null ? null : Math.max(1, Math.round((atMs - createdAtMs) / 1_000));
}

function peopleOf(task: Task): Pick<TaskInput, 'crowd' | 'own_for' | 'pay_own'> {
  const { crowd } = task;
  if (crowd === undefined) return {};
  const untilMs = crowd.ownUntilMs;
  const pay_own = crowd.paysOwn === true;
  if (untilMs === null) return { crowd: 'own', pay_own };
  return { crowd: 'own_then_public', own_for: secondsTo(task, untilMs), pay_own };
}

function policyOf({ consensus }: Task): Pick<TaskInput, 'consensus' | 'consensus_threshold'> {
  const { threshold: consensus_threshold, maxLabels: max_labels } = consensus;
  if (consensus.policy === 'threshold')
    return {
      consensus: { policy: 'threshold', early_stop: consensus.earlyStop, max_labels },
      consensus_threshold,
    };
  const { targetConfidence, minLabels, minHumanLabels, maxCostSats } = consensus;
  return {
    consensus: {
      policy: 'adaptive',
      target_confidence: targetConfidence,
      min_labels: minLabels,
      max_labels,
      ...(minHumanLabels !== undefined && { min_human_labels: minHumanLabels }),
      ...(maxCostSats !== undefined && { max_cost_sats: maxCostSats }),
    },
    consensus_threshold,
  };
}
