import {
  type Cover,
  type Idempotency,
  nextMomentMs,
  type OpenTasksOutcome,
  openedNow,
  openedScopes,
  openTask,
  type QueueClass,
  queueClass,
  type TaskOrder,
} from '@asg/domain';
import { type OpenTasks, sha256, wantedTasks } from '@asg/storage';
import { isSameJson } from '@asg/values/json';
import { at } from '@asg/values/present';
import { ByteWriter } from '../compact/bytes.ts';
import { encodeOwn, shapeText, sharesBatch } from '../compact/order.ts';

/** What the rows of many new tasks of one request have in common. */
export interface RowForm extends QueueClass {
  readonly createdAtMs: number;
  readonly jobId: string | null;
  /** When something is to be done about it: its `expires_at`. */
  readonly momentMs: number | null;
  readonly cover: Cover | undefined;
  readonly hasMetadata: boolean;
  /** The sums of results that count it. */
  readonly scopes: readonly string[];
  /** The place of its order's shape among those of the request. */
  readonly shape: number;
}

/** What a new task's row is made of. */
export interface TaskInsert {
  readonly taskId: string;
  readonly createdAtMs: number;
  readonly form: RowForm;
  /** Where what its order has for itself begins and ends in the bytes of its request. */
  readonly from: number;
  readonly to: number;
  readonly idempotency: Idempotency | null;
}

/** What orders of one request have in common, JSON, and how many have it. */
interface SharedShape {
  readonly text: string;
  orders: number;
}

/**
 * `OpenTasks` as it goes to the writer: rows ready to be inserted, so that the writing thread need not build them. Column by column, since
 * each object costs on its way.
 */
export interface OpenRows extends Omit<OpenTasks, 'tasks'> {
  readonly taskIds: readonly string[];
  readonly forms: readonly RowForm[];
  /** Of each task. */
  readonly formOf: readonly number[];
  /** Null: none has one. */
  readonly idempotencies: readonly (Idempotency | null)[] | null;
  readonly shapes: readonly SharedShape[];
  /** What orders have for themselves, one after the other, and where each ends. */
  readonly own: Uint8Array;
  readonly ownEnds: readonly number[];
}

const out = new ByteWriter();

/** What each order may have of its own while its row has the form of another. */
type Own =
  | 'taskId'
  | 'dataUrl'
  | 'salt'
  | 'metadata'
  | 'callbackUrl'
  | 'predictions'
  | 'excluded'
  | 'relabelOf';
/** What orders of one form have in common; what differs first comes first. */
const inCommon: Readonly<Record<Exclude<keyof TaskOrder, Own>, (order: TaskOrder) => unknown>> = {
  labelSpec: ({ labelSpec }) => labelSpec,
  type: ({ type }) => type,
  customerId: ({ customerId }) => customerId,
  batchId: ({ batchId }) => batchId,
  jobId: ({ jobId }) => jobId,
  consensus: ({ consensus }) => consensus,
  cover: ({ cover }) => cover,
  language: ({ language }) => language,
  sensitive: ({ sensitive }) => sensitive,
  crowd: ({ crowd }) => crowd,
  qualification: ({ qualification }) => qualification,
  values: ({ values }) => values,
  start: ({ start }) => start,
  priority: ({ priority }) => priority,
  createdAtMs: ({ createdAtMs }) => createdAtMs,
  expiresAtMs: ({ expiresAtMs }) => expiresAtMs,
  gold: ({ gold }) => gold,
  erased: ({ erased }) => erased,
};
const fieldsInCommon = Object.values(inCommon);

/** Among so many forms, the latest, it is looked whether an order has one of them. */
const formsLooked = 8;

/** Finds the form of an order among the latest. */
class Forms {
  readonly all: RowForm[] = [];
  /** Of each form, an order that has it. */
  readonly #orders: TaskOrder[] = [];

  placeOf(order: TaskOrder, made: () => RowForm): number {
    const oldest = Math.max(0, this.all.length - formsLooked);
    for (let place = this.all.length - 1; place >= oldest; place--)
      if (isLike(order, at(this.#orders, place))) return place;
    this.#orders.push(order);
    return this.all.push(made()) - 1;
  }
}

function isLike(order: TaskOrder, other: TaskOrder): boolean {
  if ((order.metadata === null) !== (other.metadata === null)) return false;
  for (const field of fieldsInCommon) if (!isSameJson(field(order), field(other))) return false;
  return true;
}

export function openRows({ tasks, ...rest }: OpenTasks): OpenRows {
  const shapes: SharedShape[] = [];
  const places = new Map<string, number>();
  const forms = new Forms();
  const formOf: number[] = [];
  const ownEnds: number[] = [];
  const withBatch = sharesBatch(tasks.length);
  const newForm = (order: TaskOrder): RowForm => {
    const text = shapeText(order, withBatch);
    const shape = places.get(text) ?? shapes.push({ text, orders: 0 }) - 1;
    places.set(text, shape);
    return {
      createdAtMs: order.createdAtMs,
      jobId: order.jobId,
      ...queueClass(order, 'fresh'),
      momentMs: nextMomentMs(openTask(order)),
      cover: order.cover,
      hasMetadata: order.metadata !== null,
      scopes: openedScopes(order, sha256),
      shape,
    };
  };
  for (const { order } of tasks) {
    const place = forms.placeOf(order, () => newForm(order));
    formOf.push(place);
    at(shapes, at(forms.all, place).shape).orders++;
    encodeOwn(order, withBatch, out);
    ownEnds.push(out.length);
  }
  return {
    ...rest,
    taskIds: tasks.map(({ order }) => order.taskId),
    forms: forms.all,
    formOf,
    idempotencies: tasks.some(({ idempotency }) => idempotency !== null)
      ? tasks.map(({ idempotency }) => idempotency)
      : null,
    shapes,
    own: out.take(),
    ownEnds,
  };
}

/** The rows of a request, in its order. */
export function insertsOf({
  taskIds,
  forms,
  formOf,
  idempotencies,
  ownEnds,
}: OpenRows): readonly TaskInsert[] {
  return taskIds.map((taskId, i) => {
    const form = at(forms, at(formOf, i));
    return {
      taskId,
      createdAtMs: form.createdAtMs,
      form,
      from: i === 0 ? 0 : at(ownEnds, i - 1),
      to: at(ownEnds, i),
      idempotency: idempotencies === null ? null : at(idempotencies, i),
    };
  });
}

/** The writer's answer where all tasks of a request are new: whoever asked knows the rest. */
export const asAsked = 'as asked';

/** The same in full. */
export function openedAsAsked(request: OpenTasks): OpenTasksOutcome {
  return openedNow(wantedTasks(request), [], request.batch?.batchId ?? null, () => 0);
}
