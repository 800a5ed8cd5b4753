export interface BatchRecord {
  readonly batchId: string;
  readonly customerId: string;
  /** In the order of submission. */
  readonly taskIds: readonly string[];
  readonly createdAtMs: number;
}

/** A batch without the ids of its tasks, which are many. */
export interface BatchHead {
  readonly customerId: string;
  readonly createdAtMs: number;
  /** As many as it names, those that are there twice too. */
  readonly taskCount: number;
  /** What it names and its sum does not count, as often as it names it; null: it has no sum yet (see `countBatch`). */
  readonly repeated: readonly string[] | null;
}
