import type { PayoutTarget, Registration, SetWorkerStatus, WorkerChange, WorkerRecord } from '@asg/domain';
import type { Page } from '../page.ts';
import type { WorkerTotals } from './records.ts';

export interface WorkerReader {
  get(workerId: string): Promise<WorkerRecord | null>;
  byEmail(emailKey: string): Promise<WorkerRecord | null>;
  list(page: Page): Promise<readonly WorkerRecord[]>;
  /** Accounts that are paid at this address or paymail, at most `limit`. */
  paidAt(payout: PayoutTarget, limit: number): Promise<readonly string[]>;
  totals(workerId: string): Promise<WorkerTotals>;
  /** When they gave their first label; null: none yet. */
  firstLabelAt(workerId: string): Promise<number | null>;
  /** Tasks that the worker labelled, the newest first. */
  history(workerId: string, page: HistoryPage): Promise<readonly HistoryEntry[]>;
}

export interface WorkerWriter {
  register(request: { worker: WorkerRecord; emailKey: string }): Promise<Registration>;
  /** Null where there is no such worker. */
  change(request: { workerId: string; change: WorkerChange }): Promise<WorkerRecord | null>;
  /** The e-mail and how it is unique, from what it was to what it becomes: repeated it changes nothing. */
  changeEmail(request: ChangeWorkerEmail): Promise<ChangeWorkerEmailOutcome>;
  /** Erases what is personal and lets go of the e-mail, which anyone may have then. Null where there is no such worker. */
  leave(request: { readonly workerId: string; readonly atMs: number }): Promise<WorkerRecord | null>;
  /** Null where there is no such worker. */
  setStatus(request: SetWorkerStatus): Promise<WorkerRecord | null>;
}

export interface WorkerStore extends WorkerReader, WorkerWriter {}

export interface WorkerEmail {
  readonly email: string;
  readonly emailKey: string;
}
export interface ChangeWorkerEmail {
  readonly workerId: string;
  readonly from: WorkerEmail;
  readonly to: WorkerEmail;
}
export type ChangeWorkerEmailOutcome = 'changed' | 'email_taken' | 'no_worker';

export interface HistoryPage {
  readonly limit: number;
  /** The last entry of the page before. */
  readonly before: HistoryEntry | null;
}

export interface HistoryEntry {
  readonly taskId: string;
  readonly atMs: number;
}
