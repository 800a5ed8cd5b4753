import { at, last } from '@asg/values/present';
import type { Kind, Stored } from './document.ts';
import type { RecordStore } from './record-store.ts';

/** A document with a place in a log: the key of its entry, null until that is known. */
export interface Logged {
  readonly at: string | null;
}

type Page = { readonly limit: number } & (
  | { readonly after: string | null }
  | { readonly before: string | null }
);

/**
 * Puts documents into logs, each once. An entry that is there twice, after a lost answer, counts where the document says;
 * a document that does not say yet is told by whoever meets the entry first, so that nothing appears before what was read.
 */
export class DocumentLog<State extends Logged> {
  readonly #records: RecordStore;
  readonly #kind: Kind<State>;

  constructor(records: RecordStore, kind: Kind<State>) {
    this.#records = records;
    this.#kind = kind;
  }

  /** Gives the key of the document's entry, made now if there was none. `known`: as it was lately. */
  async append(log: string, id: string, known: Stored<State> | null = null): Promise<string | null> {
    const stored = known ?? (await this.#records.documents.read(this.#kind, id));
    if (stored === null || stored.state.at !== null) return stored?.state.at ?? null;
    const keys = await this.#records.lists.append(log, [id]);
    return this.#report(stored, at(keys, 0));
  }

  /** The key that the document says, from now on. */
  #report(stored: Stored<State>, key: string): Promise<string | null> {
    return this.#records.documents.change<State, string | null>(
      this.#kind,
      stored.id,
      (found) =>
        found === null || found.at !== null
          ? { result: found?.at ?? null }
          : { state: { ...found, at: key }, result: key },
      stored,
    );
  }

  async read(log: string, page: Page): Promise<readonly Stored<State>[]> {
    const found: Stored<State>[] = [];
    let edge = 'after' in page ? page.after : page.before;
    for (;;) {
      const wanted = page.limit - found.length;
      const entries =
        'after' in page
          ? await this.#records.lists.after(log, edge, wanted)
          : await this.#records.lists.before(log, edge, wanted);
      const stored = await this.#records.documents.readMany(
        this.#kind,
        entries.map(([, id]) => id),
      );
      const twice: string[] = [];
      for (const [index, [key]] of entries.entries()) {
        const known = stored[index] ?? null;
        if (known === null) continue;
        const place = known.state.at ?? (await this.#report(known, key));
        if (place === key) found.push({ ...known, state: { ...known.state, at: place } });
        else twice.push(key);
      }
      if (twice.length > 0) await this.#records.lists.remove(log, twice);
      if (entries.length < wanted || found.length >= page.limit) return found;
      edge = last(entries)[0];
    }
  }
}
