import { createHash } from 'node:crypto';
import { type Idempotency, priorityDefault } from '@asg/domain';
import type { IdMint } from '@asg/runtime';
import type { NewTask } from '@asg/storage';
import { policyOf } from './policy.ts';
import type { IntakeRules, TaskInput } from './task-input.ts';

const saltBytes = 16;

/** What a task is beside its input. */
export interface TaskPlace {
  readonly taskId: string;
  readonly customerId: string;
  readonly batchId: string | null;
  readonly jobId: string | null;
  readonly nowMs: number;
}

/** The task that an input amounts to, as it is stored. The input keeps the rules of `taskViolations`. */
export function newTask(
  input: TaskInput,
  { taskId, customerId, batchId, jobId, nowMs }: TaskPlace,
  rules: IntakeRules,
  ids: IdMint,
): NewTask {
  const salt = ids.hex(saltBytes);
  const { question, options, instructions } = input.label_spec;
  const key = input.idempotency_key;
  return {
    order: {
      taskId,
      customerId,
      batchId,
      jobId,
      type: input.type,
      dataUrl: input.data_url,
      labelSpec: instructions == null ? { question, options } : { question, options, instructions },
      consensus: policyOf(input, rules, salt),
      language: input.language?.toLowerCase() ?? null,
      priority: input.priority ?? priorityDefault,
      metadata: input.metadata ?? null,
      callbackUrl: input.callback_url ?? null,
      createdAtMs: nowMs,
      expiresAtMs: input.expires_in == null ? null : nowMs + input.expires_in * 1000,
      salt,
    },
    idempotency: key == null ? null : idempotencyOf(key, input),
  };
}

/** The key and a hash of what it was sent with: the same key with another body is refused. */
export function idempotencyOf(key: string, body: unknown): Idempotency {
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
