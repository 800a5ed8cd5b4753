import type { AnswerAppeal, AppealRecord, OpenAppeal, OpenAppealOutcome } from '@asg/domain';
import type { Page } from '../page.ts';

export interface AppealReader {
  get(appealId: string): Promise<AppealRecord | null>;
  /** A worker's appeals, the newest first. */
  ofWorker(workerId: string, page: Page): Promise<readonly AppealRecord[]>;
  /** What the worker contests of their labels on these tasks: one for each, in their order; null: nothing. */
  ofLabels(workerId: string, taskIds: readonly string[]): Promise<readonly (AppealRecord | null)[]>;
  /** Appeals that wait for an answer, the newest first. */
  waiting(page: Page): Promise<readonly AppealRecord[]>;
}

export interface AppealWriter {
  /** One appeal for each subject, of at most `openMax` that wait for an answer. */
  open(request: OpenAppeal): Promise<OpenAppealOutcome>;
  /**
   * The first answer is final. One that upholds the appeal reinstates the worker, or concedes the gold miss.
   * Null where there is no such appeal.
   */
  answer(request: AnswerAppeal): Promise<AppealRecord | null>;
  /** Takes everybody's words away: its worker is erased. */
  erase(appealId: string): Promise<void>;
}

export interface AppealStore extends AppealReader, AppealWriter {}
