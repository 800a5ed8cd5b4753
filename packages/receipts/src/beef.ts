import { readBump } from './bump.ts';
import { bytesOf, hexOf, Malformed, Reader } from './bytes.ts';
import { readTransaction, type Transaction } from './transaction.ts';

/** `0200BEEF` in the bytes (BRC-96). */
const versionTwo = 0xefbe_0002;
const bumpBytesMin = 2;
const entryBytesMin = 11;
const raw = 0;
const rawWithBump = 1;
const txidOnly = 2;

/** What a receipt's BEEF holds: one transaction, after its parents' ids where it is not mined. */
export interface Beef {
  readonly transaction: Transaction;
  /** Its Merkle path, hex; null: it has none. */
  readonly bump: string | null;
}

/** Parses hex of either form that a receipt has. Throws `Malformed`. */
export function parseBeef(hex: string): Beef {
  const reader = new Reader(bytesOf(hex));
  if (reader.uint32() !== versionTwo) throw new Malformed('it is not BEEF of version 2');
  const bumps = reader.count(bumpBytesMin);
  if (bumps > 1) throw new Malformed('it holds more than one Merkle path');
  const start = reader.position;
  if (bumps === 1) readBump(reader);
  const bump = bumps === 1 ? hexOf(reader.since(start)) : null;
  const entries = reader.count(entryBytesMin);
  if (entries < 1) throw new Malformed('it holds no transaction');
  for (let parents = entries - 1; parents > 0; parents--) {
    if (reader.uint8() !== txidOnly) throw new Malformed('it holds more than one transaction');
    reader.take(32);
  }
  const format = reader.uint8();
  if (format !== raw && format !== rawWithBump) throw new Malformed('its transaction is not there in full');
  if ((format === rawWithBump) !== (bump !== null) || (bump !== null && reader.varint() !== 0))
    throw new Malformed('its transaction and its Merkle path do not belong together');
  const transaction = readTransaction(reader);
  reader.end();
  return { transaction, bump };
}
