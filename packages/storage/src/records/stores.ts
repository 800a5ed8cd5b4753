import { LateRecords } from './late-records.ts';
import type { List, ListPage, RecordNoun, RecordNouns, StoresOf, Write, WriteMany } from './noun.ts';

const lateMs = 1_000;
const lateMax = 10_000;

/** One of a noun's writes, by their names. */
export interface RecordWrite {
  readonly noun: string;
  readonly operation: string;
  readonly request: unknown;
}

/** One for many records, by its names. */
export interface RecordWriteMany extends RecordWrite {
  readonly request: readonly unknown[];
}

/** How an engine keeps the records of the small nouns. */
export interface RecordKeeper {
  /** The record under the key, or null. */
  read(noun: RecordNoun<unknown>, key: string): Promise<unknown>;
  list(
    noun: RecordNoun<unknown>,
    list: List<unknown, unknown>,
    page: ListPage & { readonly group: string },
  ): Promise<readonly unknown[]>;
  /** What the write tells, once it is durable. `call`: the same write by its names. */
  change(
    noun: RecordNoun<unknown>,
    write: Write<unknown, unknown, unknown>,
    call: RecordWrite,
  ): Promise<unknown>;
  /** The same of many, in order: one call of the store, or few. */
  changeMany(
    noun: RecordNoun<unknown>,
    write: Write<unknown, unknown, unknown>,
    call: RecordWriteMany,
  ): Promise<readonly unknown[]>;
}

export function isForMany(
  write: Write<unknown, unknown, unknown> | WriteMany<unknown, unknown, unknown>,
): write is WriteMany<unknown, unknown, unknown> {
  return 'each' in write;
}

/** The small nouns as they are called, from their definitions and an engine's keeper. */
export function recordStores<Nouns extends RecordNouns>(keeper: RecordKeeper, nouns: Nouns): StoresOf<Nouns> {
  return mapped<RecordNoun<unknown>>(nouns, (definition, noun) => storeOf(keeper, definition, noun));
}

function storeOf(keeper: RecordKeeper, definition: RecordNoun<unknown>, noun: string) {
  const { reads = {}, lists = {}, writes } = definition;
  const isLate = Object.values(reads).some(({ late }) => late !== undefined);
  const late = isLate ? new LateRecords({ keptMs: lateMs, max: lateMax }) : null;
  const written = <Result>(keys: () => readonly string[], change: () => Promise<Result>): Promise<Result> =>
    late === null ? change() : late.whileWriting(keys(), change);
  return {
    ...mapped(reads, (read) => async (request: unknown) => {
      const key = read.key(request);
      const load = () => keeper.read(definition, key);
      const found = read.late === undefined ? load() : late?.read(key, read.late.nowMs(request), load);
      return read.view(await found, request);
    }),
    ...mapped(lists, (list) => async (page: ListPage) => {
      const found = await keeper.list(definition, list, { ...page, group: page.group ?? '' });
      return found.map((record) => list.view(record));
    }),
    ...mapped(writes, (write, operation) =>
      isForMany(write)
        ? async (request: readonly unknown[]) =>
            request.length === 0
              ? []
              : written(
                  () => request.map((one) => write.each.key(one)),
                  () => keeper.changeMany(definition, write.each, { noun, operation, request }),
                )
        : (request: unknown) =>
            written(
              () => [write.key(request)],
              () => keeper.change(definition, write, { noun, operation, request }),
            ),
    ),
  };
}

function mapped<Value>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value, name: string) => unknown,
) {
  const entries = Object.entries(values).map(([name, value]) => [name, map(value, name)]);
  return Object.fromEntries(entries);
}
