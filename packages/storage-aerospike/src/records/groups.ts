import { at, last } from '@asg/values/present';
import type { Effects } from './effects.ts';
import type { Lists } from './lists.ts';

const effectName = 'member';

/**
 * Names of the lists that have something in them, sorted. A name is noted after the entry, and taken out before another
 * look at the list, so that none is missed.
 */
export class Groups {
  readonly #lists: Lists;

  constructor(lists: Lists, effects: Effects) {
    this.#lists = lists;
    effects.register(effectName, ([group, member]: readonly [string, string]) => this.add(group, member));
  }

  /** The effect that notes a name, once the entry is there. */
  static noting(group: string, member: string): readonly ['do', string, readonly [string, string]] {
    return ['do', effectName, [group, member]];
  }

  add(group: string, member: string): Promise<void> {
    return this.#lists.put(group, [[member, '']]);
  }

  async members(group: string, after: string | null, limit: number): Promise<readonly string[]> {
    return (await this.#lists.after(group, after, limit)).map(([member]) => member);
  }

  /**
   * Members whose lists have entries, by name, with the moment of the first, Unix ms; empty ones are taken out.
   * `listOf`: the list of a member, whose keys begin with moments.
   */
  async waiting(
    group: string,
    listOf: (member: string) => string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly { readonly member: string; readonly nextAttemptAtMs: number }[]> {
    const found: { member: string; nextAttemptAtMs: number }[] = [];
    let { after } = page;
    for (;;) {
      const wanted = page.limit - found.length;
      const members = await this.members(group, after, wanted);
      const firsts = await Promise.all(members.map((member) => this.#lists.after(listOf(member), null, 1)));
      for (const [index, member] of members.entries()) {
        const first = at(firsts, index)[0];
        if (first === undefined) await this.remove(group, member, listOf(member));
        else found.push({ member, nextAttemptAtMs: Number(first[0].split(' ', 1)[0]) });
      }
      if (members.length < wanted || found.length >= page.limit) return found;
      after = last(members);
    }
  }

  /** To be called when `list`, which the name stands for, was found empty. */
  async remove(group: string, member: string, list: string): Promise<void> {
    await this.#lists.remove(group, [member]);
    if ((await this.#lists.after(list, null, 1)).length > 0) await this.add(group, member);
  }
}
