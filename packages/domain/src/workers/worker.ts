import type { ShownLevel } from '../trust/shown-level.ts';

export interface WorkerProfile {
  readonly displayName: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** BCP 47, lower case. */
  readonly primaryLanguage: string;
  readonly languages: readonly string[];
  /** They take items that may disturb; not there: they do not. */
  readonly sensitive?: true;
  /** Encrypted, for them alone to read; not there: they gave none. */
  readonly sealedPhone?: string;
  /** In which they are told what they earn, ISO 4217; not there: that of their country. */
  readonly currency?: string;
}

/** Where a worker wants to be paid: a P2PKH address, or a paymail (`alias@host`, lower case). */
export type PayoutTarget =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'paymail'; readonly paymail: string };

export interface PayoutProblem {
  readonly reason: string;
  readonly atMs: number;
}

export interface Suspension {
  readonly reason: string;
  readonly atMs: number;
}

export interface WorkerRecord {
  readonly workerId: string;
  readonly email: string;
  /** PHC string: algorithm, parameters, salt and hash; of the password at sign-up, '' once the person has another one. */
  readonly passwordHash: string;
  readonly status: 'active' | 'suspended';
  /** Why and since when, for the worker to read; there while the worker is suspended. */
  readonly suspension?: Suspension;
  readonly profile: WorkerProfile | null;
  /** Null: earnings go to an address held for the worker. */
  readonly payout: PayoutTarget | null;
  /** When it was set or taken away last; not there: never, or before that was written down. */
  readonly walletAtMs?: number;
  /** Why the last payment to the paymail could not be made; it is carried. */
  readonly payoutProblem?: PayoutProblem;
  /** The settlement id of the latest withdrawal that was asked for. */
  readonly withdrawalId?: string;
  /** Since when their pay is theirs to move, where it was held before. A suspension takes it away. */
  readonly maturedAtMs?: number;
  /** When their latest suspension began: days that make a worker mature are counted anew from then. */
  readonly holdFromMs?: number;
  readonly createdAtMs: number;
  /** How they stand as they see it; not there: nobody looked yet. */
  readonly shownLevel?: ShownLevel;
  /** Other accounts that are taken for the same person's, workers and customers; sorted, there where there are some. */
  readonly linkedIds?: readonly string[];
  /** When they were erased: all that was personal is gone, but for where the last of their pay goes. */
  readonly leftAtMs?: number;
}

export type WorkerChange =
  | { readonly set: 'profile'; readonly profile: WorkerProfile }
  | { readonly set: 'shownLevel'; readonly shownLevel: ShownLevel }
  /** `isWhole`: those alone; else those too. */
  | { readonly set: 'linked'; readonly ids: readonly string[]; readonly isWhole: boolean }
  /** Changes nothing if the e-mail is not `from` any more. */
  | { readonly set: 'email'; readonly email: string; readonly from: string }
  /** The person has another one now. */
  | { readonly set: 'passwordMoved' }
  /** Erases what is personal, but for where the last of their pay goes. */
  | { readonly set: 'left'; readonly atMs: number }
  /** Takes the problem away. */
  | { readonly set: 'payout'; readonly payout: PayoutTarget | null; readonly atMs?: number }
  /** Has their pay held, where the wallet was set at that moment or later. */
  | { readonly set: 'walletStopped'; readonly sinceMs: number; readonly atMs: number }
  /** Changes nothing if the latest one is not `after` any more. */
  | { readonly set: 'withdrawal'; readonly settlementId: string; readonly after: string | null }
  /** Changes nothing where they are mature already, or suspended. */
  | { readonly set: 'matured'; readonly atMs: number }
  /** Changes nothing if the worker is no longer paid at this paymail. */
  | { readonly set: 'payoutProblem'; readonly paymail: string; readonly problem: PayoutProblem | null };

