import type { Place, RecordKeeper, RecordNoun, Write } from '@asg/storage';
import type { Changer, Kind } from './document.ts';
import type { Documents } from './documents.ts';
import { above, below } from './keys.ts';

/** The documents of a small noun. */
export function kindOf({ name, lists = {}, isHousekeeping }: RecordNoun<unknown>): Kind<unknown> {
  const all = Object.values(lists);
  const places = (state: unknown, id: string) =>
    all.flatMap((list) => {
      // Of one that is no more a revision is left, without a state.
      const at = state === null ? null : list.place(state, id);
      return at === null ? [] : [[listName(list.name, at.group), at.place] as const];
    });
  return { name, set: 'doc', places, ...(isHousekeeping === true && { isHousekeeping }) };
}

function listName(name: string, group: Place['group']): string {
  return group === '' ? name : `${name}|${group}`;
}

/** Keeps records as documents of their own. */
export function recordKeeper(documents: Documents): RecordKeeper {
  const kinds = new Map<string, Kind<unknown>>();
  const kind = (noun: RecordNoun<unknown>): Kind<unknown> => {
    const known = kinds.get(noun.name) ?? kindOf(noun);
    kinds.set(noun.name, known);
    return known;
  };
  return {
    read: async (noun, key) => (await documents.read(kind(noun), key))?.state ?? null,
    list: async (noun, list, { group, limit, ...page }) => {
      const edge =
        'after' in page
          ? { limit, after: page.after === null ? null : above(page.after) }
          : { limit, before: page.before === null ? null : below(page.before) };
      const found = await documents.listed(kind(noun), listName(list.name, group), edge);
      return found.map(({ state }) => state);
    },
    change: (noun, write, { request }) =>
      documents.change<unknown, unknown>(kind(noun), write.key(request), changerOf(write, request)),
    changeMany: (noun, write, { request }) =>
      documents.changeMany<unknown, unknown>(
        kind(noun),
        request.map((one) => ({ id: write.key(one), changer: changerOf(write, one) })),
      ),
  };
}

function changerOf(write: Write<unknown, unknown, unknown>, request: unknown): Changer<unknown, unknown> {
  return (found) => {
    const { after, result } = write.change(found, request);
    return after === undefined ? { result } : { state: after, result };
  };
}
