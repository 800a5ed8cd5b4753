import {
  type GivenAnswer,
  isOpen,
  type KeptAnswer,
  parseAnswer,
  parseAnswerText,
  type Review,
  reviewOf,
  type Task,
  textProblem,
} from '@asg/domain';
import type { ReviewVerdict } from '@asg/domain/names';
import { announce, type EngineContext, type Violation } from '@asg/people';

/** What a customer says of a task. */
export interface ReviewInput {
  readonly verdict: ReviewVerdict;
  /** What is right, where it is corrected. */
  readonly label?: string | null;
  /** The same of another kind than choice. */
  readonly value?: unknown;
  readonly note?: string | null;
}

export type ReviewResult =
  | { readonly kind: 'kept'; readonly task: Task; readonly before: Review | null }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'not_found' }
  /** Why, as a sentence. */
  | { readonly kind: 'not_reviewable'; readonly message: string };

export type ReviewsResult =
  | { readonly kind: 'kept'; readonly tasks: readonly Task[] }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] };

/** `values`: as in `KeptAnswer`, of the review's option. */
interface KeptReview extends Pick<KeptAnswer, 'values'> {
  readonly review: Omit<Review, 'atMs'>;
}

type Wanted =
  | ({ readonly kind: 'review' } & KeptReview)
  | Exclude<ReviewResult, { kind: 'kept' | 'not_found' }>;

const violationsMax = 100;

/** What customers say of their labels: their own layer, beside a consensus that stays as it is. */
export class Reviews {
  readonly #context: EngineContext;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Reviews a task. The same again changes nothing; another takes the place of the one before. */
  async give(customerId: string, taskId: string, input: ReviewInput, by: string): Promise<ReviewResult> {
    const task = await this.#task(customerId, taskId);
    if (task === null) return { kind: 'not_found' };
    const wanted = wantedReview(task, input, by, '');
    if (wanted.kind !== 'review') return wanted;
    const [kept] = await this.#keep([{ ...wanted, task }]);
    return kept === undefined ? { kind: 'not_found' } : { kind: 'kept', task: kept, before: reviewOf(task) };
  }

  /** All of them or, where one cannot be, none. */
  async giveAll(
    customerId: string,
    inputs: readonly (ReviewInput & { readonly task_id: string })[],
    by: string,
  ): Promise<ReviewsResult> {
    const found = await this.#context.storage.tasks.many(inputs.map(({ task_id }) => task_id));
    const violations: Violation[] = [];
    const wanted: (KeptReview & { task: Task })[] = [];
    const seen = new Set<string>();
    for (const [i, input] of inputs.entries()) {
      const field = `reviews.${i}.task_id`;
      const task = found[i] ?? null;
      const refuse = (constraint: string, message: string): void => {
        violations.push({ field, constraint, message: `${field} ${message}` });
      };
      if (task?.customerId !== customerId) refuse('found', 'names no task of yours');
      else if (seen.has(task.taskId)) refuse('repeated', 'is there twice');
      else {
        const one = wantedReview(task, input, by, `reviews.${i}.`);
        if (one.kind === 'review') wanted.push({ ...one, task });
        else if (one.kind === 'invalid') violations.push(...one.violations);
        else refuse('reviewable', `cannot be reviewed so: ${one.message}`);
      }
      seen.add(input.task_id);
      if (violations.length >= violationsMax) break;
    }
    if (violations.length > 0) return { kind: 'invalid', violations: violations.slice(0, violationsMax) };
    return { kind: 'kept', tasks: await this.#keep(wanted) };
  }

  /** Takes a review back; nothing happens where there is none. */
  async takeBack(customerId: string, taskId: string): Promise<ReviewResult> {
    const task = await this.#task(customerId, taskId);
    if (task === null) return { kind: 'not_found' };
    const [kept] = await this.#keep([{ task, review: null }]);
    return kept === undefined ? { kind: 'not_found' } : { kind: 'kept', task: kept, before: reviewOf(task) };
  }

  async #task(customerId: string, taskId: string): Promise<Task | null> {
    const task = await this.#context.storage.tasks.get(taskId);
    return task?.customerId === customerId ? task : null;
  }

  /** What is decided or expired stays so: whatever was checked holds still. */
  async #keep(
    reviews: readonly ({ readonly task: Task } & (
      | KeptReview
      | { readonly review: null; readonly values?: never }
    ))[],
  ): Promise<readonly Task[]> {
    const { storage, clock, signals } = this.#context;
    const nowMs = clock.nowMs();
    const outcomes = await storage.tasks.change(
      reviews.map(({ task, review, values }) => ({
        taskId: task.taskId,
        command: { do: 'review', review, nowMs, ...(values !== undefined && { values }) },
      })),
    );
    return outcomes.flatMap((outcome) => {
      if (outcome === null) return [];
      if (outcome.kind === 'refused') throw new Error(`${outcome.task.taskId}: ${outcome.reason}`);
      if (outcome.kind === 'applied') announce(signals, outcome.task);
      return [outcome.task];
    });
  }
}

function wantedReview(
  task: Task,
  { verdict, label, value, note }: ReviewInput,
  by: string,
  place: string,
): Wanted {
  const violations: Violation[] = [];
  const refuse = (name: string, constraint: string, message: string): void => {
    violations.push({ field: place + name, constraint, message: `${place}${name} ${message}` });
  };
  const problem = note == null ? null : textProblem(note, 'lines');
  if (problem !== null) refuse('note', problem.constraint, problem.message);
  const { decision, state } = task;
  const isCorrection = verdict === 'corrected';
  const name = task.labelSpec.kind === undefined ? 'label' : 'value';
  const said = label == null && value == null ? null : answerGiven(task, { label, value }, refuse);
  const option = isCorrection ? said?.option : decision?.option;
  if (isCorrection && label == null && value == null)
    refuse(name, 'required', 'is required with the verdict corrected');
  else if (isCorrection && said !== null && said.option === decision?.option)
    refuse(name, 'different', 'is what was decided: accept it instead');
  else if (!isCorrection && said !== null && said.option !== decision?.option)
    refuse(name, 'verdict', 'is of the verdict corrected: leave it out to accept what was decided');
  if (violations.length > 0) return { kind: 'invalid', violations };
  const isDecided = decision !== null || (isCorrection && state === 'expired');
  if (task.gold !== undefined || !isDecided || option == null)
    return { kind: 'not_reviewable', message: whyNot(task, isCorrection) };
  const review = { verdict, option, ...(note != null && { note }), by };
  return { kind: 'review', review, ...(said?.values !== undefined && { values: said.values }) };
}

/** Its canonical text is taken for a label, too: it is what results tell. */
function answerGiven(
  task: Task,
  { label, value }: GivenAnswer,
  refuse: (name: string, constraint: string, message: string) => void,
): KeptAnswer | null {
  if (value == null && label != null) {
    const answer = parseAnswerText(task, label);
    if (answer !== null) return answer;
    refuse('label', 'option', 'must be one of the options');
    return null;
  }
  const found = parseAnswer(task, { label, value });
  if (found.ok) return found.value;
  refuse(found.refusal.field, found.refusal.constraint, found.refusal.message);
  return null;
}

function whyNot({ state }: Task, isCorrection: boolean): string {
  if (isOpen(state)) return `task is ${state}: nothing is decided yet`;
  return isCorrection
    ? `task is ${state}: only a label, or a task that expired without one, can be corrected`
    : `task is ${state}: there is no label to accept`;
}
