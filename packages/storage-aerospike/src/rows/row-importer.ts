import type { StoredRow } from '@asg/storage';
import type { Operation } from '../cluster/driver.ts';
import { parsed } from '../records/bins.ts';
import type { Kind } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import type { RecordStore } from '../records/record-store.ts';

/** Imports rows of one table. Importing them again changes nothing. */
export type RowImporter = (records: RecordStore, rows: readonly StoredRow[]) => Promise<void>;

/** Names what was added to sums from rows: added once, however often the rows come. */
export const moved = 'moved';

export const textOf = (row: StoredRow, column: string): string => String(row[column]);
export const numberOf = (row: StoredRow, column: string): number => Number(row[column]);
export const numberOrNull = (row: StoredRow, column: string): number | null =>
  row[column] === null ? null : Number(row[column]);
export const textOrNull = (row: StoredRow, column: string): string | null =>
  row[column] === null ? null : String(row[column]);
/** The column's text, which is one of these. */
export function memberOf<Member extends string>(
  row: StoredRow,
  column: string,
  members: readonly Member[],
): Member {
  const text = textOf(row, column);
  const member = members.find((one) => one === text);
  if (member === undefined) throw new RangeError(`${column} is ${text}`);
  return member;
}
export const jsonOf = <Stored>(row: StoredRow, column = 'record'): Stored => parsed(textOf(row, column));

export interface Made<State> {
  readonly id: string;
  readonly state: State;
  readonly effects?: readonly Effect[];
  readonly operations?: readonly Operation[];
}

/** Makes documents that are not there. */
export async function makeAll<State>(
  { documents }: RecordStore,
  kind: Kind<State>,
  all: readonly Made<State>[],
): Promise<void> {
  await documents.changeMany<State, null>(
    kind,
    all.map(({ id, ...made }) => ({
      id,
      changer: (found) => (found === null ? { ...made, result: null } : { result: null }),
    })),
    true,
  );
}

/** Changes one document for all rows that belong to it; documents side by side. */
export async function mergeAll<State>(
  { documents }: RecordStore,
  kind: Kind<State>,
  rows: readonly StoredRow[],
  idOf: (row: StoredRow) => string,
  merged: (state: State | null, row: StoredRow) => State,
): Promise<void> {
  await documents.changeMany<State, null>(
    kind,
    [...Map.groupBy(rows, idOf)].map(([id, own]) => ({
      id,
      changer: (found) => {
        const state = own.reduce<State | null>((before, row) => merged(before, row), found);
        return state === null || state === found ? { result: null } : { state, result: null };
      },
    })),
  );
}
