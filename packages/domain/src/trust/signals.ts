import { type SignalKind, signalKinds } from '../names.ts';
import type { Task } from '../task/task.ts';
import { latestGold } from './standing.ts';

/** How a worker answers: counters of bounded size, changed with each label. Times in ms. */
export interface WorkerSignals {
  /** Labels that are looked back at, and those of them that came faster than the item can be read. */
  readonly recent: number;
  readonly fast: number;
  /** And those whose item was never fetched. Not there: none since it is kept. */
  readonly unseen?: number;
  /** Time not yet used up by labels: answers typed offline arrive together and are not fast for that. */
  readonly bankMs: number;
  readonly lastAtMs: number;
  /** Mean time between labels, pauses cut short. */
  readonly paceMs: number;
  /** Position of the last answer among its options, and how often it was given in a row. */
  readonly position: number;
  readonly run: number;
  /** The latest answers on the operator's gold, the newest last: 1 is right, 0 is wrong. Not there: none since it is kept. */
  readonly gold?: string;
}

export const noSignals: WorkerSignals = {
  recent: 0,
  fast: 0,
  bankMs: 0,
  lastAtMs: 0,
  paceMs: 0,
  position: -1,
  run: 0,
};

/** The least time in which a person can look and answer. */
const readableMs: Readonly<Record<Task['type'], number>> = {
  image_classification: 400,
  moderation: 400,
  sentiment: 700,
  text_classification: 700,
  comparison: 700,
  multi_label: 700,
  rating: 400,
  bounding_boxes: 700,
  text_spans: 700,
};
const bankMsMax = 20_000;
const recentMax = 100;
const paceOver = 20;

/** Whether a person cannot have looked at such an item, and answered, in so short a time. */
export const isTooFast = (type: Task['type'], spentMs: number): boolean => spentMs < readableMs[type];

/** After a label of the worker. */
export function signalsAfterLabel(
  signals: WorkerSignals,
  {
    type,
    position,
    nowMs,
    isRight = null,
    unseen = false,
  }: {
    readonly type: Task['type'];
    /** Null: the answer is none of a list, and no habit can be told by it. */
    readonly position: number | null;
    readonly nowMs: number;
    /** On the operator's gold; null: it was none, or nothing is to be made of it. */
    readonly isRight?: boolean | null;
    /** The item was never fetched. */
    readonly unseen?: boolean;
  },
): WorkerSignals {
  const isFirst = signals.lastAtMs === 0;
  const gapMs = isFirst ? bankMsMax : Math.min(bankMsMax, Math.max(0, nowMs - signals.lastAtMs));
  const bankMs = Math.min(bankMsMax, signals.bankMs + gapMs);
  const isFast = isTooFast(type, bankMs);
  // Halving what is looked back at forgets the old bit by bit.
  const scale = signals.recent >= recentMax ? 0.5 : 1;
  const unseenNow = Math.floor((signals.unseen ?? 0) * scale) + (unseen ? 1 : 0);
  return {
    ...signals,
    recent: Math.floor(signals.recent * scale) + 1,
    fast: Math.floor(signals.fast * scale) + (isFast ? 1 : 0),
    ...((unseenNow > 0 || signals.unseen !== undefined) && { unseen: unseenNow }),
    bankMs: isFast ? 0 : bankMs - readableMs[type],
    lastAtMs: Math.max(nowMs, signals.lastAtMs),
    paceMs: isFirst ? 0 : Math.round(signals.paceMs + (gapMs - signals.paceMs) / paceOver),
    ...(position !== null && { position, run: position === signals.position ? signals.run + 1 : 1 }),
    ...(isRight !== null && { gold: `${signals.gold ?? ''}${isRight ? 1 : 0}`.slice(-latestGold) }),
  };
}

/** A reinstated worker's answers on gold are forgotten. */
export function withoutGold(signals: WorkerSignals): WorkerSignals {
  const { gold: _, ...others } = signals;
  return others;
}

const recentMin = 20;
const fastShareMax = 0.5;
const unseenShareMax = 0.5;
const runMax = 30;

/** What is known of an account beside how it answers. */
export interface AccountSigns {
  /** Accounts that are paid at the worker's own address. */
  readonly walletAccounts: number;
  /** There is somebody with whom the worker shares more errors than chance makes plausible. */
  readonly sharesErrors: boolean;
  /** There are other accounts that are taken for the same person's. */
  readonly isLinked: boolean;
}

/** The share of the labels that are looked back at whose item was never fetched, 0 to 1. */
export const unseenShare = ({ recent, unseen = 0 }: WorkerSignals): number =>
  recent === 0 ? 0 : unseen / recent;

/** What the operator should look at. */
export function raisedSignals(
  signals: WorkerSignals,
  { walletAccounts, sharesErrors, isLinked }: AccountSigns,
): readonly SignalKind[] {
  const { recent, fast, run } = signals;
  const raised: Readonly<Record<SignalKind, boolean>> = {
    too_fast: recent >= recentMin && fast > recent * fastShareMax,
    one_option: run >= runMax,
    lock_step: sharesErrors,
    shared_wallet: walletAccounts > 1,
    linked: isLinked,
    items_not_fetched: recent >= recentMin && unseenShare(signals) > unseenShareMax,
  };
  return signalKinds.filter((kind) => raised[kind]);
}
