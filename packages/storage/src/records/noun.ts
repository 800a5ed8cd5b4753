/**
 * A small noun: one kind of record under a key, and the lists it stands in. Both engines keep it from this definition
 * alone, so that a new noun costs no line in either. All functions are pure and may be asked again.
 */
export interface RecordNoun<Stored> {
  /** Names it in the store, for good: three letters, unlike any other noun's. */
  readonly name: string;
  /** The records mean nothing to another store: moving a store leaves them behind. */
  readonly isLeftBehind?: true;
  /** Kept by processes about themselves, or for later looks: nobody has work because of a write. */
  readonly isHousekeeping?: true;
  readonly reads?: Readonly<Record<string, Read<Stored, unknown, unknown>>>;
  readonly lists?: Readonly<Record<string, List<Stored, unknown>>>;
  readonly writes: Readonly<
    Record<string, Write<Stored, unknown, unknown> | WriteMany<Stored, unknown, unknown>>
  >;
}

/** What reads return about the record under one key. */
export interface Read<Stored, Request, Result> {
  key(request: Request): string;
  view(found: Stored | null, request: Request): Result;
  /** It may be answered with what was read at most a second before. */
  readonly late?: { nowMs(request: Request): number };
}

/** `nowMs`: by the caller's clock. */
interface LateRequest {
  readonly key: string;
  readonly nowMs: number;
}

/** A change of the record under one key, atomic; sent again, it is to change nothing and give the same result. */
export interface Write<Stored, Request, Result> {
  key(request: Request): string;
  /** No `after`: nothing is changed; null: there is none any more. */
  change(
    found: Stored | null,
    request: Request,
  ): { readonly after?: Stored | null | undefined; readonly result: Result };
}

/** The same change of many records at once, each by itself; results in order. No key twice. */
export interface WriteMany<Stored, Request, Result> {
  readonly each: Write<Stored, Request, Result>;
}

/** Records in order, those that stand in it as they are now. A record stands in one group of a list at most. */
export interface List<Stored, Result> {
  /** Names it in the store, for good. */
  readonly name: string;
  place(record: Stored, key: string): Place | null;
  view(record: Stored): Result;
}

/** `group` '': the list has no groups. Places sort as texts, and say where a page goes on; none twice in a group. */
export interface Place {
  readonly group: string;
  readonly place: string;
}

/** A page of a list, of one group: upwards after a place, or downwards before one; null: from the end. */
export type ListPage = { readonly group?: string; readonly limit: number } & (
  | { readonly after: string | null }
  | { readonly before: string | null }
);

/** Reads, told of by the record under `key`. */
export function read<Stored, Request, Result>(
  key: (request: Request) => string,
  view: (found: Stored | null, request: Request) => Result,
): Read<Stored, Request, Result> {
  return { key, view };
}

/** Reads that may be up to a second late: what this process writes shows at once, what others write within that second. */
export function lately<Stored, Result>(
  view: (found: Stored | null) => Result,
): Read<Stored, LateRequest, Result> {
  return { key: ({ key }) => key, view, late: { nowMs: ({ nowMs }) => nowMs } };
}

/** Writes, each a pure change of the record under `key`. */
export function write<Stored, Request, Result>(
  key: (request: Request) => string,
  change: Write<Stored, Request, Result>['change'],
): Write<Stored, Request, Result> {
  return { key, change };
}

/** The write, for many records in one call. */
export function writeMany<Stored, Request, Result>(
  each: Write<Stored, Request, Result>,
): WriteMany<Stored, Request, Result> {
  return { each };
}

export function list<Stored, Result>(of: List<Stored, Result>): List<Stored, Result> {
  return of;
}

type Part<Noun, Name> = Name extends keyof Noun ? Noun[Name] : unknown;

export type NounReader<Noun> = {
  readonly [Name in keyof Part<Noun, 'reads'>]: Part<Noun, 'reads'>[Name] extends Read<
    infer _Stored,
    infer Request,
    infer Result
  >
    ? (request: Request) => Promise<Result>
    : never;
} & {
  readonly [Name in keyof Part<Noun, 'lists'>]: Part<Noun, 'lists'>[Name] extends List<
    infer _Stored,
    infer Result
  >
    ? (page: ListPage) => Promise<readonly Result[]>
    : never;
};

export type NounWriter<Noun> = {
  readonly [Name in keyof Part<Noun, 'writes'>]: Part<Noun, 'writes'>[Name] extends Write<
    infer _Stored,
    infer Request,
    infer Result
  >
    ? (request: Request) => Promise<Result>
    : Part<Noun, 'writes'>[Name] extends WriteMany<infer _Stored, infer Request, infer Result>
      ? (requests: readonly Request[]) => Promise<readonly Result[]>
      : never;
};

/** A noun as it is called: `storage.<noun>.<operation>(request)`. */
export type NounStore<Noun> = NounReader<Noun> & NounWriter<Noun>;

export type RecordNouns = Readonly<Record<string, RecordNoun<unknown>>>;
export type StoresOf<Nouns> = { readonly [Name in keyof Nouns]: NounStore<Nouns[Name]> };
