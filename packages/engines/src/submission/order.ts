import { createHash } from 'node:crypto';
import {
  type CoverSource,
  coverOf,
  type Idempotency,
  keptLabelSpec,
  keptPredictions,
  type OwnCrowd,
  orderedJson,
  priorityDefault,
  startOf,
  storedMetadata,
  type TaskOrder,
} from '@asg/domain';
import type { IdMint } from '@asg/runtime';
import type { NewTask } from '@asg/storage';
import { crowdOf, priceFor, qualificationOf } from './crowd.ts';
import { policyOf } from './policy.ts';
import type { AdmittedTask, IntakeRules } from './task-input.ts';

const saltBytes = 16;

/** What tasks of one request are beside their inputs. */
export interface TaskPlace {
  readonly customerId: string;
  readonly batchId: string | null;
  readonly jobId: string | null;
  readonly nowMs: number;
  readonly from: CoverSource;
  /** Whether anybody is in the organisation's pool. */
  readonly hasPeople: boolean;
  /** That it asks others about another task again. */
  readonly again?: AskedAgain | null;
}

/** `body`: what was asked for, which the idempotency key stands for. */
export interface AskedAgain {
  readonly taskId: string;
  readonly labelledBy: readonly string[];
  readonly body: unknown;
}

/** The task that an input amounts to, as it is stored. The input keeps the rules of `taskViolations`. */
export function newTask(
  taskId: string,
  input: AdmittedTask,
  { customerId, batchId, jobId, nowMs, from, hasPeople, again = null }: TaskPlace,
  rules: IntakeRules,
  ids: IdMint,
): NewTask {
  const salt = ids.hex(saltBytes);
  const key = input.idempotency_key;
  const crowd = crowdOf(input, { nowMs, hasPeople });
  const isPlain = crowd === null && input.consensus == null;
  const { consensus, cover } = isPlain
    ? plainTerms(input, from, rules)
    : termsOf(input, { salt, crowd, from }, rules);
  const qualification = qualificationOf(input, customerId);
  const labelSpec = input.kept_spec ?? keptLabelSpec(input);
  const predicted = input.predictions == null ? null : keptPredictions(input.predictions, { labelSpec });
  return {
    order: {
      taskId,
      customerId,
      batchId,
      jobId,
      type: input.type,
      dataUrl: input.data_url,
      labelSpec,
      consensus,
      language: input.language?.toLowerCase() ?? null,
      ...(input.sensitive === true && { sensitive: true }),
      ...(crowd !== null && { crowd }),
      ...(qualification !== null && { qualification }),
      ...(predicted !== null && { ...predicted, ...startOf({ labelSpec }, predicted.predictions) }),
      ...(again !== null && { relabelOf: again.taskId, excluded: again.labelledBy }),
      priority: input.priority ?? priorityDefault,
      metadata: input.metadata == null ? null : storedMetadata(input.metadata),
      callbackUrl: input.callback_url ?? null,
      createdAtMs: nowMs,
      expiresAtMs: input.expires_in == null ? null : nowMs + input.expires_in * 1000,
      salt,
      cover,
    },
    idempotency: key == null ? null : idempotencyOf(key, again === null ? input : [again.taskId, again.body]),
  };
}

/** How a task is decided, and what for it is set aside. */
type Terms = Required<Pick<TaskOrder, 'consensus' | 'cover'>>;

function termsOf(
  input: AdmittedTask,
  {
    salt,
    crowd,
    from,
  }: { readonly salt: string; readonly crowd: OwnCrowd | null; readonly from: CoverSource },
  rules: IntakeRules,
): Terms {
  const consensus = policyOf(input, rules, salt);
  const cover = coverOf(consensus.maxLabels, priceFor(crowd, rules.price), from);
  return { consensus, cover: crowd?.paysOwn === true ? { ...cover, isForOwn: true } : cover };
}

/** Those of tasks that ask for nothing but a threshold, by what pays and by that: made once, and so the same for all. */
const plain = new WeakMap<IntakeRules, Map<CoverSource, Map<number | null, Terms>>>();

function plainTerms(input: AdmittedTask, from: CoverSource, rules: IntakeRules): Terms {
  const threshold = input.consensus_threshold ?? null;
  const known = plain.get(rules)?.get(from)?.get(threshold);
  if (known !== undefined) return known;
  const terms = termsOf(input, { salt: '', crowd: null, from }, rules);
  const bySource = plain.get(rules) ?? new Map<CoverSource, Map<number | null, Terms>>();
  const byThreshold = bySource.get(from) ?? new Map<number | null, Terms>();
  plain.set(rules, bySource.set(from, byThreshold.set(threshold, terms)));
  return terms;
}

/** The key and a hash of what it was sent with: the same key with another body is refused. */
export function idempotencyOf(key: string, body: unknown): Idempotency {
  return {
    key,
    bodyHash: createHash('sha256').update(orderedJson(body)).digest('hex'),
  };
}
