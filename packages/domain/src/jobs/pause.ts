import type { CustomerRecord } from '../accounts/customer.ts';
import type { FundsRefusal } from '../balance/reservation.ts';
import type { CoverSource } from '../names.ts';
import type { JobRecord } from './job.ts';

/** How long until a paused job is looked at again, ms. */
export const pausedStillMs = 5_000;
const longPauseMs = 60_000;
const outOfQuota = 'quota exhausted: the job goes on as soon as there is quota';
const outOfAllowance =
  'the allowance of this sandbox account is used up: the job goes on as soon as there is more';
const outOfFunds = 'insufficient funds: ';
const outOfOwnFunds = (missingSats: number, freeSats: number): string =>
  `${outOfFunds}your own people are paid from what came in, never from the allowance; ${freeSats} satoshis of what came in are free, and ${missingSats} more are needed for the next lines; the job goes on as soon as there are`;
const dayIsOver = 'the limit of the day is reached: the job goes on tomorrow, by UTC';

/** Why a job's next tasks are not made yet, and when it is worth another look. */
export interface Pause {
  readonly note: string;
  readonly pauseMs: number;
}

export type Shortage = { readonly kind: 'quota_exhausted' } | FundsRefusal;

export function pauseFor(shortage: Shortage, from: CoverSource): Pause {
  switch (shortage.kind) {
    case 'quota_exhausted':
      return { note: outOfQuota, pauseMs: pausedStillMs };
    case 'day_limit':
      return { note: dayIsOver, pauseMs: longPauseMs };
    case 'funds_short': {
      const { missingSats, freeSats, isForOwn = false } = shortage;
      if (isForOwn) return { note: outOfOwnFunds(missingSats, freeSats), pauseMs: pausedStillMs };
      const missing = `${outOfFunds}${missingSats} more satoshis are needed for the next lines; the job goes on as soon as there are`;
      return { note: from === 'allowance' ? outOfAllowance : missing, pauseMs: pausedStillMs };
    }
  }
}

/** There is no room for the next files of a zip. `bytesMax`: of all assets of a customer. */
export const assetsFull = (bytesMax: number): Pause => ({
  note: `your assets may have ${bytesMax} bytes in all: delete some; the job goes on as soon as there is room`,
  pauseMs: longPauseMs,
});

/** The operator's place for assets does not take them. */
export const assetsUnreachable: Pause = {
  note: 'the files of the zip cannot be kept now: the job goes on as soon as they can',
  pauseMs: longPauseMs,
};

/** There is no room for a copy of the job's zip. `bytesMax`: of all files of a customer that are not read yet. */
export const uploadsFull = (bytesMax: number): Pause => ({
  note: `your files that are not read yet may have ${bytesMax} bytes in all: the job goes on when others are read`,
  pauseMs: longPauseMs,
});

/** The pause goes on: a look at the manifest is not worth it. `usualSats`: what a task of the job can cost at most. */
export function isPausedStill(
  { note }: Pick<JobRecord, 'note'>,
  { quotaLeft }: Pick<CustomerRecord, 'quotaLeft'>,
  spendableSats: number,
  usualSats: number,
): boolean {
  if (note === outOfQuota) return quotaLeft === 0;
  const isShort = note === outOfAllowance || note?.startsWith(outOfFunds) === true;
  return isShort && spendableSats < usualSats;
}
