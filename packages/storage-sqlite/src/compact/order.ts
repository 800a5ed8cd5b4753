import type { TaskOrder } from '@asg/domain';
import { parsed } from '../sql.ts';
import { ByteReader, type ByteWriter, isHex } from './bytes.ts';

/** What many orders have in common. Nothing in it is ever erased. */
export type OrderShape = Pick<
  TaskOrder,
  'customerId' | 'type' | 'labelSpec' | 'consensus' | 'language' | 'priority'
> &
  Partial<Pick<TaskOrder, 'sensitive' | 'qualification' | 'cover' | 'batchId' | 'jobId'>>;

/** What few orders have, JSON at the end of what is their own. A batch and a job are there where the shape has none. */
type Tail = Partial<
  Omit<TaskOrder, keyof OrderShape | 'taskId' | 'dataUrl' | 'createdAtMs' | 'expiresAtMs' | 'salt'> &
    Pick<TaskOrder, 'batchId' | 'jobId' | 'salt'>
>;

const version = 1;
const saltDigits = 32;
const flags = { expires: 1, salt: 2, tail: 4 } as const;

/** So many orders of one request have its batch and job in their shape. */
const sharedMin = 16;
export const sharesBatch = (orders: number): boolean => orders >= sharedMin;

/** An order in two parts: JSON of its shape, and bytes of what is its own, which go to `out`. The task's id is in neither. */
export function encodeOrder(order: TaskOrder, withBatch: boolean, out: ByteWriter): string {
  encodeOwn(order, withBatch, out);
  return shapeText(order, withBatch);
}

export function shapeText(order: TaskOrder, withBatch: boolean): string {
  const { customerId, batchId, jobId, type, labelSpec, consensus, language, priority } = order;
  const { sensitive, qualification, cover } = order;
  const shape: OrderShape = {
    customerId,
    type,
    labelSpec,
    consensus,
    language,
    priority,
    ...(sensitive !== undefined && { sensitive }),
    ...(qualification !== undefined && { qualification }),
    ...(cover !== undefined && { cover }),
    ...(withBatch && batchId !== null && { batchId }),
    ...(withBatch && jobId !== null && { jobId }),
  };
  return JSON.stringify(shape);
}

export function encodeOwn(order: TaskOrder, withBatch: boolean, out: ByteWriter): void {
  const { createdAtMs, expiresAtMs, salt } = order;
  const isPlainSalt = isHex(salt, saltDigits);
  const hasTail = !isPlainSalt || hasMore(order) || (!withBatch && (order.batchId ?? order.jobId) !== null);
  out.byte(version);
  out.byte(
    (expiresAtMs === null ? 0 : flags.expires) + (isPlainSalt ? flags.salt : 0) + (hasTail ? flags.tail : 0),
  );
  out.number(createdAtMs);
  if (expiresAtMs !== null) out.difference(expiresAtMs - createdAtMs);
  if (isPlainSalt) out.hex(salt);
  out.text(order.dataUrl);
  if (hasTail) out.text(JSON.stringify(tailOf(order, withBatch, isPlainSalt)));
}

/** Whether there is anything for the tail beside what each order has. */
function hasMore(order: TaskOrder): boolean {
  for (const name of rare) if (order[name] != null) return true;
  return false;
}

const rare = [
  'metadata',
  'callbackUrl',
  'crowd',
  'values',
  'predictions',
  'start',
  'gold',
  'relabelOf',
  'excluded',
  'erased',
] as const satisfies readonly (keyof Tail)[];
const _everything: Readonly<
  Record<Exclude<keyof Tail, (typeof rare)[number] | 'batchId' | 'jobId' | 'salt'>, never>
> = {};

/** All that a tail may have, so that a field which is added to orders is missed by the compiler here. */
function tailOf(order: TaskOrder, withBatch: boolean, isPlainSalt: boolean): Record<keyof Tail, unknown> {
  return {
    batchId: withBatch ? undefined : (order.batchId ?? undefined),
    jobId: withBatch ? undefined : (order.jobId ?? undefined),
    salt: isPlainSalt ? undefined : order.salt,
    metadata: order.metadata ?? undefined,
    callbackUrl: order.callbackUrl ?? undefined,
    crowd: order.crowd,
    values: order.values,
    predictions: order.predictions,
    start: order.start,
    gold: order.gold,
    relabelOf: order.relabelOf,
    excluded: order.excluded,
    erased: order.erased,
  };
}

export function decodeOrder(taskId: string, shape: OrderShape, bytes: Uint8Array): TaskOrder {
  const from = new ByteReader(bytes);
  const format = from.byte();
  if (format !== version) throw new Error(`order of ${taskId} in format ${format}`);
  const has = from.byte();
  const createdAtMs = from.number();
  const expiresAtMs = (has & flags.expires) === 0 ? null : createdAtMs + from.difference();
  const salt = (has & flags.salt) === 0 ? '' : from.hex(saltDigits);
  const dataUrl = from.text();
  const none = { batchId: null, jobId: null, metadata: null, callbackUrl: null };
  const order = { ...none, ...shape, taskId, dataUrl, createdAtMs, expiresAtMs, salt };
  return (has & flags.tail) === 0 ? order : { ...order, ...parsed<Tail>(from.text()) };
}
