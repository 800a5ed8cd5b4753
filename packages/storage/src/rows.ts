/** A record of an engine as it is stored there, by the engine's own names; for moving a whole store to another engine. */
export type StoredRow = Readonly<Record<string, string | number | null>>;

export interface RowPage {
  readonly rows: readonly StoredRow[];
  /** Where to go on; null: there is no more. */
  readonly next: string | null;
}

/** All that a store holds, which nobody changes meanwhile. */
export interface RowSource {
  readonly tables: readonly string[];
  count(table: string): Promise<number>;
  page(request: {
    readonly table: string;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<RowPage>;
}

/** An engine that takes in the rows of another. */
export interface RowTarget {
  /** In the order in which they are to be taken in. */
  readonly tables: readonly string[];
  /** Tables whose rows mean nothing there: what they hold is made anew. */
  readonly leftOut: readonly string[];
  /** Called for each table, with no rows where it is empty. Taking in rows again changes nothing. */
  take(table: string, rows: readonly StoredRow[]): Promise<void>;
}
