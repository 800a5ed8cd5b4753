import { admitItems, type GivenTexts } from '@asg/assets';
import {
  type AllowanceTerms,
  allowanceOf,
  type CoverSource,
  type CustomerRecord,
  costOfLabels,
  type GoldRecord,
  givenStart,
  idPrefixes,
  itemKinds,
  type JobRecord,
  jobTaskId,
  keptLabelSpec,
  type LabelSpec,
  type Payer,
  type PracticeItem,
  refundableSats,
  type SourceLine,
  spendableSats,
  withDefaults,
} from '@asg/domain';
import {
  type AdmittedTask,
  goldRecord,
  type IntakeRules,
  newTask,
  payOwnProblem,
  policyOf,
  questionOf,
  type TaskInput,
  taskViolations,
} from '@asg/engines';
import type { ObjectCredentials } from '@asg/object-store';
import type { IdMint } from '@asg/runtime';
import type { NewTask } from '@asg/storage';
import { at } from '@asg/values/present';
import { bucketData, sourceOf } from './ground-truth.ts';
import type { LineCheck, ManifestLine } from './job-input.ts';
import type { ManifestRow } from './reading/chunk.ts';

const reasonLengthMax = 500;

/** The outcome of a row: a task, a gold item, or nothing for a reason. */
export type LineOutcome = {
  /** The line as it was sent, where it is to come back so. */
  readonly kept?: string;
} & (
  | {
      readonly kind: 'task';
      readonly task: NewTask;
      readonly needsCredentials: boolean;
      readonly texts?: GivenTexts;
    }
  | { readonly kind: 'gold'; readonly gold: GoldRecord; readonly texts: GivenTexts }
  | { readonly kind: 'rejected'; readonly reason: string }
);

/** A job, what its tasks are covered by, and whether anybody of the organisation's own is there for them. */
export type PaidJob = JobRecord & { readonly from: CoverSource; readonly hasPeople: boolean };

/** Turns rows into tasks by the rules of single submissions. */
export class LineTasks {
  readonly #rules: IntakeRules;
  readonly #check: LineCheck;
  readonly #ids: IdMint;

  constructor(rules: IntakeRules, check: LineCheck, ids: IdMint) {
    this.#rules = rules;
    this.#check = check;
    this.#ids = ids;
  }

  /** Of all assets of a customer. */
  get assetsBytesMax(): number {
    return this.#rules.assetsBytesMax;
  }

