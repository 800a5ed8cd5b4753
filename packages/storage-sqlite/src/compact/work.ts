import {
  type Assignment,
  crockford,
  type Decision,
  type Label,
  type Payment,
  sats,
  type Task,
  type TaskOrder,
  type TaskState,
} from '@asg/domain';
import { at } from '@asg/values/present';
import { parsed } from '../sql.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { Words, WordTable } from './words.ts';

/** What has happened to a task. */
export type Work = Omit<Task, keyof TaskOrder> & Pick<Task, 'values'>;
type Tail = Omit<
  Work,
  'state' | 'labels' | 'assignments' | 'skippedBy' | 'decision' | 'payment' | 'closedAtMs' | 'targetLabels'
>;

/** The first byte: how the rest is written. As JSON is what the fields of the other do not fit. */
const formats = { json: 0, fields: 1 } as const;
const stateCodes: Readonly<Record<TaskState, number>> = {
  pending: 0,
  in_progress: 1,
  verified: 2,
  settled: 3,
  expired: 4,
  cancelled: 5,
};
const states: readonly TaskState[] = [
  'pending',
  'in_progress',
  'verified',
  'settled',
  'expired',
  'cancelled',
];
const payments = { none: 0, due: 1, reserved: 2, paid: 3 } as const;
const flags = { decision: 1, closed: 2, target: 4, tail: 8, assigned: 16, skipped: 32 } as const;
const givenFlags = { claimed: 1, nonce: 2, unseen: 4, own: 8, column: 16, tail: 32 } as const;
const decisionFlags = { sure: 1, ground: 2 } as const;

const nonceLength = 6;

const out = new ByteWriter();

/** Everything about a task that is not in its order. Ids that many tasks have are words. */
export function encodeWork(work: Work, createdAtMs: number, words: WordTable): Uint8Array {
  try {
    out.byte(formats.fields);
    writeWork(work, createdAtMs, words);
    return out.take();
  } catch (error) {
    out.drop();
    if (!(error instanceof RangeError)) throw error;
    out.byte(formats.json);
    out.text(JSON.stringify(work));
    return out.take();
  }
}

export function decodeWork(bytes: Uint8Array, createdAtMs: number, words: Words): Work {
  const from = new ByteReader(bytes);
  const format = from.byte();
  if (format === formats.json) return parsed<Work>(from.text());
  if (format !== formats.fields) throw new Error(`work of a task in format ${format}`);
  return readWork(from, createdAtMs, words);
}

function writeWork(work: Work, createdAtMs: number, words: WordTable): void {
  const { state, labels, assignments, skippedBy, decision, payment, closedAtMs, targetLabels, ...tail } =
    work;
  const hasTail = Object.values(tail).some((value) => value !== undefined);
  out.byte(stateCodes[state] + payments[payment.kind] * 16);
  out.byte(
    (decision === null ? 0 : flags.decision) +
      (closedAtMs === null ? 0 : flags.closed) +
      (targetLabels === undefined ? 0 : flags.target) +
      (hasTail ? flags.tail : 0) +
      (assignments.length === 0 ? 0 : flags.assigned) +
      (skippedBy.length === 0 ? 0 : flags.skipped),
  );
  out.number(labels.length);
  for (const label of labels) writeLabel(label, createdAtMs, words);
  if (assignments.length > 0) {
    out.number(assignments.length);
    for (const assignment of assignments) writeAssignment(assignment, createdAtMs, words);
  }
  if (skippedBy.length > 0) {
    out.number(skippedBy.length);
    for (const workerId of skippedBy) out.number(words.number(workerId));
  }
  if (decision !== null) writeDecision(decision, createdAtMs);
  writePayment(payment, createdAtMs, words);
  if (closedAtMs !== null) out.difference(closedAtMs - createdAtMs);
  if (targetLabels !== undefined) out.number(targetLabels);
  if (hasTail) out.text(JSON.stringify(tail));
}

