import { jobTaskId } from '@asg/domain';
import type { IdMint } from '@asg/runtime';
import type { JobRecord, NewTask } from '@asg/storage';
import { newTask } from '../submission/order.ts';
import { taskViolations } from '../submission/rules.ts';
import type { IntakeRules, TaskInput } from '../submission/task-input.ts';
import type { LineCheck } from './job-input.ts';
import { type Line, lineBytesMax } from './lines.ts';

const reasonLengthMax = 500;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What becomes of a line: a task, nothing because it is blank, or nothing for a reason. */
export type LineOutcome =
  | { readonly kind: 'task'; readonly task: NewTask }
  | { readonly kind: 'blank' }
  | { readonly kind: 'rejected'; readonly reason: string };

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

  read(job: JobRecord, { number, bytes }: Line): LineOutcome {
    if (bytes === null) return rejected(`the line is longer than ${lineBytesMax} bytes`);
    let value: unknown;
    try {
      // The decoder takes a byte order mark away.
      const text = utf8.decode(bytes);
      if (text.trim() === '') return { kind: 'blank' };
      value = JSON.parse(text);
    } catch (error) {
      return rejected(error instanceof SyntaxError ? `not valid JSON: ${error.message}` : 'not valid UTF-8');
    }
    const checked = this.#check(value);
    if (!checked.ok) return rejected(checked.reason);
    const { line } = checked;
    const input: TaskInput = {
      type: job.taskType,
      data_url: line.data_url,
      label_spec: line.label_spec ?? job.labelSpec,
      consensus_threshold: job.threshold,
      callback_url: job.callbackUrl,
      metadata: line.metadata ?? null,
      idempotency_key: line.idempotency_key ?? null,
    };
    const [violation] = taskViolations(input, this.#rules);
    if (violation !== undefined) return rejected(violation.message);
    const { jobId, customerId, createdAtMs: nowMs } = job;
    const place = { taskId: jobTaskId(jobId, number), customerId, batchId: null, jobId, nowMs };
    return { kind: 'task', task: newTask(input, place, this.#rules, this.#ids) };
  }
}

function rejected(reason: string): LineOutcome {
  return { kind: 'rejected', reason: reason.slice(0, reasonLengthMax) };
}
