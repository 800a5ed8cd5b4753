export interface BatchRecord {
  readonly batchId: string;
  readonly customerId: string;
  /** In the order of submission. */
  readonly taskIds: readonly string[];
  readonly createdAtMs: number;
}
