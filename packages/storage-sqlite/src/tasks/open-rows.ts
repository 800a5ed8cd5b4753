import {
  type Cover,
  type Idempotency,
  nextMomentMs,
  openedScopes,
  openTask,
  queueClass,
  type TaskOrder,
} from '@asg/domain';
import { type OpenTasks, sha256 } from '@asg/storage';
import { at } from '@asg/values/present';
import { ByteWriter } from '../compact/bytes.ts';
import { encodeOrder, sharesBatch } from '../compact/order.ts';

/** What a new task's row is made of. */
export interface TaskInsert {
  readonly taskId: string;
  readonly createdAtMs: number;
  readonly jobId: string | null;
  readonly rank: number;
  readonly language: string;
  /** When something is to be done about it: its `expires_at`. */
  readonly momentMs: number | null;
  readonly cover: Cover | undefined;
  readonly hasMetadata: boolean;
  /** The sums of results that count it. */
  readonly scopes: readonly string[];
  /** The place of its order's shape among those of the request. */
  readonly shape: number;
  /** Where its own bytes are among those of the request. */
  readonly ownFrom: number;
  readonly ownTo: number;
}

/** What orders of one request have in common, JSON, and how many have it. */
interface SharedShape {
  readonly text: string;
  orders: number;
}

/** `OpenTasks` as it goes to the writer: rows ready to be inserted, so that the writing thread need not build them. */
export interface OpenRows extends Omit<OpenTasks, 'tasks'> {
  readonly tasks: readonly (TaskInsert & { readonly idempotency: Idempotency | null })[];
  readonly shapes: readonly SharedShape[];
  /** What orders have for themselves, one after the other. */
  readonly own: Uint8Array;
}

const out = new ByteWriter();

export function openRows({ tasks, ...rest }: OpenTasks): OpenRows {
  // One for all that have the same: on its way to the writer it is copied once.
  const shared = new Map<string, readonly string[]>();
  const scopesOf = (order: TaskOrder): readonly string[] => {
    const scopes = openedScopes(order, sha256);
    const known = shared.get(scopes.join()) ?? scopes;
    shared.set(scopes.join(), known);
    return known;
  };
  const shapes: SharedShape[] = [];
  const places = new Map<string, number>();
  const withBatch = sharesBatch(tasks.length);
  const parts = (order: TaskOrder) => {
    const ownFrom = out.length;
    const text = encodeOrder(order, withBatch, out);
    const shape = places.get(text) ?? shapes.push({ text, orders: 0 }) - 1;
    places.set(text, shape);
    at(shapes, shape).orders++;
    return { shape, ownFrom, ownTo: out.length };
  };
  const rows = tasks.map(({ order, idempotency }) => ({
    taskId: order.taskId,
    createdAtMs: order.createdAtMs,
    jobId: order.jobId,
    ...queueClass(order, 'fresh'),
    momentMs: nextMomentMs(openTask(order)),
    cover: order.cover,
    hasMetadata: order.metadata !== null,
    scopes: scopesOf(order),
    ...parts(order),
    idempotency,
  }));
  return { ...rest, tasks: rows, shapes, own: out.take() };
}
