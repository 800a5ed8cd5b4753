import type { Kind, Stored } from './document.ts';
import type { Keeper } from './keeper.ts';

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
export class Once<State extends Logged> {
  readonly #keeper: Keeper;
  readonly #kind: Kind<State>;

  constructor(keeper: Keeper, kind: Kind<State>) {
    this.#keeper = keeper;
    this.#kind = kind;
  }

  /** Gives the key of the document's entry, made now if there was none. */
  async append(log: string, id: string): Promise<string | null> {
    const stored = await this.#keeper.documents.read(this.#kind, id);
    if (stored === null || stored.state.at !== null) return stored?.state.at ?? null;
    const [key] = await this.#keeper.lists.append(log, [id]);
    return (await this.#tell(id, key!)).state.at;
  }

  async #tell(id: string, key: string): Promise<Stored<State>> {
    await this.#keeper.documents.change<State, null>(this.#kind, id, (found) =>
      found === null || found.at !== null ? { result: null } : { state: { ...found, at: key }, result: null },
    );
    return (await this.#keeper.documents.read(this.#kind, id))!;
  }

  async read(log: string, page: Page): Promise<readonly Stored<State>[]> {
    const found: Stored<State>[] = [];
    let edge = 'after' in page ? page.after : page.before;
    for (;;) {
      const wanted = page.limit - found.length;
      const entries =
        'after' in page
          ? await this.#keeper.lists.after(log, edge, wanted)
          : await this.#keeper.lists.before(log, edge, wanted);
      const stored = await this.#keeper.documents.readMany(
        this.#kind,
        entries.map(([, id]) => id),
      );
      const twice: string[] = [];
      for (const [index, [key, id]] of entries.entries()) {
        const known = stored[index]!;
        if (known === null) continue;
        const told = known.state.at === null ? await this.#tell(id, key) : known;
        if (told.state.at === key) found.push(told);
        else twice.push(key);
      }
      if (twice.length > 0) await this.#keeper.lists.remove(log, twice);
      if (entries.length < wanted || found.length >= page.limit) return found;
      edge = entries.at(-1)![0];
    }
  }
}