function readWork(from: ByteReader, createdAtMs: number, words: Words): Work {
  const first = from.byte();
  const state = at(states, first % 16);
  const has = from.byte();
  const labels = listOf(from.number(), () => readLabel(from, createdAtMs, words));
  const assigned = (has & flags.assigned) === 0 ? 0 : from.number();
  const assignments = listOf(assigned, () => readAssignment(from, createdAtMs, words));
  const skipped = (has & flags.skipped) === 0 ? 0 : from.number();
  const skippedBy = listOf(skipped, () => words.text(from.number()));
  const decision = (has & flags.decision) === 0 ? null : readDecision(from, createdAtMs);
  const payment = readPayment(Math.floor(first / 16), from, createdAtMs, words);
  const closedAtMs = (has & flags.closed) === 0 ? null : createdAtMs + from.difference();
  const work: Work = { state, labels, assignments, skippedBy, decision, payment, closedAtMs };
  const target = (has & flags.target) === 0 ? null : { targetLabels: from.number() };
  const tail = (has & flags.tail) === 0 ? null : parsed<Tail>(from.text());
  return target === null && tail === null ? work : { ...work, ...target, ...tail };
}

function listOf<One>(length: number, read: () => One): readonly One[] {
  const list: One[] = [];
  while (list.length < length) list.push(read());
  return list;
}

function writeLabel(label: Label, createdAtMs: number, words: WordTable): void {
  const { workerId, option, atMs, column, claimedAtMs, own, nonce, unseen, ...tail } = label;
  const hasTail = Object.keys(tail).length > 0;
  out.byte(
    (claimedAtMs === undefined ? 0 : givenFlags.claimed) +
      (nonce === undefined ? 0 : givenFlags.nonce) +
      (unseen === undefined ? 0 : givenFlags.unseen) +
      (own === undefined ? 0 : givenFlags.own) +
      (column === undefined ? 0 : givenFlags.column) +
      (hasTail ? givenFlags.tail : 0),
  );
  out.number(words.number(workerId));
  out.number(option);
  out.difference(atMs - createdAtMs);
  if (claimedAtMs !== undefined) out.difference(atMs - claimedAtMs);
  if (nonce !== undefined) writeNonce(nonce);
  if (column !== undefined) {
    out.number(column.length);
    for (const value of column) out.difference(value);
  }
  if (hasTail) out.text(JSON.stringify(tail));
}

function readLabel(from: ByteReader, createdAtMs: number, words: Words): Label {
  const has = from.byte();
  const workerId = words.text(from.number());
  const option = from.number();
  const atMs = createdAtMs + from.difference();
  const claimedAtMs = (has & givenFlags.claimed) === 0 ? undefined : atMs - from.difference();
  const nonce = (has & givenFlags.nonce) === 0 ? undefined : readNonce(from);
  const column = (has & givenFlags.column) === 0 ? undefined : listOf(from.number(), () => from.difference());
  return {
    workerId,
    option,
    atMs,
    ...(column !== undefined && { column }),
    ...(claimedAtMs !== undefined && { claimedAtMs }),
    ...((has & givenFlags.own) !== 0 && { own: true }),
    ...(nonce !== undefined && { nonce }),
    ...((has & givenFlags.unseen) !== 0 && { unseen: true }),
    ...((has & givenFlags.tail) !== 0 && parsed<Pick<Label, 'conceded' | 'began'>>(from.text())),
  };
}

function writeAssignment(assignment: Assignment, createdAtMs: number, words: WordTable): void {
  const { workerId, nonce, leaseExpiresAtMs, claimedAtMs, own, ...tail } = assignment;
  const _none: Record<string, never> = tail;
  out.byte((claimedAtMs === undefined ? 0 : givenFlags.claimed) + (own === undefined ? 0 : givenFlags.own));
  out.number(words.number(workerId));
  writeNonce(nonce);
  out.difference(leaseExpiresAtMs - createdAtMs);
  if (claimedAtMs !== undefined) out.difference(leaseExpiresAtMs - claimedAtMs);
}

