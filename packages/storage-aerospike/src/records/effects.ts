import type { Lists } from './lists.ts';
import type { Figures, Sums } from './sums.ts';

/**
 * What follows from the change of a document: kept in the document itself, in the write that changes it, until it is
 * carried out. Carrying it out again changes nothing.
 */
export type Effect =
  /** Into a list. */
  | readonly ['put', list: string, key: string, value: string]
  | readonly ['drop', list: string, key: string]
  /** To a sum, once. */
  | readonly ['add', sum: string, by: Figures]
  /** Anything that belongs to one part of the store, after all others: its name, and what it needs to know. */
  | readonly ['do', name: string, facts: unknown];

/** `id`: the same whenever the same effect is carried out again, and of no other. */
type Handler = (facts: never, id: string) => Promise<void>;

export class Effects {
  readonly #lists: Lists;
  readonly #sums: Sums;
  readonly #handlers = new Map<string, Handler>();
  readonly #forgetters = new Map<string, (facts: never, id: string) => void>();

  constructor(lists: Lists, sums: Sums) {
    this.#lists = lists;
    this.#sums = sums;
  }

  /** Registers how effects of this name are applied, and what to forget once one can never be repeated. */
  register<Facts>(
    name: string,
    handle: (facts: Facts, id: string) => Promise<void>,
    forget?: (facts: Facts, id: string) => void,
  ): void {
    this.#handlers.set(name, handle);
    if (forget !== undefined) this.#forgetters.set(name, forget);
  }

  /** Carries out what follows from changes, `do` effects in the order of the changes. `name`: that of the change. */
  async carryOut(
    changes: readonly { readonly name: string; readonly effects: readonly Effect[] }[],
  ): Promise<void> {
    const numbered = changes.flatMap(({ name, effects }) =>
      effects.map((effect, index) => ({ effect, id: `${name}.${index}` })),
    );
    await Promise.all(numbered.filter(isPlain).map((one) => this.#one(one.effect, one.id)));
    await Promise.all(numbered.filter((one) => !isPlain(one)).map((one) => this.#one(one.effect, one.id)));
  }

  /** They can never be repeated. */
  forget(effects: readonly Effect[], id: string): void {
    effects.forEach((effect, index) => {
      const own = `${id}.${index}`;
      if (effect[0] === 'add') this.#sums.forget(effect[1], own);
      if (effect[0] === 'do') this.#forgetters.get(effect[1])?.(effect[2] as never, own);
    });
  }

  async #one(effect: Effect, id: string): Promise<void> {
    switch (effect[0]) {
      case 'put':
        return this.#lists.put(effect[1], [[effect[2], effect[3]]]);
      case 'drop':
        return this.#lists.remove(effect[1], [effect[2]]);
      case 'add':
        await this.#sums.add(effect[1], id, effect[2]);
        return;
      case 'do': {
        const handle = this.#handlers.get(effect[1]);
        if (handle === undefined) throw new Error(`nothing carries out ${effect[1]}`);
        return handle(effect[2] as never, id);
      }
    }
  }
}

function isPlain({ effect }: { readonly effect: Effect }): boolean {
  return effect[0] !== 'do';
}
