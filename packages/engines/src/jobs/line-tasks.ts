import { type GoldRecord, idPrefixes, itemKinds, type JobRecord, jobTaskId } from '@asg/domain';
import type { ObjectCredentials } from '@asg/object-store';
import type { IdMint } from '@asg/runtime';
import type { NewTask } from '@asg/storage';
import { goldRecord } from '../submission/gold.ts';
import { newTask } from '../submission/order.ts';
import { taskViolations } from '../submission/rules.ts';
import type { IntakeRules, TaskInput } from '../submission/task-input.ts';
import { isSourceLine, type SourceLine, sourceOf } from './ground-truth.ts';
import type { LineCheck } from './job-input.ts';
import { type Line, lineBytesMax } from './lines.ts';

const reasonLengthMax = 500;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The outcome of a line: a task, a gold item, nothing because it is blank, or nothing for a reason. */
export type LineOutcome = {
  /** The line as it was sent, where it is to come back so. */
  readonly kept?: string;
} & (
  | { readonly kind: 'task'; readonly task: NewTask; readonly needsCredentials: boolean }
  | { readonly kind: 'gold'; readonly gold: GoldRecord }
  | { readonly kind: 'blank' }
  | { readonly kind: 'rejected'; readonly reason: string }
);

/** Turns lines into tasks by the rules of single submissions. */
export class LineTasks {
  readonly #rules: IntakeRules;
  readonly #check: LineCheck;
  readonly #ids: IdMint;

  constructor(rules: IntakeRules, check: LineCheck, ids: IdMint) {
    this.#rules = rules;
    this.#check = check;
    this.#ids = ids;
  }

  /** `credentials`: what opens the job's store. */
  read(job: JobRecord, { number, bytes }: Line, credentials: ObjectCredentials | null): LineOutcome {
    if (bytes === null) return rejected(`the line is longer than ${lineBytesMax} bytes`);
    let value: unknown;
    let text: string;
    try {
      // The decoder takes a byte order mark away.
      text = utf8.decode(bytes);
      if (text.trim() === '') return { kind: 'blank' };
      value = JSON.parse(text);
    } catch (error) {
      return rejected(error instanceof SyntaxError ? `not valid JSON: ${error.message}` : 'not valid UTF-8');
    }
    if (isSourceLine(value)) return this.#source(job, number, value, text, credentials);
    const checked = this.#check(value);
    if (!checked.ok) return rejected(checked.reason);
    const { line } = checked;
    const input: TaskInput = {
      type: job.taskType,
      data_url: line.data_url,
      label_spec: line.label_spec ?? job.labelSpec,
      consensus_threshold: job.threshold,
      consensus: job.consensus ?? null,
      callback_url: job.callbackUrl,
      metadata: line.metadata ?? null,
      idempotency_key: line.idempotency_key ?? null,
    };
    const [violation] = taskViolations(input, this.#rules);
    if (violation !== undefined) return rejected(violation.message);
    if (line.gold_label != null) return goldLine(job, number, { ...input, gold_label: line.gold_label });
    return { kind: 'task', task: this.#task(job, number, input), needsCredentials: false };
  }

  /** Of a line of Ground Truth all but the data comes from the job, whose rules were checked when it was submitted. */
  #source(
    job: JobRecord,
    number: number,
    line: SourceLine,
    text: string,
    credentials: ObjectCredentials | null,
  ): LineOutcome {
    const { taskType: type, labelSpec, threshold, consensus = null, callbackUrl } = job;
    const { insecureHosts } = this.#rules;
    const isImage = itemKinds[type] === 'image';
    const source = sourceOf(line, text.length, { isImage, credentials, insecureHosts });
    if (!source.ok) return { ...rejected(source.reason), kept: text };
    const input = {
      type,
      data_url: source.dataUrl,
      label_spec: labelSpec,
      consensus_threshold: threshold,
      consensus,
      callback_url: callbackUrl,
    };
    const { needsCredentials } = source;
    return { kind: 'task', task: this.#task(job, number, input), needsCredentials, kept: text };
  }

  #task(job: JobRecord, number: number, input: TaskInput): NewTask {
    const { jobId, customerId, createdAtMs: nowMs } = job;
    const place = { taskId: jobTaskId(jobId, number), customerId, batchId: null, jobId, nowMs };
    return newTask(input, place, this.#rules, this.#ids);
  }
}

/** A line with a known answer has the id that its task would have: read again, it is the same item. */
function goldLine(
  { jobId, customerId, createdAtMs }: JobRecord,
  number: number,
  input: TaskInput & { readonly gold_label: string },
): LineOutcome {
  const goldId = idPrefixes.gold + jobTaskId(jobId, number).slice(idPrefixes.task.length);
  const gold = goldRecord(input, { goldId, owner: customerId, jobId, createdAtMs });
  return gold === null
    ? rejected('gold_label must be one of the options, to the letter')
    : { kind: 'gold', gold };
}

function rejected(reason: string): { readonly kind: 'rejected'; readonly reason: string } {
  return { kind: 'rejected', reason: reason.slice(0, reasonLengthMax) };
}
