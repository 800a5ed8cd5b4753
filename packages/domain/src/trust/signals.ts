import { type SignalKind, signalKinds } from '../names.ts';
import type { Task } from '../task/task.ts';

/** How a worker answers: counters of bounded size, changed with each label. Times in ms. */
export interface WorkerSignals {
  /** Labels that are looked back at, and those of them that came faster than the item can be read. */
  readonly recent: number;
  readonly fast: number;
  /** Time not yet used up by labels: answers typed offline arrive together and are not fast for that. */
  readonly bankMs: number;
  readonly lastAtMs: number;
  /** Mean time between labels, pauses cut short. */
  readonly paceMs: number;
  /** Position of the last answer among its options, and how often it was given in a row. */
  readonly position: number;
  readonly run: number;
  /** Wrong answers shared with others, of the others with the most. */
  readonly sharedMisses: Readonly<Record<string, number>>;
}

export const noSignals: WorkerSignals = {
  recent: 0,
  fast: 0,
  bankMs: 0,
  lastAtMs: 0,
  paceMs: 0,
  position: -1,
  run: 0,
  sharedMisses: {},
};

/** The least time in which a person can look and answer. */
const readableMs: Readonly<Record<Task['type'], number>> = {
  image_classification: 400,
  moderation: 400,
  sentiment: 700,
  text_classification: 700,
};
const bankMsMax = 20_000;
const recentMax = 100;
const paceOver = 20;
const partnersMax = 8;

/** After a label of the worker. */
export function signalsAfterLabel(
  signals: WorkerSignals,
  {
    type,
    position,
    nowMs,
  }: { readonly type: Task['type']; readonly position: number; readonly nowMs: number },
): WorkerSignals {
  const isFirst = signals.lastAtMs === 0;
  const gapMs = isFirst ? bankMsMax : Math.min(bankMsMax, Math.max(0, nowMs - signals.lastAtMs));
  const bankMs = Math.min(bankMsMax, signals.bankMs + gapMs);
  const isFast = bankMs < readableMs[type];
  // Halving what is looked back at forgets the old bit by bit.
  const scale = signals.recent >= recentMax ? 0.5 : 1;
  return {
    ...signals,
    recent: Math.floor(signals.recent * scale) + 1,
    fast: Math.floor(signals.fast * scale) + (isFast ? 1 : 0),
    bankMs: isFast ? 0 : bankMs - readableMs[type],
    lastAtMs: Math.max(nowMs, signals.lastAtMs),
    paceMs: isFirst ? 0 : Math.round(signals.paceMs + (gapMs - signals.paceMs) / paceOver),
    position,
    run: position === signals.position ? signals.run + 1 : 1,
  };
}

/** After an answer that was wrong in the same way as a partner's. Keeps the frequent ones (Misra and Gries). */
export function signalsAfterSharedMiss(signals: WorkerSignals, partnerId: string): WorkerSignals {
  const known = signals.sharedMisses;
  const count = known[partnerId];
  if (count !== undefined || Object.keys(known).length < partnersMax) {
    return { ...signals, sharedMisses: { ...known, [partnerId]: (count ?? 0) + 1 } };
  }
  const left = Object.entries(known).flatMap(([id, misses]) =>
    misses > 1 ? [[id, misses - 1] as const] : [],
  );
  return { ...signals, sharedMisses: Object.fromEntries(left) };
}

/** Pairs of workers who gave the same wrong answer on a task that is decided. */
export function sharedMisses({ decision, labels }: Task): readonly (readonly [string, string])[] {
  if (decision === null) return [];
  const wrong = labels.filter((label) => label.option !== decision.option);
  return wrong.flatMap((one) =>
    wrong
      .filter((other) => other !== one && other.option === one.option)
      .map((other) => [one.workerId, other.workerId] as const),
  );
}

const fastRecentMin = 20;
const fastShareMax = 0.5;
const runMax = 30;
const sharedMissesMax = 5;

/** What the operator should look at. `walletAccounts`: accounts that are paid at the worker's own address. */
export function raisedSignals(signals: WorkerSignals, walletAccounts: number): readonly SignalKind[] {
  const { recent, fast, run, sharedMisses: shared } = signals;
  const raised: Readonly<Record<SignalKind, boolean>> = {
    too_fast: recent >= fastRecentMin && fast > recent * fastShareMax,
    one_option: run >= runMax,
    lock_step: Object.values(shared).some((count) => count >= sharedMissesMax),
    shared_wallet: walletAccounts > 1,
  };
  return signalKinds.filter((kind) => raised[kind]);
}
