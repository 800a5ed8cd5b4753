import { isCrockford } from './crockford.ts';
import { isUlid, ulidLength } from './ulid.ts';

/** What each kind of object's id begins with; a ULID follows. */
export const idPrefixes = {
  customer: 'cust_',
  key: 'key_',
  task: 'tsk_',
  batch: 'bat_',
  job: 'job_',
  webhook: 'whk_',
  event: 'evt_',
  worker: 'wrk_',
  settlement: 'stl_',
  gold: 'gld_',
  appeal: 'apl_',
} as const;
export type IdKind = keyof typeof idPrefixes;

/** Whether the text has the form of an id of this kind; says nothing about whether the object exists. */
export function isId(kind: IdKind, text: string): boolean {
  const prefix = idPrefixes[kind];
  return text.startsWith(prefix) && isUlid(text.slice(prefix.length));
}

export const claimNonceLength = 6;
const workerTagLength = 6;
const assignmentPrefix = 'asn_';

/** What an assignment id carries, so that a label finds its task without a look-up. */
export interface AssignmentParts {
  readonly taskId: string;
  /** Last characters of the worker's id: distinguishes another worker's assignment from one's own. */
  readonly workerTag: string;
  /** Distinguishes one claim of a task from the next. 6 Crockford characters. */
  readonly nonce: string;
}

export function workerTag(workerId: string): string {
  return workerId.slice(-workerTagLength);
}

/** The id of a worker's claim on a task. Opaque to clients. */
export function assignmentId(taskId: string, workerId: string, nonce: string): string {
  return assignmentPrefix + taskId.slice(idPrefixes.task.length) + workerTag(workerId) + nonce;
}

/** The parts of an assignment id, or null if the text is none. */
export function parseAssignmentId(text: string): AssignmentParts | null {
  if (!text.startsWith(assignmentPrefix)) return null;
  const body = text.slice(assignmentPrefix.length);
  const ulid = body.slice(0, ulidLength);
  const tail = body.slice(ulidLength);
  if (!isUlid(ulid) || !isCrockford(tail, workerTagLength + claimNonceLength)) return null;
  return {
    taskId: idPrefixes.task + ulid,
    workerTag: tail.slice(0, workerTagLength),
    nonce: tail.slice(workerTagLength),
  };
}