/** The worker after the change; the very same where it changes nothing. */
export function changedWorker(worker: WorkerRecord, change: WorkerChange): WorkerRecord {
  // What was asked for before, and comes late, brings nothing personal back.
  if (worker.leftAtMs !== undefined && !isOfThoseWhoLeft(change)) return worker;
  switch (change.set) {
    case 'left':
      return erasedWorker(worker, change.atMs);
    case 'profile':
      return { ...worker, profile: change.profile };
    case 'shownLevel':
      return { ...worker, shownLevel: change.shownLevel };
    case 'linked':
      return withLinked(worker, change);
    case 'email':
      return worker.email === change.from ? { ...worker, email: change.email } : worker;
    case 'passwordMoved':
      return { ...worker, passwordHash: '' };
    case 'payout': {
      const { payoutProblem: _, ...rest } = worker;
      const { payout, atMs } = change;
      return { ...rest, payout, ...(atMs !== undefined && { walletAtMs: atMs }) };
    }
    case 'walletStopped': {
      const { payoutProblem: _, ...rest } = worker;
      const { payout, walletAtMs = 0 } = worker;
      if (payout === null || walletAtMs < change.sinceMs) return worker;
      return { ...rest, payout: null, walletAtMs: change.atMs };
    }
    case 'withdrawal': {
      if ((worker.withdrawalId ?? null) !== change.after) return worker;
      return { ...worker, withdrawalId: change.settlementId };
    }
    case 'matured':
      if (worker.status === 'suspended' || worker.maturedAtMs !== undefined) return worker;
      return { ...worker, maturedAtMs: change.atMs };
    case 'payoutProblem': {
      if (worker.payout?.kind !== 'paymail' || worker.payout.paymail !== change.paymail) return worker;
      const { payoutProblem: _, ...rest } = worker;
      return change.problem === null ? rest : { ...rest, payoutProblem: change.problem };
    }
  }
}

const isOfThoseWhoLeft = (change: WorkerChange): boolean =>
  change.set === 'linked' ||
  change.set === 'withdrawal' ||
  change.set === 'matured' ||
  (change.set === 'payout' && change.payout === null);

function erasedWorker(worker: WorkerRecord, atMs: number): WorkerRecord {
  const { shownLevel: _level, payoutProblem: _problem, suspension, ...rest } = worker;
  return {
    ...rest,
    ...(suspension !== undefined && { suspension: { ...suspension, reason: '' } }),
    email: '',
    passwordHash: '',
    profile: null,
    leftAtMs: atMs,
  };
}

/** So many of one person's other accounts are heeded at most. */
export const linkedMax = 63;

function withLinked(
  worker: WorkerRecord,
  { ids, isWhole }: Extract<WorkerChange, { set: 'linked' }>,
): WorkerRecord {
  const { linkedIds: known = [], ...rest } = worker;
  const others = ids.filter((id) => id !== worker.workerId);
  const all = [...new Set([...(isWhole ? [] : known), ...others])].slice(0, linkedMax).sort();
  if (all.length === known.length && all.every((id, i) => id === known[i])) return worker;
  return all.length === 0 ? rest : { ...rest, linkedIds: all };
}

export interface SetWorkerStatus {
  readonly workerId: string;
  /** Null: active again. */
  readonly suspension: Suspension | null;
}

/**
 * The worker in that status; the very same where it changes nothing. Who is suspended while they are gets the new reason;
 * the suspension is the same, so that an appeal against it holds. `isReinstated`: what is known of their answers is to be
 * forgotten. `sinceMs`: only the suspension that began then is changed.
 */
export function workerInStatus(
  worker: WorkerRecord,
  suspension: Suspension | null,
  sinceMs?: number,
): { readonly worker: WorkerRecord; readonly isReinstated: boolean } {
  const { suspension: before, maturedAtMs: _, ...rest } = worker;
  const isOther = sinceMs !== undefined && before?.atMs !== sinceMs;
  const status = suspension === null ? 'active' : 'suspended';
  const after = suspension === null ? null : { ...suspension, atMs: before?.atMs ?? suspension.atMs };
  const isThere = worker.status === status && isSame(before ?? null, after);
  if (isOther || isThere) return { worker, isReinstated: false };
  if (after !== null) {
    const suspended = { ...rest, status, suspension: after, holdFromMs: after.atMs } as const;
    return { worker: suspended, isReinstated: false };
  }
  return { worker: { ...rest, status }, isReinstated: before !== undefined };
}

function isSame(a: Suspension | null, b: Suspension | null): boolean {
  return a?.atMs === b?.atMs && a?.reason === b?.reason;
}

/** The text that two workers who are paid at the same place share. */
export function walletOf(payout: PayoutTarget): string {
  return payout.kind === 'address' ? payout.address : payout.paymail;
}
