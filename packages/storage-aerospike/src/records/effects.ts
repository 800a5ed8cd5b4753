import type { Entry, Lists } from './lists.ts';
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
    const puts = new Map<string, Entry[]>();
    const drops = new Map<string, string[]>();
    const adds = new Map<string, [id: string, by: Figures][]>();
    const others: (() => Promise<void>)[] = [];
    for (const { name, effects } of changes) {
      for (const [index, effect] of effects.entries()) {
        const id = `${name}.${index}`;
        if (effect[0] === 'put') into(puts, effect[1], [effect[2], effect[3]]);
        else if (effect[0] === 'drop') into(drops, effect[1], effect[2]);
        else if (effect[0] === 'add') into(adds, effect[1], [id, effect[2]]);
        else others.push(() => this.#do(effect, id));
      }
    }
    await Promise.all([
      ...[...puts].map(([list, entries]) => this.#lists.put(list, entries)),
      ...[...drops].map(([list, keys]) => this.#lists.remove(list, keys)),
      ...[...adds].map(([sum, all]) => this.#sums.addMany(sum, all)),
    ]);
    await Promise.all(others.map((carryOut) => carryOut()));
  }

  /** They can never be repeated. */
  forget(effects: readonly Effect[], id: string): void {
    effects.forEach((effect, index) => {
      const own = `${id}.${index}`;
      if (effect[0] === 'add') this.#sums.forget(effect[1], own);
      if (effect[0] === 'do') this.#forgetters.get(effect[1])?.(effect[2] as never, own);
    });
  }

  async #do([, name, facts]: Extract<Effect, readonly ['do', ...unknown[]]>, id: string): Promise<void> {
    const handle = this.#handlers.get(name);
    if (handle === undefined) throw new Error(`nothing carries out ${name}`);
    return handle(facts as never, id);
  }
}

function into<Item>(groups: Map<string, Item[]>, name: string, item: Item): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [item]);
  else group.push(item);
}
