import type { Effects } from './effects.ts';
import type { Lists } from './lists.ts';

const carrier = 'member';

/**
 * Names of the lists that have something in them, sorted. A name is noted after the entry, and taken out before another
 * look at the list, so that none is missed.
 */
export class Groups {
  readonly #lists: Lists;

  constructor(lists: Lists, effects: Effects) {
    this.#lists = lists;
    effects.carry(carrier, ([group, member]: readonly [string, string]) => this.add(group, member));
  }

  /** The effect that notes a name, once the entry is there. */
  static noting(group: string, member: string): readonly ['do', string, readonly [string, string]] {
    return ['do', carrier, [group, member]];
  }

  add(group: string, member: string): Promise<void> {
    return this.#lists.put(group, [[member, '']]);
  }

  async members(group: string, after: string | null, limit: number): Promise<readonly string[]> {
    return (await this.#lists.after(group, after, limit)).map(([member]) => member);
  }

  /** To be called when `list`, which the name stands for, was found empty. */
  async remove(group: string, member: string, list: string): Promise<void> {
    await this.#lists.remove(group, [member]);
    if ((await this.#lists.after(list, null, 1)).length > 0) await this.add(group, member);
  }
}
