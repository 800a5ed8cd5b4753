import { utcDate } from '../billing/calendar.ts';
import { idPrefixes } from '../ids/ids.ts';
import { encodeUlid } from '../ids/ulid.ts';
import type { ModelScores, OwnModelState, TaskType } from '../names.ts';
import type { Task } from '../task/task.ts';

/** Tasks that a model is asked of: of this type, and with exactly these options, in any order; null: with any. */
export interface ModelTemplate {
  readonly type: TaskType;
  readonly options: readonly string[] | null;
}

/** What the customer says of an endpoint that the server asks for predictions. */
export interface ModelTerms {
  readonly url: string;
  /** As the endpoint calls it. */
  readonly model: string;
  /** Sealed; opens in the context of `modelKeyContext`. Null: the endpoint wants none. */
  readonly sealedKey: string | null;
  readonly scores: ModelScores;
  readonly instructions: string | null;
  readonly templates: readonly ModelTemplate[];
  /** In a UTC day, those that failed counted. */
  readonly requestsPerDay: number;
  /** Requests under way at once. */
  readonly concurrency: number;
}

/** How far the tasks are walked, from the newest downwards: ids of tasks, as they sort. */
export interface ModelWalk {
  /** Only ids above this one are new to the model. */
  readonly bottom: string;
  /** The last that was looked at; null: the walk is to begin. */
  readonly at: string | null;
  /** Where the next walk ends. */
  readonly next: string | null;
  /** Tasks that it read so far. */
  readonly read: number;
}

/** A model of a customer's that the server asks, and how it gets on. `name` is what its predictions are kept under. */
export interface OwnModel extends ModelTerms {
  readonly customerId: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly active: boolean;
  /** Why the server switched it off; null: it did not. */
  readonly disabledReason: string | null;
  readonly walk: ModelWalk;
  /** When there is something to do. */
  readonly dueAtMs: number;
  /** The UTC day that `used` is of, and the requests of it, counted before they are sent. */
  readonly day: string;
  readonly used: number;
  /** What was taken of the budget last: sent again, it takes nothing. */
  readonly taken: readonly { readonly id: string; readonly count: number }[];
  readonly failures: number;
  readonly failingSinceMs: number | null;
  /** What went wrong last; null: nothing since it last went well. */
  readonly note: string | null;
  /** Answers that became predictions, those that could not be used, and tasks that were over meanwhile. */
  readonly kept: number;
  readonly unusable: number;
  readonly late: number;
  /** As the endpoint tells. */
  readonly tokens: number;
  readonly unusableInRow: number;
  /** The last tasks whose answers could not be used: they are not asked of again. */
  readonly passedBy: readonly string[];
  /** Tells one state of the walk from the next. */
  readonly revision: number;
}

export const ownModelsMax = 20;
/** A model that has answered nothing that can be used so often in a row is switched off. */
const unusableInRowMax = 200;
/** One that nothing reached for so long is switched off, ms. */
const failingMsMax = 24 * 3_600_000;
const passedByMax = 500;
/** Takings that are remembered: far more than are under way at once. */
const takenMax = 16;
/** Tasks may appear so long after the moment that their ids tell, ms. */
const lateMs = 60_000;
const backoffFirstMs = 1_000;
const backoffMaxMs = 600_000;
const dayMs = 24 * 3_600_000;

/** As of a prediction's model, without a slash: it stands in paths. */
export const modelNameForm = '^[A-Za-z][A-Za-z0-9._:@-]{0,63}$';

/** What the sealed key of a model is bound to. */
export function modelKeyContext({ customerId, name }: Pick<OwnModel, 'customerId' | 'name'>): string {
  return `model:${customerId} ${name}`;
}

/** All ids of tasks that were made from this moment on are above it. */
export function taskIdsFrom(atMs: number): string {
  return idPrefixes.task + encodeUlid(Math.max(0, atMs), new Uint8Array(16));
}

/** `fromMs`: tasks that were submitted before are not asked of. */
export function newOwnModel(
  terms: ModelTerms & Pick<OwnModel, 'customerId' | 'name'>,
  { nowMs, fromMs }: { readonly nowMs: number; readonly fromMs: number },
): OwnModel {
  return {
    ...terms,
    createdAtMs: nowMs,
    active: true,
    disabledReason: null,
    walk: { bottom: taskIdsFrom(fromMs), at: null, next: null, read: 0 },
    dueAtMs: nowMs,
    day: utcDate(nowMs),
    used: 0,
    taken: [],
    failures: 0,
    failingSinceMs: null,
    note: null,
    kept: 0,
    unusable: 0,
    late: 0,
    tokens: 0,
    unusableInRow: 0,
    passedBy: [],
    revision: 0,
  };
}

export type ModelChange = Partial<ModelTerms> & { readonly active?: boolean };

/** The model with other terms, due at once: what went wrong may be mended. The same change again changes nothing but that. */
export function changedModel(before: OwnModel, change: ModelChange, nowMs: number): OwnModel {
  const isOn = change.active ?? before.active;
  const isAnew = isOn && (!before.active || Object.keys(change).length > 0);
  return {
    ...before,
    ...change,
    ...(change.active !== undefined && { disabledReason: null }),
    ...(isAnew && { dueAtMs: nowMs, failures: 0, failingSinceMs: null, note: null, unusableInRow: 0 }),
  };
}

