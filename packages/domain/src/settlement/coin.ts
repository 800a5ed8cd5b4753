import type { Sats } from '../money/sats.ts';

/** An unspent transaction output: where it is and what it holds. */
export interface Coin {
  /** Transaction id, 64 lower-case hex digits, in display (reversed) byte order. */
  readonly txid: string;
  readonly vout: number;
  readonly satoshis: Sats;
  /** Locking script, hex. */
  readonly lockingScript: string;
}

/** An output of a transaction to be made: an amount under a locking script (hex). */
export interface TxOutput {
  readonly satoshis: Sats;
  readonly lockingScript: string;
}

/** Whether both are the same output, or neither is one. */
export function isSameCoin(a: Coin | null, b: Coin | null): boolean {
  return a?.txid === b?.txid && a?.vout === b?.vout;
}
