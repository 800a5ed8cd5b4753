import { at, last } from '@asg/values/present';
import type { Kind, Stored } from './document.ts';
import type { Entry } from './lists.ts';
import type { RecordStore } from './record-store.ts';

/** A document with a place in a log: the key of its entry, null until that is known. */
export interface Logged {
  readonly at: string | null;
}

type Page = { readonly limit: number } & (
  | { readonly after: string | null }
  | { readonly before: string | null }
);

/** How entries say what they are about. */
export interface Telling<State> {
  /** The id of the document. */
  readonly idIn: (value: string) => string;
  /** The document that an entry under this key says; null: it says the id alone. */
  readonly made: (value: string, at: string) => State | null;
}

/** A document of a log. */
export type Member<State> = Pick<Stored<State>, 'id' | 'state'>;

/**
 * Puts documents into logs, each once. An entry that is there twice, after a lost answer, counts where the document says;
 * a document that does not say yet, or is not there yet, is told or made by whoever meets an entry of it first, so that
 * nothing appears before what was read.
 */
export class DocumentLog<State extends Logged> {
  readonly #records: RecordStore;
  readonly #kind: Kind<State>;
  readonly #telling: Telling<State>;

  constructor(
    records: RecordStore,
    kind: Kind<State>,
    telling: Telling<State> = { idIn: (value) => value, made: () => null },
  ) {
    this.#records = records;
    this.#kind = kind;
    this.#telling = telling;
  }

  /** Gives the key of the document's entry, made now if there was none. */
  async append(log: string, id: string): Promise<string | null> {
    const stored = await this.#records.documents.read(this.#kind, id);
    if (stored === null || stored.state.at !== null) return stored?.state.at ?? null;
    const keys = await this.#records.lists.append(log, [id]);
    const [placed] = await this.#place([[at(keys, 0), id]], [stored]);
    return placed?.state.at ?? null;
  }

  /** Puts entries that say all of their documents into a log; their keys. The documents are made once they are read, or told. */
  add(log: string, values: readonly string[]): Promise<readonly string[]> {
    return this.#records.lists.append(log, values);
  }

  /** Makes the documents of entries, which say all of them, where they are not there yet. */
  async tell(entries: readonly Entry[]): Promise<void> {
    await this.#place(
      entries,
      entries.map(() => null),
    );
  }

  async read(log: string, page: Page): Promise<readonly Member<State>[]> {
    const found: Member<State>[] = [];
    let edge = 'after' in page ? page.after : page.before;
    for (;;) {
      const wanted = page.limit - found.length;
      const entries =
        'after' in page
          ? await this.#records.lists.after(log, edge, wanted)
          : await this.#records.lists.before(log, edge, wanted);
      const stored = await this.#records.documents.readMany(
        this.#kind,
        entries.map(([, value]) => this.#telling.idIn(value)),
      );
      const placed = await this.#place(entries, stored);
      for (const [index, one] of placed.entries())
        if (one !== null && one.state.at === at(entries, index)[0]) found.push(one);
      await this.#removeTwice(log, entries, placed);
      if (entries.length < wanted || found.length >= page.limit) return found;
      edge = last(entries)[0];
    }
  }

  /**
   * The documents of entries, each with a key: its own, or that of the entry from now on. Null: there is none, and the entry
   * does not say what it is. `stored`: as they were lately, in order.
   */
  async #place(
    entries: readonly Entry[],
    stored: readonly (Stored<State> | null)[],
  ): Promise<readonly (Member<State> | null)[]> {
    const { idIn, made } = this.#telling;
    const placed: (Member<State> | null)[] = [...stored];
    const open = [...entries.keys()].filter((index) => (stored[index]?.state.at ?? null) === null);
    const changed = await this.#records.documents.changeMany<State, State | null>(
      this.#kind,
      open.map((index) => {
        const [key, value] = at(entries, index);
        return {
          id: idIn(value),
          known: stored[index],
          changer: (found) => {
            const state = found === null ? made(value, key) : { ...found, at: found.at ?? key };
            return state === null || found?.at === state.at ? { result: state } : { state, result: state };
          },
        };
      }),
    );
    for (const [nth, index] of open.entries()) {
      const state = changed[nth] ?? null;
      placed[index] = state && { id: idIn(at(entries, index)[1]), state };
    }
    return placed;
  }

  /** Takes out entries of documents that have another. */
  async #removeTwice(
    log: string,
    entries: readonly Entry[],
    placed: readonly (Member<State> | null)[],
  ): Promise<void> {
    const twice = entries.flatMap(([key], index) => {
      const one = placed[index] ?? null;
      return one === null || one.state.at === key ? [] : [key];
    });
    if (twice.length > 0) await this.#records.lists.remove(log, twice);
  }
}
