import type { Task } from '../task/task.ts';

/** How many items of a set a worker does before they count. */
export const practiceRoundMax = 20;
/** Items of a set that are looked at, the latest. */
export const practiceSetMax = 200;
/** After a round so long until the next. */
export const practiceAgainMs = 24 * 3_600_000;
/** Qualifications that a claim looks at, the latest. */
export const qualificationsMax = 20;

export interface PracticeAnswer {
  readonly goldId: string;
  /** Index into the item's options. */
  readonly option: number;
  readonly isRight: boolean;
  readonly atMs: number;
}

/** What a worker got right in a whole round. */
export interface PracticeScore {
  readonly right: number;
  readonly of: number;
}

/** How a worker practised a question: the round that they are in, or ended last. Nothing of it is paid, or evidence of them. */
export interface PracticeRecord {
  readonly workerId: string;
  readonly question: string;
  readonly customerId: string;
  /** Of the round, in the order in which they come. */
  readonly items: readonly string[];
  /** The first to each item. */
  readonly answers: readonly PracticeAnswer[];
  readonly begunAtMs: number;
  /** Items of earlier rounds, the latest first. */
  readonly met: readonly string[];
  /** Null: no round was ended. */
  readonly best: PracticeScore | null;
  /** When a round was ended last. */
  readonly endedAtMs: number | null;
}

export interface BeginPractice extends Pick<PracticeRecord, 'workerId' | 'question' | 'customerId'> {
  /** Items that there are now. */
  readonly set: readonly string[];
  readonly nowMs: number;
  /** Where a round begins among them, from 0 to 1. */
  readonly randomness: number;
}

export interface AnswerPractice extends Pick<PracticeRecord, 'workerId' | 'question'> {
  readonly answer: PracticeAnswer;
}

export function isRoundOver({ items, answers }: Pick<PracticeRecord, 'items' | 'answers'>): boolean {
  return answers.length >= items.length;
}

/** When the worker may practise again; null: they are in a round, or never were. Unix ms. */
export function practiceAgainAtMs(record: PracticeRecord | null): number | null {
  if (record === null || !isRoundOver(record) || record.endedAtMs === null) return null;
  return record.endedAtMs + practiceAgainMs;
}

/**
 * The record with a round to go on with, a new one where that is due. Items that the worker has not met come first. The very same
 * where nothing is to be done, or can be: `set` is empty, or the last round was just now.
 */
export function begunPractice(found: PracticeRecord | null, begin: BeginPractice): PracticeRecord | null {
  const { set, nowMs, randomness, workerId, question, customerId } = begin;
  const left = found === null ? null : withoutGone(found, set, nowMs);
  if (left !== null && !isRoundOver(left)) return left;
  if (set.length === 0 || nowMs < (practiceAgainAtMs(left) ?? 0)) return left;
  const before = left === null ? [] : [...left.items, ...left.met];
  const start = Math.floor(randomness * set.length);
  const turned = [...set.slice(start), ...set.slice(0, start)];
  const isMet = (id: string): number => (before.includes(id) ? 1 : 0);
  const items = turned.toSorted((a, b) => isMet(a) - isMet(b)).slice(0, practiceRoundMax);
  return {
    workerId,
    question,
    customerId,
    items,
    answers: [],
    begunAtMs: nowMs,
    met: before.filter((id) => !items.includes(id)).slice(0, practiceSetMax),
    best: left?.best ?? null,
    endedAtMs: left?.endedAtMs ?? null,
  };
}

/** Of a round that goes on, items that are there no more are left out. */
function withoutGone(record: PracticeRecord, set: readonly string[], nowMs: number): PracticeRecord {
  if (isRoundOver(record)) return record;
  const isAnswered = (id: string): boolean => record.answers.some(({ goldId }) => goldId === id);
  const items = record.items.filter((id) => set.includes(id) || isAnswered(id));
  return items.length === record.items.length ? record : scored({ ...record, items }, nowMs);
}

/** The record with the answer; the very same where the item has one; null: it is none of this round. */
export function answeredPractice(found: PracticeRecord, answer: PracticeAnswer): PracticeRecord | null {
  if (!found.items.includes(answer.goldId)) return null;
  if (found.answers.some(({ goldId }) => goldId === answer.goldId)) return found;
  return scored({ ...found, answers: [...found.answers, answer] }, answer.atMs);
}

function scored(record: PracticeRecord, nowMs: number): PracticeRecord {
  if (!isRoundOver(record)) return record;
  // Of a round whose items were all taken away nothing can be said.
  if (record.items.length === 0) return { ...record, endedAtMs: record.endedAtMs ?? null };
  const score = { right: rightIn(record), of: record.items.length };
  const isBetter = record.best === null || percentOf(score) >= percentOf(record.best);
  return { ...record, best: isBetter ? score : record.best, endedAtMs: nowMs };
}

export function rightIn({ answers }: Pick<PracticeRecord, 'answers'>): number {
  return answers.filter(({ isRight }) => isRight).length;
}

/** Whole percents, rounded down. */
export function percentOf({ right, of }: PracticeScore): number {
  return of === 0 ? 0 : Math.floor((100 * right) / of);
}

/** How much a worker got right of a question at best. */
export interface Qualified {
  readonly question: string;
  readonly percent: number;
}

/** Whether the worker got so much of the question right as a task asks for. */
export function isQualified(
  qualified: readonly Qualified[] | undefined,
  asked: NonNullable<Task['qualification']>,
): boolean {
  return (
    qualified?.some(({ question, percent }) => question === asked.question && percent >= asked.percent) ===
    true
  );
}
