import type { DocumentSet, WriteOptions } from '../cluster/commands.ts';
import type { Bins, Driver, Operation } from '../cluster/driver.ts';
import { type Expression, exp } from '../cluster/expressions.ts';
import { parsed } from './bins.ts';
import type { Effect } from './effects.ts';
import type { Clearing, Done } from './outbox.ts';

/** Where a document is to be found beside its id: a list, its place there, and what the entry says (the id, mostly). */
export type Place = readonly [list: string, sortKey: string, value?: string];

/** A kind of documents: JSON in a record of its own each. */
export interface Kind<State> {
  readonly name: string;
  readonly set: DocumentSet;
  /** What this process wrote is tried first where one is changed again, and read where that was wrong. */
  readonly isRemembered?: true;
  /** Kept by processes about themselves, or for later looks: nobody has work because of a write. */
  readonly isHousekeeping?: true;
  /** The lists that it is in as it stands. */
  readonly places: (state: State, id: string) => readonly Place[];
  /** The part that never changes, stored once in a bin of its own; the rest is what `changing` leaves of the state. */
  readonly split?: {
    readonly take: (state: State) => readonly [fixed: unknown, changing: unknown];
    readonly join: (fixed: never, changing: never) => State;
  };
  /** More bins, beside the JSON, that other commands change too: read into the state, and never written with it. */
  readonly native?: {
    readonly bins: readonly string[];
    readonly join: (state: State, bins: Bins) => State;
  };
}

export interface Change<State, Result> {
  readonly state: State;
  readonly effects?: readonly Effect[];
  readonly result: Result;
  /** Has to hold for the record, beside that it was not changed meanwhile. */
  readonly where?: Expression;
  readonly operations?: readonly Operation[];
  /** It is likely written again soon: that write clears its notes, where it comes within some seconds. */
  readonly isWrittenSoon?: boolean;
  /** What follows is noted elsewhere, not in the document: who asked carries it out, its first places too. */
  readonly isNotedElsewhere?: true;
}
/** Computes a document's new state; no state: it stays. May be called again after a conflict. */
export type Changer<State, Result> = (
  state: State | null,
  revision: number,
) => Change<State, Result> | { readonly result: Result };

export interface Stored<State> {
  readonly id: string;
  readonly state: State;
  readonly revision: number;
  /** Keys in their lists, by list and sort key. */
  readonly placed: Readonly<Record<string, number>>;
  /** The name of the write that made it so, where it was read. */
  readonly op?: string;
  /** Characters of the JSON of the part that never changes; 0: there is none. */
  readonly fixedChars: number;
}

export const recordId = (kind: { readonly name: string }, id: string): string => `${kind.name}:${id}`;

const placeName = (list: string, sortKey: string): string => `${list}\n${sortKey}`;
/** The key in the list. The revision makes it another each time that the document comes back to the place. */
const placeKey = (sortKey: string, revision: number): string => `${sortKey} ${revision}`;

export function isPlaced({ placed }: Stored<unknown>, list: string, key: string): boolean {
  const at = key.lastIndexOf(' ');
  return placed[placeName(list, key.slice(0, at))] === Number(key.slice(at + 1));
}

function moved<State>(
  kind: Kind<State>,
  id: string,
  stored: Stored<State> | null,
  state: State,
  revision: number,
): { readonly placed: Record<string, number>; readonly effects: readonly Effect[] } {
  const before = stored?.placed ?? {};
  const placed: Record<string, number> = {};
  const effects: Effect[] = [];
  for (const [list, sortKey, value] of kind.places(state, id)) {
    const name = placeName(list, sortKey);
    placed[name] = before[name] ?? revision;
    if (before[name] === undefined) effects.push(['put', list, placeKey(sortKey, revision), value ?? id]);
  }
  for (const [name, since] of Object.entries(before)) {
    if (placed[name] !== undefined) continue;
    const at = name.indexOf('\n');
    effects.push(['drop', name.slice(0, at), placeKey(name.slice(at + 1), since)]);
  }
  return { placed, effects };
}

/** Puts a document that was made in this state into its lists. */
export function firstPlaces<State>(kind: Kind<State>, id: string, state: State): readonly Effect[] {
  return moved(kind, id, null, state, 1).effects;
}

export function storedOf<State>(kind: Kind<State>, id: string, bins: Bins): Stored<State> | null {
  if (typeof bins.v !== 'string') return null;
  const fixed = kind.split === undefined ? '' : String(bins.o);
  const joined =
    kind.split === undefined
      ? parsed<State>(bins.v)
      : kind.split.join(parsed<never>(fixed), parsed<never>(bins.v));
  return {
    id,
    state: kind.native === undefined ? joined : kind.native.join(joined, bins),
    revision: Number(bins.rev),
    placed: parsed(String(bins.ix)),
    op: String(bins.op),
    fixedChars: fixed.length,
  };
}

/** A change as it is written to a record. */
export interface Made extends Done {
  readonly writes: readonly Operation[];
  readonly options: WriteOptions;
  readonly name: string;
  readonly clearing: Clearing;
  /** As the document is after it, but for its state. */
  readonly after: Omit<Stored<unknown>, 'state'>;
  /** Characters of the document's JSON after it. */
  readonly chars: number;
}

/** `name`: of no other write. */
export function writeOf<State, Result>(
  { operations, maps }: Driver,
  wanted: {
    readonly kind: Kind<State>;
    readonly id: string;
    readonly stored: Stored<State> | null;
    readonly change: Change<State, Result>;
    readonly name: string;
    readonly clearing: Clearing;
  },
): Made {
  const { kind, id, stored, change, name, clearing } = wanted;
  const revision = (stored?.revision ?? 0) + 1;
  const { placed, effects: moves } = moved(kind, id, stored, change.state, revision);
  const effects = change.isNotedElsewhere === true ? [] : [...moves, ...(change.effects ?? [])];
  const [fixed, changing] = kind.split?.take(change.state) ?? [null, change.state];
  const text = JSON.stringify(changing);
  const fixedText = stored === null && fixed !== null ? JSON.stringify(fixed) : null;
  const writes = [
    ...clearing.operations,
    operations.write('v', text),
    operations.write('rev', revision),
    operations.write('ix', JSON.stringify(placed)),
    operations.write('op', name),
    ...(fixedText === null ? [] : [operations.write('o', fixedText)]),
    ...(effects.length === 0
      ? []
      : [maps.put('fx', revision, JSON.stringify(effects), { order: maps.order.KEY_ORDERED })]),
    ...(change.operations ?? []),
  ];
  const isAsRead = stored === null ? null : exp.eq(exp.binInt('rev'), exp.int(stored.revision));
  const where =
    isAsRead === null ? undefined : change.where === undefined ? isAsRead : exp.and(isAsRead, change.where);
  const options: WriteOptions = {
    must: stored === null ? 'create' : 'update',
    ...(where !== undefined && { where }),
  };
  const fixedChars = stored?.fixedChars ?? fixedText?.length ?? 0;
  const after = { id, revision, placed, op: name, fixedChars };
  const chars = fixedChars + text.length;
  const isWrittenSoon = change.isWrittenSoon === true;
  const record = recordId(kind, id);
  const { set } = kind;
  return { set, record, isWrittenSoon, writes, options, name, effects, revision, after, chars, clearing };
}
