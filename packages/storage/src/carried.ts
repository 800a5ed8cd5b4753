/** What is owed to a worker and could not be sent to their paymail. How much is in the worker's totals. */
export interface CarriedRecord {
  readonly workerId: string;
  /** Since when something of it waits. */
  readonly sinceMs: number;
  /** When it is tried again. */
  readonly dueAtMs: number;
}

export interface CarriedReader {
  /** Those that are due by `untilMs`, or all where it is null; the ones due first come first. */
  carriedPayees(request: {
    readonly untilMs: number | null;
    readonly limit: number;
  }): Promise<readonly CarriedRecord[]>;
}

export interface CarriedWriter {
  /** Sets when it is tried again, where something is carried; null: nothing is any more. */
  setCarriedDue(request: { readonly workerId: string; readonly dueAtMs: number | null }): Promise<void>;
}
