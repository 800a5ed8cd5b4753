import { type Bump, readBump } from './bump.ts';
import { ByteReader, ByteWriter, bytesFromHex, hexOf, MalformedBytes } from './bytes.ts';
import { type ParsedTransaction, parseRawTransaction, readTransaction, serialiseRaw } from './transaction.ts';

/** In the bytes `0100BEEF` (BRC-62), `0200BEEF` (BRC-96), and what stands before either in Atomic BEEF (BRC-95). */
const beefV1 = 0xefbe_0001;
const beefV2 = 0xefbe_0002;
const atomicPrefix = 0x0101_0101;
const rawMarker = 0;
const rawWithBumpMarker = 1;
const txidOnlyMarker = 2;
/** The least bytes of a path, and of a transaction: a count that is a lie is noticed before anything is made of it. */
const bumpBytesMin = 4;
const entryBytesMin = 11;
const bumpsMax = 100;
const transactionsMax = 200;

/** A transaction of a BEEF. `bump`: the path that is said to lead to its block; null: it is in none yet. */
export interface BeefTransaction {
  readonly transaction: ParsedTransaction;
  readonly raw: string;
  readonly bump: Bump | null;
}

export interface Beef {
  /** What it is about, by its id. */
  readonly subject: string;
  /** By id, in its order, parents first; those that it names by their ids alone are left out. */
  readonly transactions: ReadonlyMap<string, BeefTransaction>;
}

export type BeefResult =
  | { readonly ok: true; readonly beef: Beef }
  | { readonly ok: false; readonly reason: string };

/** Whether the bytes (hex) begin as a BEEF does, of any version. */
export function looksLikeBeef(hex: string): boolean {
  return /^0[12]00beef/i.test(hex) || hex.startsWith('01010101');
}

/** Parses a BEEF (hex) of version 1 or 2, also an atomic one, strictly. Its paths are claims, and are not checked here. */
export function decodeBeef(hex: string): BeefResult {
  const bytes = bytesFromHex(hex);
  if (bytes === undefined) return { ok: false, reason: 'not hex' };
  try {
    return { ok: true, beef: readBeef(new ByteReader(bytes)) };
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return { ok: false, reason: error.message };
  }
}

function readBeef(reader: ByteReader): Beef {
  let version = reader.uint32();
  const named = version === atomicPrefix ? reader.hash() : null;
  if (named !== null) version = reader.uint32();
  if (version !== beefV1 && version !== beefV2) throw new MalformedBytes('an unknown version of BEEF');
  const bumps: Bump[] = [];
  const bumpCount = bounded(reader.count(bumpBytesMin), bumpsMax);
  while (bumps.length < bumpCount) bumps.push(readBump(reader));
  const transactions = new Map<string, BeefTransaction>();
  const count = bounded(reader.count(entryBytesMin), transactionsMax);
  let subject = named;
  for (let index = 0; index < count; index++) {
    const read = version === beefV1 ? readEntryV1(reader, bumps) : readEntryV2(reader, bumps);
    if (typeof read !== 'string') transactions.set(read.transaction.txid, read);
    if (named === null) subject = typeof read === 'string' ? read : read.transaction.txid;
  }
  reader.end();
  if (subject === null || !transactions.has(subject))
    throw new MalformedBytes('the transaction that it is about is not in it');
  return { subject, transactions };
}

function readEntryV1(reader: ByteReader, bumps: readonly Bump[]): BeefTransaction {
  const transaction = readTransaction(reader);
  const marker = reader.uint8();
  if (marker > 1) throw new MalformedBytes('an unknown mark of a transaction');
  return entryOf(transaction, marker === 1 ? bumpAt(reader, bumps) : null);
}

/** A transaction, or the id of one that is not in it. */
function readEntryV2(reader: ByteReader, bumps: readonly Bump[]): BeefTransaction | string {
  const marker = reader.uint8();
  if (marker === txidOnlyMarker) return reader.hash();
  if (marker > rawWithBumpMarker) throw new MalformedBytes('an unknown mark of a transaction');
  const bump = marker === rawWithBumpMarker ? bumpAt(reader, bumps) : null;
  return entryOf(readTransaction(reader), bump);
}

function entryOf(transaction: ParsedTransaction, bump: Bump | null): BeefTransaction {
  return { transaction, raw: hexOf(serialiseRaw(transaction)), bump };
}

function bumpAt(reader: ByteReader, bumps: readonly Bump[]): Bump {
  const bump = bumps[reader.varint()];
  if (bump === undefined) throw new MalformedBytes('it names a path that is not in it');
  return bump;
}

function bounded(count: number, max: number): number {
  if (count > max) throw new MalformedBytes(`more than ${max} parts of a kind`);
  return count;
}

/**
 * A transaction as BEEF V2 (BRC-96), hex: with its Merkle path (BRC-74, hex) it is complete; without one its parents are
 * named by their ids alone. Throws for bytes that are no raw transaction.
 */
export function encodeBeef(raw: string, bump: string | null): string {
  const writer = new ByteWriter(raw.length / 2 + 256).uint32(beefV2);
  if (bump !== null) {
    writer.varint(1).hex(bump);
    return hexOf(writer.varint(1).uint8(rawWithBumpMarker).varint(0).hex(raw).finish());
  }
  const parents = parentsOf(raw);
  writer.varint(0).varint(parents.length + 1);
  for (const parent of parents) writer.uint8(txidOnlyMarker).hash(parent);
  return hexOf(writer.uint8(rawMarker).hex(raw).finish());
}

/** The ids of the transactions that it spends from, each once, in the order of its inputs. */
function parentsOf(raw: string): readonly string[] {
  const parsed = parseRawTransaction(raw);
  if (!parsed.ok) throw new Error(`not a raw transaction: ${parsed.reason}`);
  return [...new Set(parsed.transaction.inputs.map((input) => input.txid))];
}
