import type { AppealKind, GoldItem, PayoutTarget, TrustRules, TrustSums, WorkerSignals } from '@asg/domain';
import type { Page } from './accounts.ts';

export interface TrustReader {
  /** What is known of a worker over all templates, or on one of them. */
  trust(workerId: string, template?: string): Promise<TrustSums>;
  workerSignals(workerId: string): Promise<WorkerSignals>;
  /** Accounts that are paid at this address or paymail, at most `limit`. */
  workersPaidAt(payout: PayoutTarget, limit: number): Promise<readonly string[]>;
  /** Tasks that the worker labelled, the newest first. */
  history(workerId: string, page: HistoryPage): Promise<readonly HistoryEntry[]>;
  gold(goldId: string): Promise<StoredGold | null>;
  /** All gold items, or those of one owner; `owner` null: the operator's. */
  goldItems(page: Page & { readonly owner?: string | null }): Promise<readonly StoredGold[]>;
  appeal(appealId: string): Promise<AppealRecord | null>;
  /** A worker's appeals, the newest first. */
  appealsOf(workerId: string, page: Page): Promise<readonly AppealRecord[]>;
  /** Appeals that wait for an answer, the newest first. */
  openAppeals(page: Page): Promise<readonly AppealRecord[]>;
}

/**
 * Trust itself has no write: it is derived from the changes of tasks, once for each, and a worker who is reinstated
 * begins anew.
 */
export interface TrustWriter {
  /** Adds items at the end of their pools; those known by their id are left as they are. */
  addGold(items: readonly GoldRecord[]): Promise<void>;
  /** The item is given out no more. Null where there is none. */
  retireGold(request: { readonly goldId: string; readonly nowMs: number }): Promise<StoredGold | null>;
  /** One appeal for each subject, of at most `openMax` that wait for an answer. */
  openAppeal(request: OpenAppeal): Promise<OpenAppealOutcome>;
  /**
   * The first answer stands. One that upholds the appeal reinstates the worker, or concedes the gold miss.
   * Null where there is no such appeal.
   */
  answerAppeal(request: AnswerAppeal): Promise<AppealRecord | null>;
}

export interface GoldRecord extends GoldItem {
  /** The customer whose tasks it is mixed among; null: among everybody's. */
  readonly owner: string | null;
  readonly jobId: string | null;
  /** As of tasks: `templateKey`. */
  readonly template: string;
  /** BCP 47, lower case; null: any worker. */
  readonly language: string | null;
  readonly createdAtMs: number;
}

export interface StoredGold {
  readonly gold: GoldRecord;
  /** Answers of workers. */
  readonly right: number;
  readonly missed: number;
  /** When the operator took it out, or most workers missed it. */
  readonly retiredAtMs: number | null;
}

export interface HistoryPage {
  readonly limit: number;
  /** The last entry of the page before. */
  readonly before: HistoryEntry | null;
}
export interface HistoryEntry {
  readonly taskId: string;
  readonly atMs: number;
}

export interface AppealRecord {
  readonly appealId: string;
  readonly workerId: string;
  /** The gold task, or the suspension by its beginning: contested once. */
  readonly about: AppealSubject;
  readonly message: string;
  readonly openedAtMs: number;
  readonly answer: { readonly upheld: boolean; readonly text: string; readonly atMs: number } | null;
}
interface AppealSubjects {
  readonly gold_miss: { readonly taskId: string };
  readonly suspension: { readonly sinceMs: number; readonly reason: string };
}
export type AppealSubject = {
  [K in AppealKind]: { readonly kind: K } & AppealSubjects[K];
}[AppealKind];

export interface OpenAppeal {
  readonly appeal: AppealRecord;
  readonly openMax: number;
}
/** `contested`: there is one about the same already. */
export type OpenAppealOutcome = 'opened' | 'contested' | 'too_many';

export interface AnswerAppeal {
  readonly appealId: string;
  readonly upheld: boolean;
  readonly text: string;
  readonly nowMs: number;
}

/** How trust bears on a claim. */
export interface LeaseTrust {
  readonly rules: TrustRules;
  /** The worker is given gold tasks alone. */
  readonly goldOnly: boolean;
  /** One for each task that the claim may give, in case it becomes a gold one. */
  readonly draws: readonly GoldDraw[];
}
export interface GoldDraw {
  readonly taskId: string;
  /** 32 hex digits. */
  readonly salt: string;
  /** Whether it becomes gold, from 0 to 1. */
  readonly luck: number;
  /** Where a worker who is new to a pool begins, from 0 to 1. */
  readonly placeLuck: number;
}
