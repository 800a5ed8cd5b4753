import { mapBounded, Semaphore } from '@asg/runtime';
import type { ASGGatewayClient, Result, ResultGone, SubmitTask } from '@asg/sdk';
import { present } from '@asg/values/present';
import { Failure } from '../terminal/exit.ts';
import { arrivalOrder } from './arrival-order.ts';
import type { RecordedKind, RecordedQuestion } from './crowd-answers.ts';
import { replayedKindOf } from './kinds/registry.ts';
import { type LivePolicy, maxLabelsOf, minLabelsOf } from './policies.ts';
import { lanesMax, RecordedWorker } from './recorded-worker.ts';

/** A sign-up costs the server a slow hash. */
const signUpsAtOnce = 4;
const totalsAtOnce = 16;
const highestPriority = 9;

export interface ReplayPlan extends RecordedKind {
  readonly questions: readonly RecordedQuestion[];
  readonly options: readonly string[];
  readonly policy: LivePolicy;
  readonly earlyStop: boolean;
  /** Of the arrival order. */
  readonly seed: string;
  /** New to the instance; 1 to 8 letters and digits. */
  readonly tag: string;
}

/** What became of one question. */
export interface ReplayedQuestion {
  readonly question: string;
  readonly taskId: string;
  /** In the order in which the pipeline received them. */
  readonly labels: readonly string[];
  /** The consensus label; null: expired. */
  readonly label: string | null;
}

/**
 * Sends recorded answers through a running instance, question by question over several lanes. Within a question each
 * label is sent when the one before is accepted, so the pipeline receives them exactly in the arrival order.
 */
export class ReplayPipeline {
  readonly #url: string;
  readonly #customer: ASGGatewayClient;
  readonly #plan: ReplayPlan;
  readonly #signUps = new Semaphore(signUpsAtOnce);
  readonly #accounts = new Map<string, Promise<RecordedWorker>>();

  constructor(url: string, customer: ASGGatewayClient, plan: ReplayPlan) {
    this.#url = url;
    this.#customer = customer;
    this.#plan = plan;
  }

  /** All questions, in the order of the plan. */
  run(signal: AbortSignal, onReplayed: (done: number) => void): Promise<readonly ReplayedQuestion[]> {
    // `qaa` to `qtz` are the language codes that BCP 47 reserves for private use: no other worker lists them.
    const freeLanes = Array.from({ length: lanesMax }, (_, i) => `qaa-x-${this.#plan.tag}-${i}`);
    let done = 0;
    return mapBounded(this.#plan.questions, lanesMax, async (question) => {
      signal.throwIfAborted();
      const lane = present(freeLanes.pop(), 'a free lane');
      const replayed = await this.#replay(question, lane, signal);
      freeLanes.push(lane);
      onReplayed(++done);
      return replayed;
    });
  }

  /** What the recorded workers have earned so far: labels that were paid for, satoshis sent or carried to the next payment. */
  async earned(): Promise<{ readonly paidLabels: number; readonly sats: number }> {
    const accounts = await Promise.all(this.#accounts.values());
    const totals = await mapBounded(accounts, totalsAtOnce, (account) => account.totals());
    return {
      paidLabels: totals.reduce((sum, worker) => sum + worker.paid_labels, 0),
      sats: totals.reduce((sum, worker) => sum + worker.paid_sats + worker.carried_sats, 0),
    };
  }

  async #replay(recorded: RecordedQuestion, lane: string, signal: AbortSignal): Promise<ReplayedQuestion> {
    const { question, answers } = recorded;
    const { policy, earlyStop, seed } = this.#plan;
    const maxLabels = maxLabelsOf(policy, answers.length);
    // Workers see no id of a task: this is how they know which one it is.
    const mark = `Recorded answers to ${question} (${this.#plan.tag})`;
    const { task_id: taskId } = await this.#customer.tasks.submit({
      ...askedFor(this.#plan, mark),
      data_url: `https://replay.example/${encodeURIComponent(question)}`,
      ...orderOf(policy, earlyStop, maxLabels),
      language: lane,
      priority: highestPriority,
      metadata: { question },
    });
    const given = replayedKindOf(this.#plan.kind)?.given ?? ((label: string) => label);
    const labels: string[] = [];
    for (const { worker, answer } of arrivalOrder(recorded, seed).slice(0, maxLabels)) {
      signal.throwIfAborted();
      const account = await this.#account(worker);
      await account.label(await account.claim(mark, lane), (items) => given(answer, items));
      labels.push(answer);
      if (labels.length < minLabelsOf(policy, earlyStop)) continue;
      const result = await this.#customer.tasks.outcome(taskId);
      if (result.status !== 'in_progress') return { question, taskId, labels, label: labelOf(result) };
    }
    throw new Failure(
      `question ${question} (${taskId}) is still open after ${labels.length} labels of at most ${maxLabels}`,
    );
  }

  #account(worker: string): Promise<RecordedWorker> {
    const known = this.#accounts.get(worker);
    if (known !== undefined) return known;
    const number = this.#accounts.size + 1;
    const account = this.#signUps.run(() => RecordedWorker.open(this.#url, this.#plan.tag, number, worker));
    account.catch(() => {}); // Every lane that waits for the account reports it.
    this.#accounts.set(worker, account);
    return account;
  }
}

/** What is asked: the options of a choice, or what the kind asks. */
function askedFor(
  { kind, bar, options }: ReplayPlan,
  instructions: string,
): Pick<SubmitTask, 'type' | 'items' | 'label_spec'> {
  const question = 'Which answer fits this item?';
  const other = replayedKindOf(kind);
  if (other === null)
    return { type: 'text_classification', label_spec: { question, options: [...options], instructions } };
  const { label_spec, ...task } = other.task(options, bar);
  return { ...task, label_spec: { question, instructions, ...label_spec } };
}

/** The fields of a submission that say how its labels decide. */
function orderOf(
  policy: LivePolicy,
  early_stop: boolean,
  max_labels: number,
): Pick<SubmitTask, 'consensus' | 'consensus_threshold'> {
  if (policy.kind === 'threshold') {
    const consensus = { policy: 'threshold', early_stop, max_labels } as const;
    return { consensus_threshold: policy.threshold, consensus };
  }
  const [target_confidence, min_labels] = [policy.targetConfidence, minLabelsOf(policy, early_stop)];
  return { consensus: { policy: 'adaptive', target_confidence, min_labels, max_labels } };
}

function labelOf(result: Result | ResultGone): string | null {
  return 'consensus_label' in result ? result.consensus_label : null;
}
