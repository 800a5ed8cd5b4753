/** Records that were read lately, of one noun. This process's own writes show at once, others' once they are read again. */
export class LateRecords {
  readonly #keptMs: number;
  readonly #max: number;
  readonly #kept = new Map<string, { readonly record: unknown; readonly untilMs: number }>();
  /** Counts writes: what was read while one was under way is not kept. */
  #revision = 0;

  constructor({ keptMs, max }: { readonly keptMs: number; readonly max: number }) {
    this.#keptMs = keptMs;
    this.#max = max;
  }

  async read(key: string, nowMs: number, load: () => Promise<unknown>): Promise<unknown> {
    const known = this.#kept.get(key);
    if (known !== undefined && nowMs < known.untilMs && nowMs >= known.untilMs - this.#keptMs)
      return known.record;
    const revision = this.#revision;
    const record = await load();
    if (revision !== this.#revision) return record;
    this.#kept.delete(key);
    this.#kept.set(key, { record, untilMs: nowMs + this.#keptMs });
    const [oldest] = this.#kept.size > this.#max ? this.#kept.keys() : [];
    if (oldest !== undefined) this.#kept.delete(oldest);
    return record;
  }

  /** Around a write of these keys. */
  async whileWriting<Result>(keys: readonly string[], write: () => Promise<Result>): Promise<Result> {
    this.#forget(keys);
    try {
      return await write();
    } finally {
      this.#forget(keys);
    }
  }

  #forget(keys: readonly string[]): void {
    this.#revision++;
    for (const key of keys) this.#kept.delete(key);
  }
}
