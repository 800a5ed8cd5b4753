import type { GoldRecord, TaskType, WorkerStatistics } from '@asg/domain';

export interface StoredGold {
  readonly gold: GoldRecord;
  /** Answers of workers. */
  readonly right: number;
  readonly missed: number;
  /** When the operator took it out, or most workers missed it. */
  readonly retiredAtMs: number | null;
}

/** What a record knows of a worker. */
export interface WorkerOnTemplate {
  /** Of `ModelKeys`. */
  readonly key: string;
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
