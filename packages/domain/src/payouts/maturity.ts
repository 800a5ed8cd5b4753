import type { WorkerRecord } from '../workers/worker.ts';

/** When the pay of a new worker may be moved. Times in ms. */
export interface HoldRules {
  /** So many right answers to the operator's gold are enough. */
  readonly goldRight: number;
  /** So long since the first label, or since the latest suspension, is enough. */
  readonly holdMs: number;
  /** So long a suspension can be contested before what is held is forfeited. */
  readonly appealMs: number;
  /** Right answers are counted so often: a count after each answer would tell which ones were known. */
  readonly countMs: number;
}

/** A worker whose pay is held, from the first settlement that holds some until they are mature or it is forfeited. */
export interface HoldRecord {
  readonly workerId: string;
  /** The first settlement that held pay of theirs. What earlier ones paid is theirs to move. */
  readonly firstId: string;
  /** When the days began that are waited for. */
  readonly fromMs: number;
  /** Right answers to the operator's gold, as they were counted last. */
  readonly rightAnswers: number;
  readonly countedAtMs: number;
  /** The latest plan of a settlement that holds pay of theirs, to within an hour. */
  readonly heldAtMs: number;
  /** What was held is theirs, though they are not mature: they had earned it before they were suspended. */
  readonly isFree: boolean;
  /** When there is something to do about it; null: it is over, nothing is held back. */
  readonly lookAtMs: number | null;
  /** The withdrawal that was asked for because they matured. */
  readonly withdrawalId: string | null;
  /** The forfeit that is under way. */
  readonly forfeitId: string | null;
}

type Holder = Pick<WorkerRecord, 'status' | 'suspension' | 'maturedAtMs' | 'holdFromMs'>;

export type Maturity =
  | { readonly kind: 'mature' }
  | {
      readonly kind: 'maturing';
      readonly rightMissing: number;
      /** When waiting alone is enough; null while the worker is suspended, when nothing is. */
      readonly untilMs: number | null;
      /** Until when they have to contest their suspension; null: they are not suspended. */
      readonly contestUntilMs: number | null;
    };

/** Whether what is held for a worker may be moved, as far as it was written down; without rules nothing is held back. */
export function maturityOf(worker: Holder, hold: HoldRecord | null, rules: HoldRules | null): Maturity {
  if (rules === null || hold === null || !isOpenHold(hold) || worker.maturedAtMs !== undefined)
    return { kind: 'mature' };
  const rightMissing = Math.max(0, rules.goldRight - hold.rightAnswers);
  const { suspension } = worker;
  return {
    kind: 'maturing',
    rightMissing,
    untilMs: suspension === undefined ? heldUntilMs(worker, hold, rules) : null,
    contestUntilMs: suspension === undefined ? null : suspension.atMs + rules.appealMs,
  };
}

/** The settlement from which on what is held for a worker may not be moved; null: all of it may. */
export function heldBackFrom(
  worker: Holder,
  hold: HoldRecord | null,
  rules: HoldRules | null,
): string | null {
  return hold === null || maturityOf(worker, hold, rules).kind === 'mature' ? null : hold.firstId;
}

/** The moment when waiting alone is enough. */
export function heldUntilMs(
  { holdFromMs = 0 }: Holder,
  { fromMs }: Pick<HoldRecord, 'fromMs'>,
  { holdMs }: HoldRules,
): number {
  return Math.max(fromMs, holdFromMs) + holdMs;
}

/** Whether the worker is mature from now on. Who is suspended is not. */
export function isReached(
  worker: Holder,
  hold: Pick<HoldRecord, 'fromMs' | 'rightAnswers'>,
  rules: HoldRules,
  nowMs: number,
): boolean {
  if (worker.status === 'suspended') return false;
  return hold.rightAnswers >= rules.goldRight || nowMs >= heldUntilMs(worker, hold, rules);
}

/** When it is to be looked at again, of a worker who is not mature now. */
export function nextLookMs(worker: Holder, hold: HoldRecord, rules: HoldRules, nowMs: number): number {
  return Math.min(heldUntilMs(worker, hold, rules), nowMs + rules.countMs);
}

/** Whether it holds pay back. */
export const isOpenHold = ({ lookAtMs, isFree }: HoldRecord): boolean => lookAtMs !== null && !isFree;

/** What is held now is over: it may be moved, or is gone. */
export const closedHold = (hold: HoldRecord): HoldRecord => ({ ...hold, lookAtMs: null, forfeitId: null });

/** A plan holds pay: the hold begins, or goes on. The very same where it changes nothing worth a write. */
export function continuedHold(known: HoldRecord | null, begun: HoldRecord): HoldRecord {
  if (known === null || !isOpenHold(known)) return begun;
  return begun.heldAtMs < known.heldAtMs + keptToMs ? known : { ...known, heldAtMs: begun.heldAtMs };
}

const keptToMs = 3_600_000;