function readAssignment(from: ByteReader, createdAtMs: number, words: Words): Assignment {
  const has = from.byte();
  const workerId = words.text(from.number());
  const nonce = readNonce(from);
  const leaseExpiresAtMs = createdAtMs + from.difference();
  const claimedAtMs = (has & givenFlags.claimed) === 0 ? undefined : leaseExpiresAtMs - from.difference();
  return {
    workerId,
    nonce,
    leaseExpiresAtMs,
    ...(claimedAtMs !== undefined && { claimedAtMs }),
    ...((has & givenFlags.own) !== 0 && { own: true }),
  };
}

function writeDecision(decision: Decision, createdAtMs: number): void {
  const { option, agreementCount, workerCount, confidence, decidedAtMs, ground, ...tail } = decision;
  const _none: Record<string, never> = tail;
  const isSure = confidence === 1;
  out.byte((isSure ? decisionFlags.sure : 0) + (ground === undefined ? 0 : decisionFlags.ground));
  out.number(option);
  out.number(agreementCount);
  out.number(workerCount);
  if (!isSure) out.float(confidence);
  out.difference(decidedAtMs - createdAtMs);
  if (ground !== undefined) out.text(JSON.stringify(ground));
}

function readDecision(from: ByteReader, createdAtMs: number): Decision {
  const has = from.byte();
  const option = from.number();
  const agreementCount = from.number();
  const workerCount = from.number();
  const confidence = (has & decisionFlags.sure) === 0 ? from.float() : 1;
  const decidedAtMs = createdAtMs + from.difference();
  const decision = { option, agreementCount, workerCount, confidence, decidedAtMs };
  if ((has & decisionFlags.ground) === 0) return decision;
  return { ...decision, ground: parsed<NonNullable<Decision['ground']>>(from.text()) };
}

function writePayment(payment: Payment, createdAtMs: number, words: WordTable): void {
  if (payment.kind === 'none') return;
  if (payment.kind === 'due') out.difference(payment.sinceMs - createdAtMs);
  else if (payment.kind === 'reserved') {
    out.difference(payment.sinceMs - createdAtMs);
    out.number(words.number(payment.settlementId));
  } else {
    out.number(words.number(payment.settlementId));
    out.number(words.number(payment.txid));
    out.number(payment.costSats);
    out.difference(payment.settledAtMs - createdAtMs);
  }
}

function readPayment(kind: number, from: ByteReader, createdAtMs: number, words: Words): Payment {
  if (kind === payments.none) return { kind: 'none' };
  if (kind === payments.due) return { kind: 'due', sinceMs: createdAtMs + from.difference() };
  if (kind === payments.reserved) {
    const sinceMs = createdAtMs + from.difference();
    return { kind: 'reserved', sinceMs, settlementId: words.text(from.number()) };
  }
  const settlementId = words.text(from.number());
  const txid = words.text(from.number());
  const costSats = sats(from.number());
  return { kind: 'paid', settlementId, txid, costSats, settledAtMs: createdAtMs + from.difference() };
}

/** As a number where it is six digits, and as a text where an earlier version, or a test, had another. */
function writeNonce(nonce: string): void {
  const value = nonce.length === nonceLength ? numberOf(nonce) : null;
  out.number(value === null ? 0 : value + 1);
  if (value === null) out.text(nonce);
}

function numberOf(nonce: string): number | null {
  let value = 0;
  for (const digit of nonce) {
    const place = crockford.indexOf(digit);
    if (place < 0) return null;
    value = value * crockford.length + place;
  }
  return value;
}

function readNonce(from: ByteReader): string {
  let value = from.number() - 1;
  if (value < 0) return from.text();
  let nonce = '';
  for (let i = 0; i < nonceLength; i++) {
    nonce = crockford.charAt(value % crockford.length) + nonce;
    value = Math.floor(value / crockford.length);
  }
  return nonce;
}
