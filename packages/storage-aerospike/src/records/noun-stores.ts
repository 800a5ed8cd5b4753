import type { ListPage, Place, RecordNoun, RecordNouns, StoresOf } from '@asg/storage';
import type { Kind } from './document.ts';
import { above, below } from './keys.ts';
import type { RecordStore } from './record-store.ts';

/** The documents of a small noun. */
export function kindOf({ name, lists = {} }: RecordNoun<unknown>): Kind<unknown> {
  const all = Object.values(lists);
  const places = (state: unknown, id: string) =>
    all.flatMap((list) => {
      const at = list.place(state, id);
      return at === null ? [] : [[listName(list.name, at.group), at.place] as const];
    });
  return { name, set: 'doc', places };
}

function listName(name: string, group: Place['group']): string {
  return group === '' ? name : `${name}|${group}`;
}

/** The small nouns as they are called, from their definitions. */
export function recordStores<Nouns extends RecordNouns>(
  { documents }: RecordStore,
  nouns: Nouns,
): StoresOf<Nouns> {
  const storeOf = (noun: RecordNoun<unknown>) => {
    const kind = kindOf(noun);
    const { reads = {}, lists = {}, writes } = noun;
    return {
      ...mapped(reads, (read) => async (request: unknown) => {
        const found = await documents.read(kind, read.key(request));
        return read.view(found?.state ?? null, request);
      }),
      ...mapped(lists, (list) => async ({ group = '', limit, ...page }: ListPage) => {
        const edge =
          'after' in page
            ? { limit, after: page.after === null ? null : above(page.after) }
            : { limit, before: page.before === null ? null : below(page.before) };
        const found = await documents.listed(kind, listName(list.name, group), edge);
        return found.map(({ state }) => list.view(state));
      }),
      ...mapped(
        writes,
        (write) => (request: unknown) =>
          documents.change<unknown, unknown>(kind, write.key(request), (found) => {
            const { after, result } = write.change(found, request);
            return after === undefined ? { result } : { state: after, result };
          }),
      ),
    };
  };
  return mapped<RecordNoun<unknown>>(nouns, storeOf);
}

function mapped<Value>(values: Readonly<Record<string, Value>>, map: (value: Value) => unknown) {
  const entries = Object.entries(values).map(([name, value]) => [name, map(value)]);
  return Object.fromEntries(entries);
}
