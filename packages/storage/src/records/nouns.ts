import { leadership } from '../leadership/store.ts';
import { headers } from '../settlement/headers.ts';
import { moves } from '../settlement/moves.ts';
import { webhooks } from '../webhooks/store.ts';
import type { NounReader, NounWriter, RecordNouns, StoresOf } from './noun.ts';

/** The small nouns, by the name they are called by in the port. A new one is added here, and nowhere else. */
export const recordNouns = { webhooks, moves, headers, leadership } satisfies RecordNouns;

export type RecordNounName = keyof typeof recordNouns;
export type RecordReaders = { readonly [Name in RecordNounName]: NounReader<(typeof recordNouns)[Name]> };
export type RecordWriters = { readonly [Name in RecordNounName]: NounWriter<(typeof recordNouns)[Name]> };
export type RecordStores = StoresOf<typeof recordNouns>;

/** What an engine's storage is: it has the small nouns as members of its own. */
export const WithRecords: new (stores: RecordStores) => RecordStores = class {
  constructor(stores: RecordStores) {
    Object.assign(this, stores);
  }
} as new (
  stores: RecordStores,
) => RecordStores;
