import { displayHash, hexOf, type Reader } from './bytes.ts';
import { hash256 } from './digest.ts';

const inputBytesMin = 41;
const outputBytesMin = 9;

/** As much of a transaction as a receipt is about. */
export interface Transaction {
  readonly txid: string;
  /** Output 0; null where it has none. */
  readonly firstOutput: { readonly satoshis: bigint /** Hex. */; readonly script: string } | null;
}

/** Reads a raw transaction, and computes its id from the very bytes. */
export function readTransaction(reader: Reader): Transaction {
  const start = reader.position;
  reader.take(4);
  for (let left = reader.count(inputBytesMin); left > 0; left--) {
    reader.take(36);
    reader.take(reader.count(1));
    reader.take(4);
  }
  let firstOutput: Transaction['firstOutput'] = null;
  for (let left = reader.count(outputBytesMin); left > 0; left--) {
    const satoshis = reader.uint64();
    const script = reader.take(reader.count(1));
    firstOutput ??= { satoshis, script: hexOf(script) };
  }
  reader.take(4);
  return { txid: displayHash(hash256(reader.since(start))), firstOutput };
}
