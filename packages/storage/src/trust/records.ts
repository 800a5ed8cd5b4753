import type { CountedGold, TaskType, WorkerStatistics } from '@asg/domain';

/** An item with what its answers came to; `retiredAtMs`: when it was taken out, or most workers had missed it. */
export type StoredGold = CountedGold;

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