/** Requests of this UTC day. */
export function requestsToday({ day, used }: OwnModel, nowMs: number): number {
  return day === utcDate(nowMs) ? used : 0;
}

function budgetLeft(model: OwnModel, nowMs: number): number {
  return Math.max(0, model.requestsPerDay - requestsToday(model, nowMs));
}

/** The model with up to `count` requests taken of its budget, and how many. The same `id` again: what it was the first time. */
export function takenOfBudget(
  model: OwnModel,
  { id, count, nowMs }: { readonly id: string; readonly count: number; readonly nowMs: number },
): { readonly model: OwnModel; readonly granted: number } {
  const known = model.taken.find((one) => one.id === id);
  if (known !== undefined) return { model, granted: known.count };
  const granted = model.active ? Math.min(count, budgetLeft(model, nowMs)) : 0;
  const day = utcDate(nowMs);
  const used = requestsToday(model, nowMs) + granted;
  const taken = [...model.taken, { id, count: granted }].slice(-takenMax);
  return { model: { ...model, day, used, taken }, granted };
}

/** What became of one step of the walk. */
export interface ModelStep {
  readonly createdAtMs: number;
  readonly revision: number;
  readonly walk: ModelWalk;
  readonly kept: number;
  readonly late: number;
  readonly tokens: number;
  /** Tasks whose answers could not be used, or whose items could not be read. */
  readonly unusable: readonly string[];
  /** What was wrong with the last answer that could not be used, or with the endpoint; null: nothing. */
  readonly note: string | null;
  /** The endpoint failed: it is asked again later, not before `retryAfterMs` from now. */
  readonly failed: boolean;
  readonly retryAfterMs: number;
  /** Where it did not fail. */
  readonly idleMs: number;
  /** It cannot go on, and why. */
  readonly switchOff?: string;
  readonly nowMs: number;
}

/** The model after a step; null: it was made from another state. */
export function steppedModel(model: OwnModel, step: ModelStep): OwnModel | null {
  const { nowMs, unusable, failed } = step;
  if (step.revision !== model.revision || step.createdAtMs !== model.createdAtMs) return null;
  const failures = failed ? model.failures + 1 : 0;
  const failingSinceMs = failed ? (model.failingSinceMs ?? nowMs) : null;
  const unusableInRow = step.kept > 0 ? 0 : model.unusableInRow + unusable.length;
  const pauseMs = Math.max(step.retryAfterMs, backoffMs(failures));
  const why =
    step.switchOff ??
    (failed && nowMs - (failingSinceMs ?? nowMs) >= failingMsMax
      ? `nothing was answered for a day: ${step.note}`
      : unusableInRow >= unusableInRowMax
        ? `${unusableInRow} answers in a row could not be used: ${step.note}`
        : null);
  return {
    ...model,
    walk: step.walk,
    dueAtMs: failed ? nowMs + pauseMs : nowMs + step.idleMs,
    failures,
    failingSinceMs,
    note: step.note ?? (step.kept > 0 ? null : model.note),
    kept: model.kept + step.kept,
    late: model.late + step.late,
    unusable: model.unusable + unusable.length,
    tokens: model.tokens + step.tokens,
    unusableInRow,
    passedBy: [...model.passedBy, ...unusable].slice(-passedByMax),
    revision: model.revision + 1,
    ...(why !== null && { active: false, disabledReason: why }),
  };
}

function backoffMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(backoffMaxMs, backoffFirstMs * 4 ** Math.min(failures - 1, 10));
}

/** The walk as it goes on: where none is under way, one begins. `unreadSinceMs`: when the oldest job was made that is still read. */
export function begunWalk(walk: ModelWalk, nowMs: number, unreadSinceMs: number | null): ModelWalk {
  if (walk.next !== null) return walk;
  return { ...walk, next: taskIdsFrom(Math.min(nowMs - lateMs, unreadSinceMs ?? nowMs)) };
}

/** The walk came to its end. */
export function endedWalk({ bottom, next }: ModelWalk): ModelWalk {
  const risen = next !== null && next > bottom ? next : bottom;
  return { bottom: risen, at: null, next: null, read: 0 };
}

/** The beginning of the next UTC day. */
export function nextDayMs(nowMs: number): number {
  return (Math.floor(nowMs / dayMs) + 1) * dayMs;
}

export function ownModelState(model: OwnModel, nowMs: number): OwnModelState {
  if (!model.active) return 'switched_off';
  if (budgetLeft(model, nowMs) === 0) return 'budget_used';
  return model.failures > 0 ? 'waiting' : 'running';
}

/** Whether the model is to be asked of this task. */
export function isAskedOf(
  { name, templates, passedBy }: Pick<OwnModel, 'name' | 'templates' | 'passedBy'>,
  task: Pick<
    Task,
    'taskId' | 'type' | 'labelSpec' | 'consensus' | 'gold' | 'erased' | 'predictions' | 'predicted'
  >,
): boolean {
  const { taskId, type, labelSpec, consensus, gold, erased, predictions = [], predicted = [] } = task;
  if (gold !== undefined || erased !== undefined || consensus.policy !== 'adaptive') return false;
  if ([...predictions, ...predicted].some(({ model }) => model === name)) return false;
  if (passedBy.includes(taskId)) return false;
  const { options } = labelSpec;
  return templates.some(
    (one) =>
      one.type === type &&
      (one.options === null ||
        (one.options.length === options.length && options.every((option) => one.options?.includes(option)))),
  );
}
