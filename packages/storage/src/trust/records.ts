import type { AppealSubject, GoldItem, TaskType, WorkerStatistics } from '@asg/domain';

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

export interface AppealRecord {
  readonly appealId: string;
  readonly workerId: string;
  /** Contested once. */
  readonly about: AppealSubject;
  readonly message: string;
  readonly openedAtMs: number;
  readonly answer: { readonly upheld: boolean; readonly text: string; readonly atMs: number } | null;
}

export interface WorkerOnTemplate {
  readonly template: string;
  readonly type: TaskType;
  /** In the order of `TemplateModel`. */
  readonly options: readonly string[];
  readonly statistics: WorkerStatistics;
}

export interface DoubtfulTask {
  readonly taskId: string;
  /** `doubtMicros` of the task at its close; above 0. */
  readonly doubtMicros: number;
}
