import { type PayoutTarget, type WorkerRecord, walletOf } from './worker.ts';

/** How long a new wallet waits, so that whose account it is can stop it. Times in ms. */
export interface WalletRules {
  /** After another one. */
  readonly noticeMs: number;
  /** Where more is at stake, or the notice may reach nobody but a thief. */
  readonly holdMs: number;
  /** From this sum on, held for a worker or carried on, it is at stake; satoshis. */
  readonly largeSats: number;
  /** So long after a reset of the password, or a new e-mail, a thief may be who reads the mails. */
  readonly recoveredMs: number;
}

/** A wallet that a worker asked for, and that is not in force yet. */
export interface WalletChange {
  readonly workerId: string;
  readonly to: PayoutTarget;
  readonly askedAtMs: number;
  /** When it comes into force. */
  readonly fromMs: number;
  /** It is being written into the worker's record: nothing stops it any more. */
  readonly isTaken: boolean;
}

/** Whose wallet it is, and what is there to be taken. */
export interface WalletOwner {
  readonly worker: Pick<WorkerRecord, 'payout' | 'walletAtMs'>;
  /** Held for them, or carried on. */
  readonly restingSats: number;
  readonly isVerified: boolean;
  readonly recoveredAtMs?: number | undefined;
}

/** How long the wallet waits, ms; 0: it is in force at once. */
export function walletWaitMs(
  { worker, restingSats, isVerified, recoveredAtMs }: WalletOwner,
  to: PayoutTarget,
  rules: WalletRules | null,
  nowMs: number,
): number {
  if (rules === null || isSameWallet(worker.payout, to)) return 0;
  const isRecovered = recoveredAtMs !== undefined && nowMs < recoveredAtMs + rules.recoveredMs;
  const isLarge = restingSats >= rules.largeSats;
  if (worker.payout === null && worker.walletAtMs === undefined)
    return isLarge || (isRecovered && restingSats > 0) ? rules.holdMs : 0;
  return isLarge || isRecovered || !isVerified ? rules.holdMs : rules.noticeMs;
}

export const isSameWallet = (one: PayoutTarget | null, other: PayoutTarget): boolean =>
  one !== null && one.kind === other.kind && walletOf(one) === walletOf(other);
