/** Records with ids to drop; beyond it the ids stay where they are, a few bytes each. */
const recordsMax = 20_000;
const none: ReadonlySet<string> = new Set();

/**
 * Ids that records remember, so that what goes by them is done once, and need no longer: it will not be carried out
 * again. The next write to a record drops them.
 */
export class Forgettable {
  readonly #ids = new Map<string, Set<string>>();

  add(record: string, id: string): void {
    const ids = this.#ids.get(record);
    if (ids !== undefined) ids.add(id);
    else if (this.#ids.size < recordsMax) this.#ids.set(record, new Set([id]));
  }

  /** What the record may drop. Returned once: the caller drops it. */
  take(record: string): ReadonlySet<string> {
    const ids = this.#ids.get(record) ?? none;
    this.#ids.delete(record);
    return ids;
  }
}
