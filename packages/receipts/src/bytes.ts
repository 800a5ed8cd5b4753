import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

/** Thrown where bytes do not follow their format; caught where they are parsed. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** Runs a parser: what is malformed is a value. */
export function parsed<T>(parse: () => T): { readonly ok: true; readonly value: T } | Refused {
  try {
    return { ok: true, value: parse() };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { ok: false, detail: error.message };
  }
}

export interface Refused {
  readonly ok: false;
  readonly detail: string;
}

export const bytesOf = hexToBytes;
export const hexOf = bytesToHex;
export const concat = concatBytes;

/** Ids and block hashes are shown byte-reversed. */
export function displayHash(bytes: Uint8Array): string {
  return hexOf(bytes.toReversed());
}

/** Reads little-endian fields strictly; throws `Malformed` where the bytes run out. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.#at;
  }

  /** What was read since `start`. */
  since(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.#at);
  }

  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new Malformed('the bytes end too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint8(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  uint32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#skip(8), true);
  }

  /** A variable-length integer in its shortest form. */
  varint(): number {
    const first = this.uint8();
    if (first < 0xfd) return first;
    const [value, valueMin] =
      first === 0xfd
        ? [this.#view.getUint16(this.#skip(2), true), 0xfd]
        : first === 0xfe
          ? [this.uint32(), 0x1_0000]
          : [Number(this.uint64()), 0x1_0000_0000];
    if (value < valueMin) throw new Malformed('a length is not in its shortest form');
    if (!Number.isSafeInteger(value)) throw new Malformed('a length is absurd');
    return value;
  }

  /** How many items follow; each takes at least `itemBytesMin`, so that a lie cannot cause work. */
  count(itemBytesMin: number): number {
    const count = this.varint();
    if (count * itemBytesMin > this.#bytes.length - this.#at)
      throw new Malformed('a count exceeds the bytes that follow');
    return count;
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Malformed('bytes follow the end');
  }

  #skip(length: number): number {
    this.take(length);
    return this.#at - length;
  }
}
