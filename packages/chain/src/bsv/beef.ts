import { ByteWriter, hexOf } from './bytes.ts';
import { parseRawTransaction } from './transaction.ts';

/** `0200BEEF` in the bytes. */
const beefV2 = 0xefbe_0002;
const rawMarker = 0;
const rawWithBumpMarker = 1;
const txidOnlyMarker = 2;

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
