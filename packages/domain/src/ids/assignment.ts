import { isCrockford } from './crockford.ts';
import { idPrefixes } from './ids.ts';
import { bytesOfDigits, digitsOfBytes, isUlid, ulidBytes, ulidLength } from './ulid.ts';

export const assignmentPrefix = 'asn_';
/** Of items of practice, which are held by nobody. */
export const practicePrefix = 'prc_';
export const claimNonceLength = 6;
/** Of a label from before nonces were kept with labels. */
export const unknownNonce = '0'.repeat(claimNonceLength);
const nonceBytes = 4;
const workerTagLength = 6;

/** What an assignment id carries, so that a label finds its task without a look-up. */
export interface AssignmentParts {
  readonly taskId: string;
  /** Distinguishes one claim of a task from the next. 6 Crockford characters. */
  readonly nonce: string;
}

/** 20 bytes, which are sealed into an assignment id. */
export function assignmentBytes({ taskId, nonce }: AssignmentParts): Uint8Array {
  const bytes = new Uint8Array(ulidBytes + nonceBytes);
  bytes.set(bytesOfDigits(taskId.slice(idPrefixes.task.length), ulidBytes));
  bytes.set(bytesOfDigits(nonce, nonceBytes), ulidBytes);
  return bytes;
}

export function assignmentOf(bytes: Uint8Array): AssignmentParts {
  return {
    taskId: idPrefixes.task + digitsOfBytes(bytes.subarray(0, ulidBytes), ulidLength),
    nonce: digitsOfBytes(bytes.subarray(ulidBytes), claimNonceLength),
  };
}

/** The parts of an id from before they were sealed, which said whose it is; null: it is none, or another worker's. */
export function unsealedAssignment(workerId: string, text: string): AssignmentParts | null {
  if (!text.startsWith(assignmentPrefix)) return null;
  const body = text.slice(assignmentPrefix.length);
  const [ulid, tail] = [body.slice(0, ulidLength), body.slice(ulidLength)];
  if (!isUlid(ulid) || !isCrockford(tail, workerTagLength + claimNonceLength)) return null;
  if (tail.slice(0, workerTagLength) !== workerId.slice(-workerTagLength)) return null;
  return { taskId: idPrefixes.task + ulid, nonce: tail.slice(workerTagLength) };
}

/** A worker's label in the order of their history. */
export interface HistoryPlace {
  readonly atMs: number;
  readonly taskId: string;
}

const timeBytes = 7;

/** 23 bytes, which are sealed into the cursor of a history. */
export function historyPlaceBytes({ atMs, taskId }: HistoryPlace): Uint8Array {
  const bytes = new Uint8Array(timeBytes + ulidBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(atMs) << 8n);
  bytes.set(bytesOfDigits(taskId.slice(idPrefixes.task.length), ulidBytes), timeBytes);
  return bytes;
}

export function historyPlaceOf(bytes: Uint8Array): HistoryPlace {
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0) >> 8n;
  return {
    atMs: Number(time),
    taskId: idPrefixes.task + digitsOfBytes(bytes.subarray(timeBytes), ulidLength),
  };
}
