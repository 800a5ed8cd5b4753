/** A page of a list that is sorted by id, the newest first. */
export interface Page {
  readonly limit: number;
  /** The last id of the page before; null: the first page. */
  readonly before: string | null;
}