  /** There where the customer is a sandbox account. */
  allowanceOf(customer: Payer): { readonly allowance?: AllowanceTerms } {
    const allowance = allowanceOf(customer, this.#rules);
    return allowance === null ? {} : { allowance };
  }

  /** What a task of the job can cost at most, and what its customer can spend. */
  moneyOf(
    { threshold, consensus, crowd }: JobRecord,
    customer: CustomerRecord,
  ): { readonly usualSats: number; readonly spendableSats: number } {
    const ordered = policyOf(
      { consensus_threshold: threshold, consensus: consensus ?? null },
      this.#rules,
      '0',
    );
    return {
      usualSats: costOfLabels(ordered.maxLabels, this.#rules.price),
      spendableSats:
        crowd?.pay_own === true
          ? refundableSats(customer.balance)
          : spendableSats(customer.balance, allowanceOf(customer, this.#rules)),
    };
  }

  /** `credentials`: what opens the job's store. */
  read(job: PaidJob, { place, found }: ManifestRow, credentials: ObjectCredentials | null): LineOutcome {
    if (found.kind === 'wrong') return rejected(found.reason);
    if (found.kind === 'source') return this.#source(job, place, found.values, found.text, credentials);
    const checked = this.#check(withDefaults(found.task, { label_spec: job.labelSpec }));
    if (!checked.ok) return rejected(checked.reason);
    const { line } = checked;
    const inBucket = line.data_url == null ? null : bucketData(line.data_url, credentials);
    if (inBucket?.ok === false) return rejected(inBucket.reason);
    if (line.type != null && line.type !== job.taskType)
      return rejected(`type is ${line.type}, and the job's is ${job.taskType}: leave it out`);
    const {
      type: _type,
      gold_label,
      gold_feedback: feedback = null,
      gold_practice: isPractice,
      gold_explanation: explanation,
      ...fields
    } = line;
    const input: TaskInput = {
      ...fields,
      type: job.taskType,
      data_url: inBucket?.dataUrl ?? line.data_url ?? null,
      data: line.data ?? null,
      label_spec: line.label_spec ?? job.labelSpec,
      consensus_threshold: line.consensus_threshold ?? job.threshold,
      consensus: line.consensus ?? job.consensus ?? null,
      callback_url: line.callback_url ?? job.callbackUrl,
      // Either makes it so; null as where nobody says it: the hash of an idempotency key is that of earlier versions.
      sensitive: job.sensitive === true || line.sensitive === true ? true : null,
      ...job.crowd,
    };
    const [violation] = taskViolations(input, this.#rules);
    if (violation !== undefined) return rejected(violation.message);
    const unfunded = input.pay_own === true ? payOwnProblem(job.from) : null;
    if (unfunded !== null) return rejected(`pay_own ${unfunded}`);
    const wrong = practiceProblem(line);
    if (wrong !== null) return rejected(wrong);
    const needsCredentials = inBucket !== null;
    const { inputs, texts } = admitItems([input]);
    const admitted = at(inputs, 0);
    const labelSpec = keptLabelSpec(input);
    const ofPractice =
      isPractice === true
        ? {
            question: questionOf({ ...input, labelSpec }, job.customerId),
            ...(input.crowd === 'own' && { own: true as const }),
            ...(explanation != null && { explanation }),
          }
        : null;
    if (gold_label != null) {
      return needsCredentials
        ? rejected('gold_label is for data that is there without credentials: gold outlives those of its job')
        : goldLine(job, place, { ...admitted, labelSpec, gold_label, feedback, practice: ofPractice }, texts);
    }
    if (feedback !== null) return rejected('gold_feedback goes with a gold_label alone');
    return { kind: 'task', task: this.#task(job, place, admitted), needsCredentials, texts };
  }

  /** Of a line of Ground Truth all but the data comes from the job, whose rules were checked when it was submitted. */
  #source(
    job: PaidJob,
    place: number,
    line: SourceLine,
    text: string,
    credentials: ObjectCredentials | null,
  ): LineOutcome {
    const { taskType: type, labelSpec, threshold, consensus = null, callbackUrl } = job;
    const { insecureHosts } = this.#rules;
    const isImage = itemKinds[type] === 'image';
    const unfunded = job.crowd?.pay_own === true ? payOwnProblem(job.from) : null;
    if (unfunded !== null) return { ...rejected(`pay_own ${unfunded}`), kept: text };
    const source = sourceOf(line, text.length, { isImage, credentials, insecureHosts });
    if (!source.ok) return { ...rejected(source.reason), kept: text };
    const input = {
      type,
      data_url: source.dataUrl,
      label_spec: labelSpec,
      consensus_threshold: threshold,
      consensus,
      callback_url: callbackUrl,
      sensitive: job.sensitive === true ? true : null,
      ...job.crowd,
    };
    const { needsCredentials } = source;
    return { kind: 'task', task: this.#task(job, place, input), needsCredentials, kept: text };
  }

  #task(job: PaidJob, at: number, input: AdmittedTask): NewTask {
    const { jobId, customerId, createdAtMs: nowMs, from, hasPeople } = job;
    const place = { customerId, batchId: null, jobId, nowMs, from, hasPeople };
    return newTask(jobTaskId(jobId, at), input, place, this.#rules, this.#ids);
  }
}

/** A line with a known answer has the id that its task would have: read again, it is the same item. */
function goldLine(
  { jobId, customerId, createdAtMs }: JobRecord,
  place: number,
  input: AdmittedTask & {
    readonly labelSpec: LabelSpec;
    readonly gold_label: string;
    readonly feedback: boolean | null;
    readonly practice: PracticeItem | null;
  },
  texts: GivenTexts,
): LineOutcome {
  const goldId = idPrefixes.gold + jobTaskId(jobId, place).slice(idPrefixes.task.length);
  const start = givenStart(input, input.predictions);
  const gold = goldRecord({ ...input, start }, { goldId, owner: customerId, jobId, createdAtMs });
  return gold === null
    ? rejected('gold_label must be one of the options, to the letter')
    : { kind: 'gold', gold, texts };
}

/** What is wrong with what a line says of practice; null: nothing. */
function practiceProblem(line: ManifestLine): string | null {
  const isPractice = line.gold_practice === true;
  if (isPractice && line.gold_label == null)
    return 'gold_practice goes with a gold_label alone: add the right answer';
  if (isPractice && line.gold_feedback != null)
    return 'gold_feedback is of gold among tasks, and practice always tells the answer: leave it out';
  return line.gold_explanation != null && !isPractice
    ? 'gold_explanation goes with gold_practice alone: add it'
    : null;
}

function rejected(reason: string): { readonly kind: 'rejected'; readonly reason: string } {
  return { kind: 'rejected', reason: reason.slice(0, reasonLengthMax) };
}
