import type { SetName } from '../cluster/commands.ts';
import type { Bins, Driver, Operation } from '../cluster/driver.ts';

/** A record as a backup has it. */
export interface CopiedRecord {
  readonly set: SetName;
  readonly id: string;
  readonly bins: Bins;
}

/** The one bin whose map has numbers as its keys: revisions. */
const numberedBin = 'fx';

type Entries = readonly (readonly [name: string, value: unknown])[];

/** JSON in one line, the same for the same record whatever the order in which it was read. */
export function lineOf({ set, id, bins }: CopiedRecord): string {
  const known = sorted(bins).map(([bin, value]) => [bin, copied(value, `${bin} of ${id}`)]);
  return JSON.stringify([set, id, known]);
}

/** Throws for a line that no `lineOf` made. */
export function recordOf(line: string): CopiedRecord {
  const parsed: unknown = JSON.parse(line);
  if (!Array.isArray(parsed)) throw new Error('is no record of a backup');
  const [set, id, bins] = parsed;
  if (!isSet(set) || typeof id !== 'string' || !Array.isArray(bins))
    throw new Error('is no record of a backup');
  return { set, id, bins: Object.fromEntries(bins.map(([bin, value]) => [bin, restored(value)])) };
}

/** What writes the record where there is none. */
export function operationsOf({ operations, maps }: Driver, { bins }: CopiedRecord): readonly Operation[] {
  return Object.entries(bins).map(([bin, value]) => {
    if (typeof value !== 'object' || value === null) return operations.write(bin, value);
    const entries = Object.entries(value);
    if (entries.length === 0) return maps.create(bin, maps.order.KEY_ORDERED);
    const items = new Map(entries.map(([key, one]) => [bin === numberedBin ? Number(key) : key, one]));
    return maps.putItems(bin, items, { order: maps.order.KEY_ORDERED });
  });
}

const isSet = (name: unknown): name is SetName =>
  name === 'task' || name === 'doc' || name === 'list' || name === 'sum';

function sorted(of: object): Entries {
  return Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Texts and numbers as they are, maps as lists of entries. Throws for what no record of this store has. */
function copied(value: unknown, where: string): unknown {
  if (isPlain(value)) return value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value)) {
    const entries = sorted(value);
    if (entries.every(([, one]) => isPlain(one))) return entries;
  }
  throw new Error(`the bin ${where} holds what a backup does not know: it was not written by this program`);
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || Number.isFinite(value);

const restored = (value: unknown): unknown => (Array.isArray(value) ? Object.fromEntries(value) : value);
